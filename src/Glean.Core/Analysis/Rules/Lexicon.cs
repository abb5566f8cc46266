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

    private readonly Dictionary<string, string[]> kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    private Lexicon() => bySpan = kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Lexicon Default => Shipped.Value;

    /// <summary>The features of the lists that hold a word with this stem, each as <c>lexicon:kind</c>.</summary>
    public string[] Kinds(ReadOnlySpan<char> stem) => bySpan.TryGetValue(stem, out var found) ? found : [];

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
                var stem = Stemming.Stem(word, buffer).ToString();
                lexicon.kinds[stem] = lexicon.kinds.TryGetValue(stem, out var known) ? [.. known.Append(feature).Distinct()] : [feature];
            }
        }

        return lexicon;
    }
}
