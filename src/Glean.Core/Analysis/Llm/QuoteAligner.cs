using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>How a quote was found.</summary>
internal enum Alignment
{
    Exact,

    /// <summary>But for white space, quotes, dashes, case or emphasis.</summary>
    Normalised,

    /// <summary>But for a few characters.</summary>
    Approximate,
}

/// <summary>
/// Finds the place of a quote in its text: as it is, then but for what models change in passing, then but for a few characters. What it
/// gives is always a span of the text, so what is stored is the text's words and not the model's.
/// </summary>
internal sealed class QuoteAligner(string text)
{
    private const int Shortest = 3;
    private const int Longest = 1_000;

    // The approximate search costs up to a million steps; a hostile answer must not ask for it without end.
    private const int MostApproximate = 60;
    private const int ShortestApproximate = 20;
    private const int Seed = 10;
    private const int MostHits = 8;

    private NormalText? normal;
    private int approximations;

    /// <summary>Where <paramref name="quote"/> stands, preferably within <paramref name="window"/>; null when nowhere.</summary>
    public (TextSpan Span, Alignment How)? Find(string quote, TextSpan window)
    {
        var bare = quote.Trim();
        if (bare.Length is < Shortest or > Longest)
        {
            return null;
        }

        var exact = text.IndexOf(bare, window.Start, window.Length, StringComparison.Ordinal);
        exact = exact >= 0 ? exact : text.IndexOf(bare, StringComparison.Ordinal);
        if (exact >= 0)
        {
            return Whole(new TextSpan(exact, exact + bare.Length)) is { } span ? (span, Alignment.Exact) : null;
        }

        normal ??= NormalText.Of(text);
        var wanted = NormalText.Of(bare).Text.Trim();
        return FindNormal(wanted, window)
            ?? FindNormal(wanted.Trim('"', '\''), window)
            ?? FindNormal(wanted.Trim('"', '\'', '.', ',', ';', ':', '-', ' ', '!'), window)
            ?? FindNearly(wanted);
    }

    private (TextSpan, Alignment)? FindNormal(string wanted, TextSpan window)
    {
        if (wanted.Length < Shortest)
        {
            return null;
        }

        var from = normal!.IndexOfPlace(window.Start);
        var at = normal.Text.IndexOf(wanted, Math.Min(from, normal.Text.Length), StringComparison.Ordinal);
        at = at >= 0 ? at : normal.Text.IndexOf(wanted, StringComparison.Ordinal);
        return at >= 0 && Whole(normal.SpanOf(at, wanted.Length)) is { } span ? (span, Alignment.Normalised) : null;
    }

    /// <summary>
    /// Looks where pieces of the quote stand and compares what lies around (semi-global edit distance, Sellers 1980). At most one
    /// character in ten may differ.
    /// </summary>
    private (TextSpan, Alignment)? FindNearly(string wanted)
    {
        if (wanted.Length < ShortestApproximate || approximations >= MostApproximate)
        {
            return null;
        }

        approximations++;
        var allowed = wanted.Length / 10;
        (int Cost, int Start, int End)? best = null;
        HashSet<int> looked = [];
        for (var seed = 0; seed + Seed <= wanted.Length; seed += Math.Max(Seed, wanted.Length / 6))
        {
            var piece = wanted.AsSpan(seed, Seed);
            var at = -1;
            for (var hits = 0; hits < MostHits; hits++)
            {
                var next = normal!.Text.AsSpan(at + 1).IndexOf(piece, StringComparison.Ordinal);
                if (next < 0)
                {
                    break;
                }

                at += 1 + next;
                var from = Math.Max(0, at - seed - allowed);
                if (looked.Add(from / (allowed + 1)))
                {
                    var until = Math.Min(normal.Text.Length, at - seed + wanted.Length + allowed);
                    var found = Compare(wanted, normal.Text.AsSpan(from, until - from));
                    best = best is { } known && known.Cost <= found.Cost ? best : (found.Cost, from + found.Start, from + found.End);
                }
            }
        }

        if (best is not { } match || match.Cost > allowed || match.End <= match.Start)
        {
            return null;
        }

        var (start, end) = WholeWords(normal!.Text, match.Start, match.End);
        return Whole(normal.SpanOf(start, end - start)) is { } span ? (span, Alignment.Approximate) : null;
    }

    /// <summary>The cheapest match may leave half a word behind.</summary>
    private static (int Start, int End) WholeWords(string normal, int start, int end)
    {
        while (start > 0 && char.IsLetterOrDigit(normal[start]) && char.IsLetterOrDigit(normal[start - 1]))
        {
            start--;
        }

        while (end < normal.Length && char.IsLetterOrDigit(normal[end - 1]) && char.IsLetterOrDigit(normal[end]))
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>The part of <paramref name="around"/> most like <paramref name="wanted"/>, and how many characters differ.</summary>
    private static (int Cost, int Start, int End) Compare(string wanted, ReadOnlySpan<char> around)
    {
        var costs = new int[wanted.Length + 1];
        var starts = new int[wanted.Length + 1];
        for (var i = 0; i <= wanted.Length; i++)
        {
            costs[i] = i;
        }

        var best = (Cost: wanted.Length, Start: 0, End: 0);
        for (var j = 1; j <= around.Length; j++)
        {
            var (diagonal, diagonalStart) = (costs[0], starts[0]);
            (costs[0], starts[0]) = (0, j);
            for (var i = 1; i <= wanted.Length; i++)
            {
                var change = diagonal + (wanted[i - 1] == around[j - 1] ? 0 : 1);
                var (cost, start) = (change, diagonalStart);
                if (costs[i - 1] + 1 < cost)
                {
                    (cost, start) = (costs[i - 1] + 1, starts[i - 1]);
                }

                if (costs[i] + 1 < cost)
                {
                    (cost, start) = (costs[i] + 1, starts[i]);
                }

                (diagonal, diagonalStart) = (costs[i], starts[i]);
                (costs[i], starts[i]) = (cost, start);
            }

            if (costs[^1] < best.Cost)
            {
                best = (costs[^1], starts[^1], j);
            }
        }

        return best;
    }

    /// <summary>The span with whole characters at its ends and no white space; null when nothing is left.</summary>
    private TextSpan? Whole(TextSpan span)
    {
        var (start, end) = span;
        start -= start > 0 && char.IsLowSurrogate(text[start]) && char.IsHighSurrogate(text[start - 1]) ? 1 : 0;
        end += end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end > start ? new TextSpan(start, end) : null;
    }
}
