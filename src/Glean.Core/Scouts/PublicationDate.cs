using System.Globalization;
using System.Text.RegularExpressions;

namespace Glean.Scouts;

/// <summary>
/// Reads the dates that feeds and pages state: RFC 822 and 2822 with their abuses, ISO 8601 and W3CDTF, asctime, HTTP dates,
/// seconds since 1970, and days written out in some twenty languages. What cannot be one day is refused, not guessed.
/// </summary>
public static partial class PublicationDate
{
    private const int LongestDate = 100;

    /// <summary>The moment in UTC, or null. Without a zone the time is taken as UTC; without a time it is midnight.</summary>
    public static DateTime? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        text = text.Trim();
        if (text.Length > LongestDate)
        {
            return null;
        }

        var iso = Iso().Match(text);
        if (iso.Success)
        {
            return FromIso(iso);
        }

        return Ordinal().Match(text) is { Success: true } ordinal ? FromOrdinal(ordinal) : FromEpoch(text) ?? DateWords.Parse(text);
    }

    /// <summary>Puts the parts together; null when there is no such moment.</summary>
    internal static DateTime? Compose(int year, int month, int day, TimeOfDay time, TimeSpan offset)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || !time.IsValid
            || offset.Duration() > TimeSpan.FromHours(15))
        {
            return null;
        }

        // Second 60 is a leap second, hour 24 the end of the day.
        var seconds = (time.Hour * 3600L) + (time.Minute * 60) + Math.Min(time.Second, 59);
        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks + (seconds * TimeSpan.TicksPerSecond) - offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new DateTime(ticks, DateTimeKind.Utc);
    }

    /// <summary>Two digits mean the hundred years around 2000 as RFC 2822 has it, from 1970 on.</summary>
    internal static int FullYear(int year, int digits) => digits > 2 ? year : year < 70 ? 2000 + year : 1900 + year;

    private static DateTime? FromIso(Match match)
    {
        var year = match.Groups["year"];
        var month = Number(match.Groups["month"], 1);
        var day = Number(match.Groups["day"], 1);
        var time = new TimeOfDay(Number(match.Groups["hour"], 0), Number(match.Groups["minute"], 0), Number(match.Groups["second"], 0));
        return DateZones.ToUtc(FullYear(Number(year, 0), year.Length), month, day, time, match.Groups["zone"].Value.Trim());
    }

    private static DateTime? FromOrdinal(Match match)
    {
        var year = Number(match.Groups[1], 0);
        var day = Number(match.Groups[2], 0);
        return year >= 1 && day >= 1 && day <= (DateTime.IsLeapYear(year) ? 366 : 365)
            ? new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day - 1)
            : null;
    }

    private static DateTime? FromEpoch(string text)
    {
        if (text.Length is not (9 or 10 or 13) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text.Length == 13 ? DateTime.UnixEpoch.AddMilliseconds(number) : DateTime.UnixEpoch.AddSeconds(number);
    }

    private static int Number(Group group, int absent) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : absent;

    /// <summary>A time of day as stated, before it is known to exist.</summary>
    internal readonly record struct TimeOfDay(int Hour, int Minute, int Second)
    {
        public bool IsValid => Hour is >= 0 and <= 23 && Minute is >= 0 and <= 59 && Second is >= 0 and <= 60 || (Hour, Minute, Second) == (24, 0, 0);
    }

    // https://www.w3.org/TR/NOTE-datetime and ISO 8601, extended and basic, parts missing from the right.
    [GeneratedRegex("""
        ^(?:(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?|(?<month>\d{2})(?<day>\d{2}))?|-(?<year>\d{2})-?(?<month>\d{2})|(?<year>\d{2})-(?<month>\d{2})-(?<day>\d{2}))
        (?:(?:[Tt]|\s+[Tt]?\s*)(?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2}))?|(?<minute>\d{2})(?<second>\d{2})?)?(?:[.,]\d+)?
        \s*(?<zone>[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{1,5}|[A-Z][a-z]+/[A-Za-z_/]+|(?:GMT|UTC)[+-]\d{1,2}(?::?\d{2})?)?[Zz]?)?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Iso();

    [GeneratedRegex("^([0-9]{4})-?([0-9]{3})$", RegexOptions.NonBacktracking)]
    private static partial Regex Ordinal();
}
