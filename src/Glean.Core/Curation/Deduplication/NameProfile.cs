using System.Buffers;
using System.Runtime.InteropServices;
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

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t/_&+()[]\",");

    private static readonly SearchValues<char> PieceEnds = SearchValues.Create("-.’'");

    private const int UsualLength = 128;

    /// <summary>A hash of the words in alphabetical order, so that "Studio Magic" meets "Magic Studio"; 0 for one word.</summary>
    public ulong SortedHash { get; } = Tokens.Length < 2 ? 0 : HashInOrder(Tokens);

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
        // Of most names the three are one, and a catalogue is kept in memory with a profile for each of its tools.
        return new NameProfile(Compact(head, core), tokens, core, maker, others, tail);
    }

    /// <summary>Lower-case letters and digits of <paramref name="text"/>, accents taken off.</summary>
    public static string Compact(string text) => Compact(text, "");

    /// <param name="usual">Returned where it is the same, so that no second string is made.</param>
    private static string Compact(ReadOnlySpan<char> text, string usual)
    {
        var room = text.Length <= UsualLength ? stackalloc char[UsualLength] : new char[text.Length];
        var compact = room[..LetterFolding.Fold(text, room)];
        return compact.SequenceEqual(usual) ? usual : compact.ToString();
    }

    // "readthedocs.org" and "Jasper.ai" carry their ending like a domain; "Node.js" and "2.0" do not.
    private static List<string> Words(ReadOnlySpan<char> head)
    {
        var words = new List<string>();
        foreach (var part in head.SplitAny(WordEnds))
        {
            var word = head[part].Trim(".!?'’*-");
            var dot = word.LastIndexOf('.');
            if (dot > 0 && word.Length - dot > 2 && RegistrableDomain.Of(word.ToString()) is { } domain)
            {
                var before = word[..Math.Max(0, word.Length - domain.Length)].ToString().ToLowerInvariant();
                words.AddRange(before.Split('.', StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("www" or "app")));
                words.Add(Compact(domain[..domain.IndexOf('.', StringComparison.Ordinal)]));
                continue;
            }

            foreach (var piece in word.SplitAny(PieceEnds))
            {
                AddWithoutGluedNeutral(word[piece], words);
            }
        }

        words.RemoveAll(w => w.Length == 0);
        return words;
    }

    // "TinaCMS", "RunwayML", "MedusaJs": the ending is set off by its capitals only.
    private static void AddWithoutGluedNeutral(ReadOnlySpan<char> piece, List<string> words)
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

        var whole = Compact(piece, "");
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

    private static ulong HashInOrder(string[] tokens)
    {
        for (var i = 1; i < tokens.Length; i++)
        {
            if (string.CompareOrdinal(tokens[i - 1], tokens[i]) > 0)
            {
                tokens = [.. tokens.Order(StringComparer.Ordinal)];
                break;
            }
        }

        var hash = TextHash.Of(tokens[0]);
        foreach (var token in tokens.AsSpan(1))
        {
            hash = TextHash.Of(token, TextHash.Add(hash, ' '));
        }

        return hash;
    }
}
