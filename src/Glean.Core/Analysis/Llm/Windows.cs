using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>Cuts a long text into overlapping windows, at the ends of paragraphs or sentences where there are any.</summary>
internal static class Windows
{
    /// <summary>Characters of a window.</summary>
    public const int Length = 12_000;

    /// <summary>Characters two neighbours share, so that a statement on the border stands whole in one of them.</summary>
    public const int Overlap = 800;

    /// <summary>Windows of one text; what lies beyond (a quarter of a million characters) is not shown to a model.</summary>
    public const int Most = 24;

    private const int Slack = 1_500;

    public static IReadOnlyList<TextSpan> Of(string text, int length = Length, int overlap = Overlap)
    {
        List<TextSpan> windows = [];
        for (var start = 0; windows.Count < Most;)
        {
            var end = text.Length - start <= length ? text.Length : Cut(text, start + length, Math.Min(Slack, length / 4));
            windows.Add(new TextSpan(start, end));
            if (end == text.Length)
            {
                break;
            }

            start = Whole(text, Math.Max(end - overlap, start + 1));
        }

        return windows;
    }

    /// <summary>Two windows over one, overlapping; null when it is too short to be worth it.</summary>
    public static IReadOnlyList<TextSpan>? Halve(string text, TextSpan window)
    {
        const int shortest = 600;
        if (window.Length < shortest)
        {
            return null;
        }

        var middle = Cut(text, window.Start + (window.Length / 2), window.Length / 8);
        return [new TextSpan(window.Start, middle), new TextSpan(Whole(text, Math.Max(window.Start, middle - (window.Length / 10))), window.End)];
    }

    /// <summary>The last good place to cut at or shortly before <paramref name="at"/>.</summary>
    private static int Cut(string text, int at, int slack)
    {
        var tail = text.AsSpan(at - slack, slack);
        foreach (var border in (ReadOnlySpan<string>)["\n\n", "\n", ". ", " "])
        {
            if (tail.LastIndexOf(border) is var found and >= 0)
            {
                return at - slack + found + border.Length;
            }
        }

        return Whole(text, at);
    }

    /// <summary>Not between the halves of a surrogate pair.</summary>
    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
