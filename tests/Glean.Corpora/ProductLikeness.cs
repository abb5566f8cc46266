using Glean.Curation.Deduplication;

namespace Glean.Corpora;

/// <summary>A product of a shop's list; a price of 0 is unknown.</summary>
public sealed record Product(string Title, string Maker, double Price);

/// <summary>
/// How alike two products are, 0..about 1: the cosine of their titles' words weighed by rarity, words a typing error
/// apart counted as one, makers' names at half weight, then prices and version numbers.
/// </summary>
public sealed class ProductLikeness
{
    private const double MakerWeight = 0.5;
    private const double OtherVersion = 0.7;

    private readonly Dictionary<string, int> _frequency = [];
    private readonly Dictionary<string, string[]> _words = [];
    private readonly int _count;

    public ProductLikeness(IEnumerable<Product> products)
    {
        foreach (var product in products)
        {
            _count++;
            foreach (var word in WordsOf(product.Title))
            {
                _frequency[word] = _frequency.GetValueOrDefault(word) + 1;
            }
        }
    }

    public double Of(Product a, Product b)
    {
        var (wordsA, wordsB) = (WordsOf(a.Title), WordsOf(b.Title));
        var makers = WordsOf(a.Maker).Concat(WordsOf(b.Maker)).ToHashSet();
        var shared = wordsA.Sum(w => Math.Pow(Weight(w), 2) * Closeness(w, wordsB));
        var norm = Norm(wordsA) * Norm(wordsB);
        return norm == 0 ? 0 : shared / norm * PriceFactor(a.Price, b.Price) * VersionFactor(wordsA, wordsB);

        double Weight(string word) =>
            Math.Log(1 + (_count / (_frequency.GetValueOrDefault(word) + 0.5))) * (makers.Contains(word) ? MakerWeight : 1);

        double Norm(string[] words) => Math.Sqrt(words.Sum(w => Math.Pow(Weight(w), 2)));
    }

    private static double Closeness(string word, string[] others)
    {
        const double TypingError = 0.8;
        return others.Contains(word) ? 1
            : !char.IsAsciiDigit(word[0]) && others.Any(o => IsTypingError(word, o)) ? TypingError
            : 0;
    }

    private static bool IsTypingError(string a, string b)
    {
        var allowed = NearNames.Allowed(Math.Min(a.Length, b.Length));
        return allowed > 0 && EditDistance.Within(a, b, allowed) <= allowed;
    }

    private static double PriceFactor(double a, double b) => a > 0 && b > 0 ? 0.8 + (0.25 * Math.Min(a, b) / Math.Max(a, b)) : 1;

    private static double VersionFactor(string[] a, string[] b)
    {
        var (numbersA, numbersB) = (Numbers(a), Numbers(b));
        return numbersA.Length > 0 && numbersB.Length > 0 && !numbersA.Intersect(numbersB).Any() ? OtherVersion : 1;

        static string[] Numbers(string[] words) => [.. words.Where(w => char.IsAsciiDigit(w[0]))];
    }

    // Runs of letters and runs of digits with their decimals: "xp2.0" is xp and 2.0.
    private string[] WordsOf(string title)
    {
        if (_words.TryGetValue(title, out var known))
        {
            return known;
        }

        var words = new HashSet<string>();
        var text = title.ToLowerInvariant();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (char.IsAsciiDigit(text[at]))
            {
                while (at < text.Length && (char.IsAsciiDigit(text[at]) ||
                    (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
                {
                    at++;
                }
            }
            else
            {
                while (at < text.Length && char.IsLetter(text[at]))
                {
                    at++;
                }
            }

            if (at > start)
            {
                words.Add(text[start..at]);
            }
            else
            {
                at++;
            }
        }

        return _words[title] = [.. words];
    }
}
