using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>
/// Lists of words by what they say of a statement (<c>complaint: slow clunky …</c>), read from a data file. A word is known
/// by its stem, so the lists reach words that no labelled text holds.
/// </summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> Shipped = new(Load);

    private readonly Vocabulary stems = new();
    private readonly List<string[]> kinds = [];

    private Lexicon()
    {
    }

    public static Lexicon Default => Shipped.Value;

    /// <summary>The features of the lists that hold a word with this stem, each as <c>lexicon:kind</c>.</summary>
    public string[] Kinds(ReadOnlySpan<char> stem) => stems.Find(stem) is >= 0 and var found ? kinds[found] : [];

    private static Lexicon Load()
    {
        var lexicon = new Lexicon();
        using var reader = new StreamReader(EmbeddedData.Open("lexicon.txt"), Encoding.UTF8);
        var buffer = new char[Stemming.Length];
        while (reader.ReadLine() is { } line)
        {
            var colon = line.IndexOf(':');
            if (colon < 0 || line[0] == '#')
                continue;
            var feature = "lexicon:" + line[..colon];
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var number = lexicon.stems.Add(Stemming.Stem(word, buffer));
                if (number == lexicon.kinds.Count)
                    lexicon.kinds.Add([feature]);
                else
                    lexicon.kinds[number] = [.. lexicon.kinds[number].Append(feature).Distinct()];
            }
        }

        return lexicon;
    }
}
