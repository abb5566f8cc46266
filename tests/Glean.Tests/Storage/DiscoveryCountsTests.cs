using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>The counts that the database keeps are those of the rows, whatever is written and however.</summary>
public sealed class DiscoveryCountsTests : IDisposable
{
    private const string Kept = "SELECT source_id, processed, set_aside, count FROM discovery_counts WHERE count <> 0 ORDER BY 1, 2, 3";
    private const string Counted = "SELECT source_id, processed, set_aside_reason IS NOT NULL, count(*) FROM discoveries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";

    private readonly TestDatabase database = new();

    public DiscoveryCountsTests() => Write("INSERT INTO sources (id, name) VALUES (1, 'rss'), (2, 'reddit'), (3, 'hackernews')");

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Counts_stay_right_under_any_sequence_of_writes(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < 120; step++)
        {
            var (from, to) = (random.Next(1, 300), random.Next(1, 300));
            var (source, other) = (random.Next(1, 4), random.Next(1, 4));
            var sql = random.Next(8) switch
            {
                0 or 1 => $"INSERT INTO discoveries (source_id, source_url, raw_text) VALUES {string.Join(", ", Enumerable.Range(0, 5).Select(i => $"({source}, 'https://a.example/{step}-{i}', 'Gong')"))}",
                2 => $"INSERT INTO discoveries (source_id, source_url, raw_text) VALUES ({source}, 'https://a.example/{random.Next(step + 1)}-0', 'Gong') ON CONFLICT DO NOTHING",
                3 => $"UPDATE discoveries SET processed = TRUE WHERE id BETWEEN {from} AND {to}",
                4 => $"UPDATE discoveries SET set_aside_reason = 'unreadable', attempts = 3 WHERE processed = FALSE AND id BETWEEN {from} AND {to}",
                5 => $"UPDATE discoveries SET set_aside_reason = NULL, attempts = 0, processed = FALSE WHERE id BETWEEN {from} AND {to}",
                6 => $"UPDATE discoveries SET source_id = {other}, relevance = 0.5 WHERE source_id = {source} AND id < {from}",
                _ => $"DELETE FROM discoveries WHERE id BETWEEN {from} AND {from + 4}",
            };
            Write(sql, keep: random.Next(5) > 0);
            database.Rows(Kept).ShouldBe(database.Rows(Counted), sql);
        }

        TotalsShouldBeRight();
    }

    [Fact]
    public void A_source_takes_the_counts_of_its_discoveries_with_it()
    {
        Write("INSERT INTO discoveries (source_id, source_url, raw_text) VALUES (1, 'https://a.example/1', 'Gong'), (2, 'https://a.example/2', 'Gong')");
        Write("DELETE FROM sources WHERE id = 1");
        database.Rows(Kept).ShouldBe(["2|0|0|1"]);
        using var connection = database.Database.OpenForReading();
        DiscoveryReader.Facets(connection, database.Now).Sources.ShouldBe([new SourceCount("reddit", 1)]);
    }

    [Fact]
    public void The_migration_counts_what_is_there()
    {
        Write("INSERT INTO discoveries (source_id, source_url, raw_text, set_aside_reason) VALUES (1, 'https://a.example/1', 'Gong', NULL), (2, 'https://a.example/2', 'Gong', 'unreadable')");
        var migrator = new SchemaMigrator(database.Database);
        var since = database.Database.Migrations.SkipWhile(m => m != "20261127100000_DiscoveryCounts").ToList();
        migrator.Down(since.Count, database.Now).Reverted.ShouldBe(since.AsEnumerable().Reverse());
        Write("DELETE FROM discoveries WHERE id = 1; INSERT INTO discoveries (source_id, source_url, raw_text) VALUES (3, 'https://a.example/3', 'Gong')");
        migrator.Up().Count.ShouldBe(since.Count);
        database.Rows(Kept).ShouldBe(["2|0|1|1", "3|0|0|1"]);
        TotalsShouldBeRight();
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public void A_policy_for_conflicts_of_the_statement_does_not_reach_the_counts()
    {
        foreach (var policy in new[] { "IGNORE", "ABORT", "FAIL" })
        {
            Write($"INSERT OR {policy} INTO discoveries (source_id, source_url, raw_text) VALUES (1, 'https://a.example/{policy}', 'Gong'), (1, 'https://a.example/{policy}2', 'Gong')");
        }

        database.Rows(Kept).ShouldBe(["1|0|0|6"]);
    }

    private void Write(string sql, bool keep = true)
    {
        using var connection = database.Database.OpenForWriting();
        using var transaction = database.Database.BeginWriting(connection);
        connection.Execute(sql, transaction);
        if (keep)
        {
            transaction.Commit();
        }
    }

    private void TotalsShouldBeRight()
    {
        using var connection = database.Database.OpenForReading();
        foreach (var source in new[] { null, "rss", "reddit", "nobody" })
        {
            foreach (var processed in new bool?[] { null, true, false })
            {
                foreach (var setAside in new bool?[] { null, true, false })
                {
                    var filter = new DiscoveryFilter(source, processed, setAside, Limit: 1000);
                    var (discoveries, total) = DiscoveryReader.List(connection, filter);
                    total.ShouldBe(discoveries.Count, filter.ToString());
                    DiscoveryReader.Count(connection, filter with { Since = DateTime.UnixEpoch }).ShouldBe(total, filter.ToString());
                }
            }
        }

        var facets = DiscoveryReader.Facets(connection, database.Now);
        facets.Sources.Sum(s => s.Count).ShouldBe(connection.Count("SELECT count(*) FROM discoveries"));
        facets.Processed.ShouldBe(connection.Count("SELECT count(*) FROM discoveries WHERE processed = TRUE"));
        facets.Unprocessed.ShouldBe(connection.Count("SELECT count(*) FROM discoveries WHERE processed = FALSE"));
        facets.SetAside.ShouldBe(connection.Count("SELECT count(*) FROM discoveries WHERE processed = FALSE AND set_aside_reason IS NOT NULL"));
    }
}
