using System.Globalization;
using Glean.Catalog;
using Glean.Reports;
using Microsoft.AspNetCore.Mvc;

namespace Glean.Server.Reports;

/// <summary>What a report is asked for in the address.</summary>
internal sealed record ReportQuery
{
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    [FromQuery(Name = "weeks")]
    public int? Weeks { get; init; }

    [FromQuery(Name = "days")]
    public int? Days { get; init; }

    [FromQuery(Name = "since")]
    public string? Since { get; init; }

    [FromQuery(Name = "until")]
    public string? Until { get; init; }

    [FromQuery(Name = "download")]
    public bool? Download { get; init; }

    private const int MostWeeks = 520;
    private const int MostDays = 3660;

    /// <summary>The format asked for; null for the Markdown in JSON of older clients.</summary>
    public ReportFormat? Form => WireName.Parse<ReportFormat>(Format);

    /// <summary>The period; null when something is wrong, which <paramref name="problems"/> tells.</summary>
    public ReportPeriod? Read(ReportKind kind, DateTime now, out Dictionary<string, string> problems)
    {
        problems = [];
        if (Format is { Length: > 0 } && Form is null)
            problems["format"] = "Must be md, html or json.";
        if (Weeks is < 1 or > MostWeeks)
            problems["weeks"] = $"Must be between 1 and {MostWeeks}.";
        if (Days is < 1 or > MostDays)
            problems["days"] = $"Must be between 1 and {MostDays}.";
        var (first, last) = (Day("since", Since, problems), Day("until", Until, problems));
        if (first > last)
            problems["until"] = "Must not be before since.";
        if (problems.Count > 0)
            return null;

        return (kind, this) switch
        {
            _ when first is not null || last is not null => ReportPeriod.OfDays(first, last),
            (ReportKind.Weekly, { Weeks: { } weeks }) => ReportPeriod.Weeks(weeks, now),
            (ReportKind.Changelog, { Days: { } days }) => ReportPeriod.Days(days, now),
            _ => ReportPeriod.Default(kind, now),
        };
    }

    private static DateOnly? Day(string field, string? text, Dictionary<string, string> problems)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        problems[field] = "Must be a day like 2026-01-31.";
        return null;
    }
}
