using System.Data.Common;
using System.Text;
using Glean.Catalog;

namespace Glean.Storage;

/// <summary>What a list of tools may be sorted by; each but the name by an index.</summary>
public enum ToolSort
{
    RelevanceScore,
    Name,
    CreatedAt,
    LastUpdated,
    ReviewedAt,
    Category,
    Status,
}

/// <summary>Which tools to list, and in which order.</summary>
/// <param name="Search">Beginnings of words that must all stand in the name, another name or the description.</param>
public sealed record ToolFilter(IReadOnlyList<ToolStatus> Statuses, string? Search = null, string? Category = null, int Limit = 50, int Offset = 0)
{
    /// <summary>0..1; tools without a score are left out.</summary>
    public double? MinScore { get; init; }

    /// <inheritdoc cref="MinScore"/>
    public double? MaxScore { get; init; }

    /// <summary>From this time on.</summary>
    public DateTime? CreatedFrom { get; init; }

    /// <summary>Up to this time, which is still included.</summary>
    public DateTime? CreatedTo { get; init; }

    public ToolSort Sort { get; init; } = ToolSort.RelevanceScore;

    public bool Ascending { get; init; }
}

/// <summary>How the words of a search are looked for.</summary>
internal enum ToolSearch
{
    /// <summary>By the full-text index.</summary>
    Gathered,

    /// <summary>Along the order of the list, tool by tool.</summary>
    Walked,

    /// <summary>Inside of words as well, which reads every tool.</summary>
    Inside,
}

/// <summary>The SQL of a filter. What the caller gives goes in as parameters only.</summary>
internal static class ToolFilterSql
{
    /// <summary>Whether the full-text index can be asked for what <paramref name="filter"/> searches.</summary>
    public static bool HasWords(SqlDialect dialect, ToolFilter filter) => dialect.Words(Words(filter.Search)) is not null;

    /// <summary>Whether a search is all that <paramref name="filter"/> asks for.</summary>
    public static bool OnlySearches(ToolFilter filter) =>
        filter is { Statuses.Count: 0, Category: null, MinScore: null, MaxScore: null, CreatedFrom: null, CreatedTo: null } && !string.IsNullOrWhiteSpace(filter.Search);

    public static string Where(DbCommand command, ToolFilter filter, ToolSearch search)
    {
        var dialect = command.Connection!.Dialect();
        List<string> conditions = [];
        void Add(string condition, string parameter, object value)
        {
            conditions.Add(condition);
            command.Add(parameter, value);
        }

        if (filter.Statuses.Count > 0)
        {
            // Names of an enum of ours, not of the caller's.
            conditions.Add($"t.status IN ({string.Join(", ", filter.Statuses.Select(s => $"'{s.ToWire()}'"))})");
        }

        if (filter.Category is not null)
        {
            Add("t.category = @category", "@category", filter.Category);
        }

        if (filter.MinScore is { } least)
        {
            Add("t.relevance_score >= @least", "@least", least);
        }

        if (filter.MaxScore is { } most)
        {
            Add("t.relevance_score <= @most", "@most", most);
        }

        if (filter.CreatedFrom is { } from)
        {
            Add("t.created_at >= @from", "@from", from);
        }

        if (filter.CreatedTo is { } to)
        {
            Add("t.created_at <= @to", "@to", to);
        }

        if (search != ToolSearch.Inside && dialect.Words(Words(filter.Search)) is { } query)
        {
            Add(search == ToolSearch.Walked ? dialect.EachHas("t", "@query") : dialect.Has("t", "@query"), "@query", query);
        }
        else if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            AddInside(dialect, filter.Search, Add);
        }

        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    public static string Order(ToolFilter filter)
    {
        var (direction, nulls) = filter.Ascending ? ("ASC", "NULLS FIRST") : ("DESC", "NULLS LAST");
        return filter.Sort switch
        {
            ToolSort.RelevanceScore => $"t.relevance_score {direction} {nulls}, t.id",
            ToolSort.Name => $"lower(t.name) {direction}, t.id",
            ToolSort.CreatedAt => $"t.created_at {direction}, t.id {direction}",
            ToolSort.LastUpdated => $"t.last_updated {direction}, t.id {direction}",
            ToolSort.ReviewedAt => $"t.reviewed_at {direction} {nulls}, t.id {direction}",
            ToolSort.Category => $"t.category {direction}, t.id",
            ToolSort.Status => $"t.status {direction}, t.relevance_score DESC NULLS LAST, t.id",
        };
    }

    private static void AddInside(SqlDialect dialect, string search, Action<string, string, object> add)
    {
        foreach (var (i, word) in Parts(search).Index())
        {
            add(
                dialect.HasInside("t", $"@word{i}"),
                $"@word{i}",
                $"%{word.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%");
        }
    }

    /// <summary>Those in which there is a letter or a digit.</summary>
    private static List<string> Words(string? search) => [.. Parts(search).Where(w => w.EnumerateRunes().Any(Rune.IsLetterOrDigit))];

    private static string[] Parts(string? search) =>
        StorableText.Of(search ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
