using Glean.Tracking.Reading;

namespace Glean.Tracking.Differences;

/// <summary>Tells a corrected spelling from another statement.</summary>
internal static class Spelling
{
    private const int MostWords = 400;
    private const int MostCorrected = 4;

    /// <summary>Words whose few letters are the statement.</summary>
    private static readonly HashSet<string> Weighty =
        [.. "no not now none free fee with without can cant cannot is isn't isnt includes excludes included excluded limited unlimited paid trial beta alpha up".Split(' ')];

    /// <summary>Whether the texts differ by nothing but the spelling of a few words.</summary>
    public static bool IsCorrection(string before, string after)
    {
        string[] old = Words(before), now = Words(after);
        if (old.Length > MostWords || now.Length > MostWords || Math.Abs(old.Length - now.Length) > 1)
            return false;
        if (old.Length != now.Length)
            return string.Concat(old) == string.Concat(now);

        var corrected = 0;
        for (var i = 0; i < old.Length; i++)
        {
            if (old[i] == now[i])
                continue;
            corrected++;
            if (corrected > MostCorrected || !IsMisspelt(old[i], now[i]))
                return false;
        }

        return corrected > 0;
    }

    private static string[] Words(string text) => StableText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsMisspelt(string old, string now)
    {
        var (before, after) = (Weighty.Contains(old), Weighty.Contains(now));
        if (old.Any(char.IsDigit) || now.Any(char.IsDigit) || (before && after) || (before && old.Length < 5) || (after && now.Length < 5))
            return false;
        var shorter = Math.Min(old.Length, now.Length);
        return shorter >= 4 && Distance(old, now) <= (shorter >= 8 ? 2 : 1);
    }

    /// <summary>Edits by the optimal string alignment distance: letters added, dropped, replaced, or two swapped.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2 || a.Length > 60 || b.Length > 60)
            return int.MaxValue;
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
