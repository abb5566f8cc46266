using Glean.Jobs;
using Glean.Operations.Copying;
using Glean.Storage;
using Glean.Tests.Support;
using Xunit;

namespace Glean.Tests.Operations.Copying;

/// <summary>SQLite files and PostgreSQL databases side by side, whichever the other tests run on.</summary>
internal sealed class CopyBench : IDisposable
{
    private const int Tools = 12;

    private readonly TemporaryFolder folder = new();
    private readonly string prefix;
    private readonly List<GleanDatabase> opened = [];

    public CopyBench()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "PostgreSQL is not installed (Debian package postgresql), so that nothing was copied.");
        prefix = $"copy_{Guid.NewGuid():N}_";
        Program = new GleanProgram(folder.Path);
        Program.Environment["GLEAN_DATABASE_URL"] = "";
    }

    public GleanProgram Program { get; }

    public string Path(string name) => folder.File(name);

    public string Url(string name) => PostgresCluster.Running.Url(prefix + name);

    /// <summary>The file <paramref name="name"/>, which need not exist.</summary>
    public SqliteDatabase File(string name)
    {
        var database = new SqliteDatabase(Path(name));
        opened.Add(database);
        return database;
    }

    /// <summary>The PostgreSQL database <paramref name="name"/>, which need not exist.</summary>
    public PostgresDatabase Server(string name)
    {
        var database = PostgresDatabase.At(Url(name));
        opened.Add(database);
        return database;
    }

    public GleanDatabase Of(bool postgres, string name) => postgres ? Server(name) : File(name);

    public static T Made<T>(T database)
        where T : GleanDatabase
    {
        new SchemaMigrator(database).Up();
        return database;
    }

    /// <summary>A few rows in many tables that refer to each other, with ids given that no row has any more.</summary>
    public static T Filled<T>(T database, int discoveries = 60)
        where T : GleanDatabase
    {
        Made(database);
        using var connection = database.OpenForWriting(pooling: false);
        connection.Execute($"""
            INSERT INTO sources (id, name, parent_id) VALUES (1, 'rss', NULL), (3, 'a feed', 1), (5, 'another feed', 1);
            INSERT INTO sources (id, name, parent_id) VALUES (2, 'a feed that came before its parent', 5);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Tools})
            INSERT INTO tools (id, name, name_key, description, status, relevance_score, created_at, last_updated)
            SELECT i, 'Tool ' || i, 'tool' || i, 'Writes letters number ' || i, 'approved', i / 7.0, '2026-01-01 00:00:00', '2026-01-02 00:00:00' FROM n;
            INSERT INTO tool_aliases (tool_id, name_key, name) VALUES (1, 'epistolarium', 'Épistolarium'), (1, 'quill', 'Quill'), (2, 'feder', 'Feder');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {discoveries})
            INSERT INTO discoveries (id, source_id, feed_id, source_url, title, raw_text, discovered_at, processed)
            SELECT i, 1, 3, 'https://blog.example/' || i, 'About ' || i, 'A text about tool number ' || i, '2026-01-01 00:00:00', TRUE FROM n;
            INSERT INTO sightings (discovery_id, source_id, url, seen_at) SELECT id, 3, source_url, '2026-01-01 00:00:00' FROM discoveries;
            INSERT INTO claims (tool_id, source_id, discovery_id, claim_type, content, confidence, quote, verified, conflicting, voices, created_at)
            SELECT 1 + d.id % {Tools}, 1, d.id, 'feature', 'Does thing ' || d.id, 0.1 * (d.id % 9), 'it does', d.id % 2 = 0, FALSE, 1, '2026-01-01 00:00:00' FROM discoveries d;
            INSERT INTO jobs (id, type, status) VALUES ('b', 'scout', 'completed'), ('a', 'curate', 'failed'), ('Z', 'analyze', 'completed');
            INSERT INTO job_logs (job_id, at, level, message) VALUES ('a', '2026-01-01 00:00:00', 'info', 'began'), ('Z', '2026-01-01 00:00:00', 'info', 'ended');
            INSERT INTO settings (key, value) VALUES ('thresholds', '1'), ('a setting', 'x');
            INSERT INTO audit_log (actor, action) VALUES ('anna', 'sign in'), ('anna', 'sign out');
            """);
        if (database is PostgresDatabase)
        {
            connection.Execute(PostgresSequences.CatchUp);
        }

        connection.Execute("INSERT INTO tools (name, name_key, status, created_at, last_updated) VALUES ('Merged away', 'merged', 'inbox', '2026-01-01 00:00:00', '2026-01-01 00:00:00')");
        connection.Execute("DELETE FROM tools WHERE name = 'Merged away'");
        return database;
    }

    public static CopyResult Copy(GleanDatabase from, GleanDatabase to) => new CopyRun(from, to).Run(new Heard(_ => { }), TestContext.Current.CancellationToken);

    /// <summary>Copies until it tells of <paramref name="step"/>, and no further.</summary>
    public static void CopyUntil(GleanDatabase from, GleanDatabase to, string step)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Shouldly.Should.Throw<OperationCanceledException>(() => new CopyRun(from, to).Run(
            new Heard(p =>
            {
                if (p.Message == step)
                {
                    stop.Cancel();
                }
            }),
            stop.Token));
    }

    /// <summary>Every row of every table as text, read by the tables of the program and not by those of the copy.</summary>
    public static IReadOnlyList<string> AllRows(GleanDatabase database)
    {
        using var context = database.CreateContext();
        using var connection = database.OpenForReading(pooling: false);
        return [.. from type in context.Model.GetEntityTypes()
                   let table = Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(type)!
                   orderby table
                   from row in connection.Texts($"SELECT * FROM (SELECT {Columns(type)} FROM {table}) AS t").Order(StringComparer.Ordinal)
                   select $"{table}: {row}"];
    }

    public static IReadOnlyList<string> Rows(GleanDatabase database, string sql)
    {
        using var connection = database.OpenForReading(pooling: false);
        return connection.Texts(sql);
    }

    public static void Change(GleanDatabase database, string sql)
    {
        using var connection = database.OpenForWriting(pooling: false);
        connection.Execute(sql);
    }

    public static IReadOnlyList<string> Search(GleanDatabase database, string words)
    {
        using var connection = database.OpenForReading(pooling: false);
        return [.. ToolReader.List(connection, new ToolFilter([], words)).Tools.Select(t => t.Name).Order(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        foreach (var database in opened.Where(d => d is PostgresDatabase || System.IO.File.Exists(d.Name)))
        {
            database.Close();
        }

        PostgresCluster.Running.DropBelow(prefix);
        folder.Dispose();
    }

    // The words of a search are checked by searching.
    private static string Columns(Microsoft.EntityFrameworkCore.Metadata.IEntityType type) => string.Join(
        ", ", type.GetProperties().Select(p => Microsoft.EntityFrameworkCore.RelationalPropertyExtensions.GetColumnName(p)).Order(StringComparer.Ordinal));

    private sealed class Heard(Action<JobProgress> tell) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => tell(value);
    }
}
