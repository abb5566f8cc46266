using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>The name of a tool, taken apart for comparison. All parts are lower case without accents.</summary>
/// <param name="Full">Letters and digits of the name itself: <c>jasperai</c> of "Jasper.ai", without maker and tagline.</param>
/// <param name="Tokens">Its words without ending and neutral words at the end: <c>jasper</c>.</param>
/// <param name="Core">The tokens together.</param>
/// <param name="Maker">Who makes it, from "… by Maker".</param>
/// <param name="Others">Other names inside the name: "hireEZ (Hiretual)" gives <c>hiretual</c>.</param>
/// <param name="Tail">What follows a dash or colon: a tagline, or the name after its tagline.</param>
public readonly record struct NameProfile(
    string Full, string[] Tokens, string Core, string? Maker, IReadOnlyList<string> Others, string? Tail)
{
    private static readonly string[] Separators = [" - ", " – ", " — ", " | ", ": ", ", ", " · ", " // "];

    private static readonly char[] WordEnds = [' ', '\t', '/', '_', '&', '+', '(', ')', '[', ']', '"', ','];

    private static readonly char[] PieceEnds = ['-', '.', '’', '\''];

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>The words in alphabetical order, so that "Studio Magic" meets "Magic Studio"; empty for one word.</summary>
    public string SortedTokens { get; } = Tokens.Length < 2 ? "" : string.Join(' ', Tokens.Order(StringComparer.Ordinal));

    /// <summary>The core without words for kind and edition at its end: <c>hubspot</c> of "HubSpot CRM".</summary>
    public string Stem { get; } = StemOf(Tokens, Core);

    public static NameProfile Of(string name)
    {
        var head = name.Trim();
        (head, IReadOnlyList<string> others) = TakeParenthesis(head);
        string? tail = null;
        foreach (var separator in Separators)
        {
            var at = head.IndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && (tail is null || at < head.Length))
            {
                tail = Compact(head[(at + separator.Length)..]);
                head = head[..at];
            }
        }

        string? maker = null;
        var by = head.LastIndexOf(" by ", StringComparison.OrdinalIgnoreCase);
        if (by > 0)
        {
            maker = Compact(head[(by + 4)..]);
            head = head[..by];
        }

        var words = Words(head);
        var tokens = TrimNeutral(words);
        var core = tokens is [var only] ? only : string.Concat(tokens);
        var full = Compact(head);
        // Of most names the three are one, and a catalogue is kept in memory with a profile for each of its tools.
        return new NameProfile(full == core ? core : full, tokens, core, maker, others, tail);
    }

    /// <summary>Lower-case letters and digits of <paramref name="text"/>, accents taken off.</summary>
    public static string Compact(string text)
    {
        if (!text.ContainsAnyExcept(Plain))
        {
            return text.ToLowerInvariant();
        }

        var compact = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            LetterFolding.AppendFolded(compact, letter);
        }

        return compact.ToString();
    }

    // "readthedocs.org" and "Jasper.ai" carry their ending like a domain; "Node.js" and "2.0" do not.
    private static List<string> Words(string head)
    {
        var words = new List<string>();
        foreach (var part in head.Split(WordEnds, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = part.Trim('.', '!', '?', '\'', '’', '*', '-');
            var dot = word.LastIndexOf('.');
            if (dot > 0 && word.Length - dot > 2 && RegistrableDomain.LabelOf(word) is { } label)
            {
                var before = word[..Math.Max(0, word.Length - RegistrableDomain.Of(word)!.Length)].ToLowerInvariant();
                words.AddRange(before.Split('.', StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("www" or "app")));
                words.Add(Compact(label));
                continue;
            }

            foreach (var piece in word.Split(PieceEnds, StringSplitOptions.RemoveEmptyEntries))
            {
                AddWithoutGluedNeutral(piece, words);
            }
        }

        words.RemoveAll(w => w.Length == 0);
        return words;
    }

    // "TinaCMS", "RunwayML", "MedusaJs": the ending is set off by its capitals only.
    private static void AddWithoutGluedNeutral(string piece, List<string> words)
    {
        var start = piece.Length;
        while (start > 0 && char.IsUpper(piece[start - 1]))
        {
            start--;
        }

        if (start == piece.Length && start > 2 && char.IsUpper(piece[^2]))
        {
            start -= 2;
        }

        var whole = Compact(piece);
        if (start > 2 && start < piece.Length && whole.Length == piece.Length && NameWords.IsNeutral(whole[start..]))
        {
            words.Add(whole[..start]);
            words.Add(whole[start..]);
            return;
        }

        words.Add(whole);
    }

    private static string[] TrimNeutral(List<string> words)
    {
        var from = words.Count > 1 && words[0] == "the" ? 1 : 0;
        var to = words.Count;
        while (to - from > 1 && NameWords.IsNeutral(words[to - 1]))
        {
            to--;
        }

        return [.. CollectionsMarshal.AsSpan(words)[from..to]];
    }

    private static (string Head, IReadOnlyList<string> Others) TakeParenthesis(string head)
    {
        var open = head.LastIndexOf('(');
        if (open <= 0 || !head.EndsWith(')'))
        {
            return (head, []);
        }

        // "(CRM)" or "(beta)" is no other name but a word of this one.
        var inside = head[(open + 1)..^1].Trim();
        if (Words(inside).All(w => NameWords.IsKind(w) || NameWords.IsNeutral(w) || NameWords.IsEdition(w)))
        {
            return (head, []);
        }

        foreach (var prefix in (ReadOnlySpan<string>)["formerly ", "previously ", "now ", "ex-", "aka ", "a.k.a. ", "was "])
        {
            if (inside.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                inside = inside[prefix.Length..];
                break;
            }
        }

        return (head[..open].TrimEnd(), [Compact(inside)]);
    }

    private static string StemOf(string[] tokens, string core)
    {
        var to = tokens.Length;
        while (to > 1 && (NameWords.IsKind(tokens[to - 1]) || NameWords.IsEdition(tokens[to - 1]) || NameWords.IsNeutral(tokens[to - 1])))
        {
            to--;
        }

        return to == tokens.Length ? core : string.Concat(tokens.AsSpan(0, to));
    }
}
