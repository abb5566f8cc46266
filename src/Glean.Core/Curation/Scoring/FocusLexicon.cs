using Glean.Catalog;

namespace Glean.Curation.Scoring;

/// <summary>A word of the focus with its weight.</summary>
public sealed record FocusWord(string Text, double Weight);

/// <summary>
/// Finds the words of a focus in a text: whole words and phrases, whatever their case and what parts them ("cold email", "cold-email"),
/// a plural s allowed. Built once for a focus; each word of the text is looked up once, however many words the focus has.
/// </summary>
public sealed class FocusLexicon
{
    private readonly Dictionary<string, List<Phrase>> phrases = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, double> keywords = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyDictionary<string, double>> categories;
    private readonly IReadOnlyDictionary<string, double> exclusions;

    public FocusLexicon(Focus focus)
    {
        categories = focus.Categories.ToDictionary(c => c.Name, c => c.Keywords);
        exclusions = focus.Exclusions;
        foreach (var (word, weight) in focus.Keywords.Concat(focus.Categories.SelectMany(c => c.Keywords)))
        {
            keywords.TryAdd(word, weight);
        }

        foreach (var word in keywords.Keys.Concat(exclusions.Keys).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var tokens = Tokens(word).Select(t => word[t]).ToArray();
            if (tokens.Length > 0)
            {
                phrases.TryAdd(tokens[0], []);
                phrases[tokens[0]].Add(new Phrase(word, tokens));
            }
        }
    }

    /// <summary>What of the focus stands in a text.</summary>
    public FocusFindings Find(string text)
    {
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        var lookup = phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        var tokens = Tokens(text);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = text.AsSpan(tokens[i]);
            if (lookup.TryGetValue(token, out var beginning))
            {
                Match(beginning, text, tokens, i, found);
            }

            if (token.Length > 2 && token[^1] is 's' or 'S' && lookup.TryGetValue(token[..^1], out var plural))
            {
                found.UnionWith(plural.Where(p => p.Tokens.Length == 1).Select(p => p.Word));
            }
        }

        return new FocusFindings(this, found);
    }

    /// <summary>The words of the focus and of all its categories among <paramref name="found"/>.</summary>
    internal IReadOnlyList<FocusWord> Keywords(HashSet<string> found) => Among(keywords, found);

    internal IReadOnlyList<FocusWord> OfCategory(string category, HashSet<string> found) =>
        categories.TryGetValue(category, out var words) ? Among(words, found) : [];

    internal IReadOnlyList<FocusWord> Exclusions(HashSet<string> found) => Among(exclusions, found);

    private static void Match(List<Phrase> beginning, string text, List<Range> tokens, int at, HashSet<string> found)
    {
        foreach (var phrase in beginning)
        {
            if (Follows(phrase.Tokens, text, tokens, at))
            {
                found.Add(phrase.Word);
            }
        }
    }

    private static bool Follows(string[] phrase, string text, List<Range> tokens, int at)
    {
        if (at + phrase.Length > tokens.Count)
        {
            return false;
        }

        for (var i = 1; i < phrase.Length; i++)
        {
            var token = text.AsSpan(tokens[at + i]);
            var isPlural = i == phrase.Length - 1 && token.Length == phrase[i].Length + 1 && token[^1] is 's' or 'S';
            if (!(isPlural ? token[..^1] : token).Equals(phrase[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    // Heaviest first, then by name.
    private static IReadOnlyList<FocusWord> Among(IReadOnlyDictionary<string, double> words, HashSet<string> found) =>
    [
        .. found.Where(words.ContainsKey).Select(w => new FocusWord(w, words[w]))
            .OrderByDescending(w => w.Weight).ThenBy(w => w.Text, StringComparer.Ordinal),
    ];

    private static List<Range> Tokens(string text)
    {
        List<Range> tokens = [];
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                i++;
            }

            tokens.Add(start..i);
        }

        return tokens;
    }

    private sealed record Phrase(string Word, string[] Tokens);
}

/// <summary>The words of a focus that stand in one text.</summary>
public sealed class FocusFindings(FocusLexicon lexicon, HashSet<string> found)
{
    public IReadOnlyList<FocusWord> Keywords { get; } = lexicon.Keywords(found);

    public IReadOnlyList<FocusWord> Exclusions { get; } = lexicon.Exclusions(found);

    public IReadOnlyList<FocusWord> OfCategory(string category) => lexicon.OfCategory(category, found);
}
