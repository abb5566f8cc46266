using System.Globalization;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Glean.Server.Catalog;

/// <summary>The filters of the list of tools as they stand in the address.</summary>
internal sealed record ToolQuery
{
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "category")]
    public string? Category { get; init; }

    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    [FromQuery(Name = "min_score")]
    public double? MinScore { get; init; }

    [FromQuery(Name = "max_score")]
    public double? MaxScore { get; init; }

    [FromQuery(Name = "created_after")]
    public string? CreatedAfter { get; init; }

    [FromQuery(Name = "created_before")]
    public string? CreatedBefore { get; init; }

    [FromQuery(Name = "sort_by")]
    public string? SortBy { get; init; }

    [FromQuery(Name = "sort_order")]
    public string? SortOrder { get; init; }

    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "offset")]
    public int? Offset { get; init; }

    private const int LongestSearch = 200;

    /// <summary>The filter, or null with what is wrong by field.</summary>
    public ToolFilter? Read(out Dictionary<string, string> problems)
    {
        problems = [];
        Paging.Check(Limit, Offset, problems);
        var statuses = ReadStatuses(problems);
        CheckScore("min_score", MinScore, problems);
        CheckScore("max_score", MaxScore, problems);
        if (MinScore > MaxScore)
        {
            problems["min_score"] = "Must not be above max_score.";
        }

        if (Search?.Length > LongestSearch)
        {
            problems["search"] = $"Must have at most {LongestSearch} characters.";
        }

        var from = ReadTime("created_after", CreatedAfter, endOfDay: false, problems);
        var to = ReadTime("created_before", CreatedBefore, endOfDay: true, problems);
        var sort = ReadSort(problems);
        if (Given(SortOrder) is not (null or "asc" or "desc"))
        {
            problems["sort_order"] = "Must be asc or desc.";
        }

        return problems.Count > 0
            ? null
            : new ToolFilter(statuses, Given(Search), Given(Category), Limit ?? Paging.Default, Offset ?? 0)
            {
                MinScore = MinScore,
                MaxScore = MaxScore,
                CreatedFrom = from,
                CreatedTo = to,
                Sort = sort,
                Ascending = Given(SortOrder) is { } order ? order == "asc" : sort is ToolSort.Name or ToolSort.Category or ToolSort.Status,
            };
    }

    /// <summary>What the answer says of the filters.</summary>
    public static ToolFilters Describe(ToolFilter filter) => new(
        [.. filter.Statuses.Select(s => s.ToWire())], filter.Category, filter.Search, filter.MinScore, filter.MaxScore, filter.CreatedFrom, filter.CreatedTo,
        filter.Sort.ToWire(), filter.Ascending ? "asc" : "desc");

    private List<ToolStatus> ReadStatuses(Dictionary<string, string> problems)
    {
        List<ToolStatus> statuses = [];
        foreach (var name in (Status ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (WireName.Parse<ToolStatus>(name) is { } status)
            {
                statuses.Add(status);
            }
            else
            {
                problems["status"] = $"Must be of {string.Join(", ", WireName.All<ToolStatus>())}, several with commas.";
            }
        }

        return statuses;
    }

    private ToolSort ReadSort(Dictionary<string, string> problems)
    {
        switch (Given(SortBy))
        {
            case null or "score":
                return ToolSort.RelevanceScore;
            case "updated_at":
                return ToolSort.LastUpdated;
            case var name when WireName.Parse<ToolSort>(name) is { } sort:
                return sort;
            default:
                problems["sort_by"] = $"Must be one of {string.Join(", ", WireName.All<ToolSort>())}.";
                return default;
        }
    }

    private static void CheckScore(string field, double? score, Dictionary<string, string> problems)
    {
        if (score is { } value && !(value >= 0 && value <= 1))
        {
            problems[field] = "Must be between 0 and 1.";
        }
    }

    /// <summary>A day means all of it.</summary>
    private static DateTime? ReadTime(string field, string? text, bool endOfDay, Dictionary<string, string> problems)
    {
        if (Given(text) is not { } given)
        {
            return null;
        }

        if (DateOnly.TryParseExact(given, "yyyy-MM-dd", out var day))
        {
            return day.ToDateTime(endOfDay ? new TimeOnly(23, 59, 59) : TimeOnly.MinValue, DateTimeKind.Utc);
        }

        // A plus sign in an address is a space.
        if (char.IsAsciiDigit(given[0]) && DateTimeOffset.TryParse(
            given.Length > 20 ? given.Replace(' ', '+') : given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time.UtcDateTime;
        }

        problems[field] = "Must be a date like 2026-01-31 or a time like 2026-01-31T12:00:00Z.";
        return null;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>The limits of every list.</summary>
internal static class Paging
{
    public const int Default = 50;
    public const int Most = 200;

    public static void Check(int? limit, int? offset, Dictionary<string, string> problems)
    {
        if (limit is < 1 or > Most)
        {
            problems["limit"] = $"Must be between 1 and {Most}.";
        }

        if (offset < 0)
        {
            problems["offset"] = "Must be 0 or more.";
        }
    }
}
