using Glean.Catalog;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>However a search is answered, by the index, along the order of the list or inside of words, the rows are those of all ids in order.</summary>
public sealed class ToolSearchTests : IDisposable
{
    private readonly TestDatabase database = new();

    public ToolSearchTests()
    {
        // 5,000 tools: all about teams, half of them about calls; scores that many share or that are missing.
        var rows = Enumerable.Range(1, 5000).Select(i =>
            $"({i}, 'Tool{i}', '{(i % 2 == 0 ? "Calls" : "Mail")} for Teams 100%', '{(i % 3 == 0 ? "crm" : "other")}', '{(i % 5 == 0 ? "approved" : "review")}', {(i % 11 == 0 ? "NULL" : $"{i * 7 % 97 / 97.0:0.###}")}, "
            + $"'2026-01-{1 + (i % 28):00} 00:00:00', '2026-02-{1 + (i % 28):00} 00:00:00')");
        using var connection = database.Database.OpenForWriting();
        connection.Seed(
            $"""
            INSERT INTO tools (id, name, description, category, status, relevance_score, created_at, last_updated) VALUES {string.Join(",\n", rows)};
            INSERT INTO tool_aliases (tool_id, name, name_key) VALUES (7, 'Zyxophone', 'zyxophone'), (9, 'Émile', 'émile');
            """);
    }

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("teams", 5000)]
    [InlineData("teams call", 2500)]
    [InlineData("tool12", 111)]
    [InlineData("EAMS", 5000)]
    [InlineData("ool12 ALLS", 56)]
    [InlineData("yxoph", 1)]
    [InlineData("ophone eams", 1)]
    [InlineData("mile", 1)]
    [InlineData("00%", 5000)]
    [InlineData("%", 5000)]
    [InlineData("_", 0)]
    [InlineData("nothing such", 0)]
    public void A_page_is_a_part_of_all_ids_in_order(string search, int expected)
    {
        using var connection = database.Database.OpenForReading();
        foreach (var sort in Enum.GetValues<ToolSort>())
        {
            foreach (var (limit, offset) in new[] { (20, 0), (20, 60), (50, 0), (50, 1200), (50, 2470), (10, 10_000) })
            {
                var filter = new ToolFilter([], search, Limit: limit, Offset: offset) { Sort = sort, Ascending = offset == 60 };
                var all = ToolReader.Ids(connection, filter);
                all.Count.ShouldBe(expected);
                var (tools, total) = ToolReader.List(connection, filter);
                total.ShouldBe(expected, filter.ToString());
                tools.Select(t => t.Id).ShouldBe(all.Skip(offset).Take(limit), filter.ToString());
            }
        }
    }

    [Fact]
    public void A_search_within_a_filter_counts_and_lists_what_both_let_through()
    {
        using var connection = database.Database.OpenForReading();
        foreach (var filter in new[]
        {
            new ToolFilter([ToolStatus.Review], "teams"), new ToolFilter([ToolStatus.Approved], "call", "crm"), new ToolFilter([], "teams") { MinScore = 0.5 },
            new ToolFilter([ToolStatus.Review], "eams", "other"), new ToolFilter([], "eams") { MaxScore = 0.2, CreatedFrom = new DateTime(2026, 1, 10, 0, 0, 0, DateTimeKind.Utc) },
        })
        {
            var all = ToolReader.Ids(connection, filter);
            var unsearched = ToolReader.Ids(connection, filter with { Search = null });
            all.ShouldBe(filter.Search == "call" ? unsearched.Where(id => id % 2 == 0) : unsearched, filter.ToString());
            var (tools, total) = ToolReader.List(connection, filter);
            total.ShouldBe(all.Count, filter.ToString());
            tools.Select(t => t.Id).ShouldBe(all.Take(filter.Limit), filter.ToString());
        }
    }
}
