using System.Globalization;
using System.Text.RegularExpressions;

namespace Glean.Scouts.WebSearch;

/// <summary>The dates that search services put beside hits: "3 days ago", "Mar 4, 2026", ISO 8601. Pure.</summary>
internal static partial class HitDate
{
    private const int LongestDate = 30;

    /// <summary>The day in UTC, as exact as it is told; null when it is none or lies in the future.</summary>
    public static DateTime? Read(string? text, DateTime now)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // Google News by SerpAPI: the month comes first.
        if (DateTime.TryParseExact(text, "MM/dd/yyyy, hh:mm tt, '+0000 UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var news))
        {
            return news;
        }

        var at = text.Equals("yesterday", StringComparison.OrdinalIgnoreCase) ? now.AddDays(-1)
            : Ago().Match(text) is { Success: true } ago ? Before(now, ago)
            : PublicationDate.Parse(text);
        return at > now.AddDays(1) ? null : at;
    }

    /// <summary>The date before the first words of a snippet: "Mar 4, 2026 ... We tested".</summary>
    public static DateTime? AtStart(string snippet, DateTime now) =>
        snippet.IndexOf(" ...", StringComparison.Ordinal) is > 0 and <= LongestDate and var end ? Read(snippet[..end], now) : null;

    private static DateTime? Before(DateTime now, Match ago)
    {
        var count = int.TryParse(ago.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return ago.Groups[2].Value.ToLowerInvariant() switch
        {
            "sec" or "second" => now.AddSeconds(-count),
            "min" or "minute" => now.AddMinutes(-count),
            "hour" => now.AddHours(-count),
            "day" => now.AddDays(-count),
            "week" => now.AddDays(-7 * count),
            "month" => now.AddMonths(-count),
            "year" => now.AddYears(-count),
            _ => null,
        };
    }

    // Three digits, so that the date exists.
    [GeneratedRegex(@"^(\d{1,3}|an?) (sec|second|min|minute|hour|day|week|month|year)s? ago$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Ago();
}
