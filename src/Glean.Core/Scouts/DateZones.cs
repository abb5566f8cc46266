using System.Collections.Frozen;
using System.Globalization;

namespace Glean.Scouts;

/// <summary>Offsets of the zones that dates name.</summary>
internal static class DateZones
{
    private static readonly FrozenDictionary<string, double> Names = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["WET"] = 0,
        ["AT"] = -4,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["ET"] = -5,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CT"] = -6,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MT"] = -7,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PT"] = -8,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["NST"] = -3.5,
        ["NDT"] = -2.5,
        ["BRT"] = -3,
        ["BST"] = 1,
        ["WEST"] = 1,
        ["CET"] = 1,
        ["MET"] = 1,
        ["MEZ"] = 1,
        ["CEST"] = 2,
        ["MEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["MSD"] = 4,
        ["SAST"] = 2,
        ["IST"] = 5.5,
        ["PKT"] = 5,
        ["SGT"] = 8,
        ["HKT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["ACDT"] = 10.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The moment that a local time is in <paramref name="zone"/>, an offset, an abbreviation or a name of the tz database.</summary>
    public static DateTime? ToUtc(int year, int month, int day, PublicationDate.TimeOfDay time, string zone)
    {
        var offset = zone.Length == 0 ? TimeSpan.Zero : Offset(zone);
        if (offset is null && IsTzName(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var named)
            && PublicationDate.Compose(year, month, day, time, TimeSpan.Zero) is { } local)
        {
            offset = named.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
        }

        return offset is { } known ? PublicationDate.Compose(year, month, day, time, known) : null;
    }

    /// <summary>Such names are looked up as files; only letters and single slashes may reach the disk.</summary>
    private static bool IsTzName(string zone) =>
        char.IsAsciiLetter(zone[0]) && zone.Contains('/') && zone.All(c => char.IsAsciiLetter(c) || c is '/' or '_' or '-') && !zone.Contains("//", StringComparison.Ordinal);

    /// <summary>
    /// The offset that <paramref name="zone"/> means, or null. One letter is a military zone, which RFC 2822 (4.3) takes as
    /// unknown; so are abbreviations nobody agrees on: both read as UTC.
    /// </summary>
    public static TimeSpan? Offset(ReadOnlySpan<char> zone)
    {
        if (zone.StartsWith("Etc/", StringComparison.OrdinalIgnoreCase))
        {
            zone = zone[4..];
        }

        if (Names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(zone, out var hours))
        {
            return TimeSpan.FromHours(hours);
        }

        if (zone.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || zone.StartsWith("UTC", StringComparison.OrdinalIgnoreCase))
        {
            zone = zone[3..];
        }

        if (zone.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        if (zone[0] is '+' or '-' or '−')
        {
            return Numeric(zone[1..]) is { } distance ? (zone[0] == '+' ? distance : -distance) : null;
        }

        return zone.Length <= 5 && !zone.ContainsAnyExceptInRange('A', 'Z') ? TimeSpan.Zero : null;
    }

    private static TimeSpan? Numeric(ReadOnlySpan<char> digits)
    {
        var colon = digits.IndexOf(':');
        var split = colon >= 0 ? colon : digits.Length > 2 ? digits.Length - 2 : digits.Length;
        var minutes = 0;
        if (!int.TryParse(digits[..split], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || (split < digits.Length && !int.TryParse(digits[(split + (colon >= 0 ? 1 : 0))..], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)))
        {
            return null;
        }

        return hours <= 15 && minutes <= 59 ? new TimeSpan(hours, minutes, 0) : null;
    }
}
