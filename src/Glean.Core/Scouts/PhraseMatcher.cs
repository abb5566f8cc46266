namespace Glean.Scouts;

/// <summary>
/// Finds whole-word phrases in a text in one pass over its words, whatever the number of phrases.
/// Case is ignored, a phrase's plural is found too, and the longest phrase at a place wins over the words in it.
/// </summary>
internal sealed class PhraseMatcher
{
    private const int Root = 0;
    private const int Unknown = -1;
    private const int None = -1;

    /// <summary>Words looked at together; a phrase longer than this is never found. Bounds the stack, whatever an admin enters.</summary>
    private const int MaximumWindow = 16;

    private readonly Dictionary<string, int> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<(int Node, int Word), int> _edges = [];
    private readonly List<int> _phraseAt = [None];
    private readonly int _longest = 1;

    /// <summary>Prepares <paramref name="phrases"/>; <see cref="Find"/> names each by its index.</summary>
    public PhraseMatcher(IReadOnlyList<string> phrases)
    {
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        // Plurals go in last, so that a phrase that is spelled like another's plural keeps its own index.
        for (var i = 0; i < phrases.Count; i++)
        {
            var words = Split(phrases[i]);
            _longest = Math.Max(_longest, words.Count);
            Add(words, i);
        }
        for (var i = 0; i < phrases.Count; i++)
        {
            var words = Split(phrases[i]);
            if (words.Count > 0 && Plural(words[^1]) is { } plural)
                Add([.. words[..^1], plural], i);
        }
    }

    /// <summary>Calls <paramref name="found"/> with the index of each phrase found, in order.</summary>
    /// <returns>How many words the text has.</returns>
    public int Find(ReadOnlySpan<char> text, Action<int> found)
    {
        Span<int> window = stackalloc int[Math.Min(_longest, MaximumWindow)];
        var held = 0;
        var total = 0;
        var position = 0;
        while (true)
        {
            while (held < window.Length && Next(text, ref position, out var word, out var joined))
            {
                total++;
                // What a break ends cannot be continued, so the words before it are read out first.
                if (!joined)
                    Drain(window, ref held, found);
                window[held++] = _lookup.TryGetValue(word, out var id) ? id : Unknown;
            }
            if (held == 0)
                return total;
            Shift(window, ref held, Match(window[..held], found));
        }
    }

    private void Drain(Span<int> window, ref int held, Action<int> found)
    {
        while (held > 0)
            Shift(window, ref held, Match(window[..held], found));
    }

    /// <summary>Reports the longest phrase that begins with the first word and says how many words are done with.</summary>
    private int Match(ReadOnlySpan<int> words, Action<int> found)
    {
        var node = Root;
        var phrase = None;
        var length = 1;
        for (var i = 0; i < words.Length && words[i] != Unknown && _edges.TryGetValue((node, words[i]), out node); i++)
        {
            if (_phraseAt[node] == None)
                continue;
            phrase = _phraseAt[node];
            length = i + 1;
        }
        if (phrase != None)
            found(phrase);
        return length;
    }

    private static void Shift(Span<int> window, ref int held, int by)
    {
        window[by..held].CopyTo(window);
        held -= by;
    }

    private void Add(List<string> words, int phrase)
    {
        if (words.Count == 0)
            return;
        var node = Root;
        foreach (var word in words)
        {
            if (!_words.TryGetValue(word, out var id))
                _words[word] = id = _words.Count;
            if (!_edges.TryGetValue((node, id), out var next))
            {
                next = _phraseAt.Count;
                _phraseAt.Add(None);
                _edges[(node, id)] = next;
            }
            node = next;
        }
        if (_phraseAt[node] == None)
            _phraseAt[node] = phrase;
    }

    private static List<string> Split(string phrase)
    {
        var words = new List<string>();
        var position = 0;
        while (Next(phrase, ref position, out var word, out _))
            words.Add(word.ToString());
        return words;
    }

    private static string? Plural(string word) => word switch
    {
        _ when word.Length < 3 || !char.IsLetter(word[^1]) || word.EndsWith('s') => null,
        _ when word.EndsWith("ch") || word.EndsWith("sh") || word.EndsWith('x') => word + "es",
        _ when word.EndsWith('y') && !"aeiou".Contains(word[^2]) => word[..^1] + "ies",
        _ => word + "s",
    };

    /// <summary>Takes the next run of letters and digits.</summary>
    /// <param name="joined">Whether a phrase may run on from the word before: only blanks or a joining mark lie between.</param>
    private static bool Next(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, out bool joined)
    {
        var start = position;
        while (start < text.Length && !char.IsLetterOrDigit(text[start]))
            start++;
        joined = Joins(text[position..start]);
        var end = start;
        while (end < text.Length && char.IsLetterOrDigit(text[end]))
            end++;
        position = end;
        word = text[start..end];
        return end > start;
    }

    private static bool Joins(ReadOnlySpan<char> gap)
    {
        if (gap.Length == 1)
            return gap[0] is ' ' or '-' or '\'' or '’' or '/' or '_' or '.' or '&' or '\n' or '\u2011' or '\u00a0';
        // "cold. Email", a list's next row and a new paragraph break; emphasis and line wraps do not.
        var lines = 0;
        foreach (var c in gap)
        {
            if (c == '\n')
                lines++;
            else if (!char.IsWhiteSpace(c) && c is not ('*' or '_' or '`' or '"' or '“' or '”' or '-'))
                return false;
        }
        return lines < 2 && gap.IndexOf(" - ") < 0 && gap.IndexOf("\n-") < 0 && gap.IndexOf("\n*") < 0 && gap.IndexOf("--") < 0;
    }
}
