using Glean.Storage;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Glean.Tests.Support;

/// <summary>A fresh, migrated database in a folder of its own, with a clock that stands still.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TestDatabase() => Database = TestDatabases.New(Path);

    /// <summary>Of the file; what stands for it in PostgreSQL.</summary>
    public string Path => folder.File("glean.db");

    public GleanDatabase Database { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public string Folder => folder.Path;

    public GleanDbContext Open() => Database.CreateContext();

    /// <summary>The variables that lead to it.</summary>
    public string? Variable(string name) => TestDatabases.Variable(name, Path);

    /// <summary>All rows of a query as text, cells parted by a bar.</summary>
    public IReadOnlyList<string> Rows(string sql) => Rows(Path, sql);

    /// <inheritdoc cref="Rows(string)"/>
    public static IReadOnlyList<string> Rows(string path, string sql)
    {
        using var connection = TestDatabases.Open(path);
        return connection.Texts(sql);
    }

    /// <summary>The first cell of the first row as a number.</summary>
    public static long Count(string path, string sql) => long.Parse(Rows(path, sql)[0]);

    /// <summary>Every page, index and reference of a file is sound; a server keeps its own.</summary>
    public static void ShouldBeSound(string path)
    {
        if (!TestDatabases.IsPostgres)
        {
            Rows(path, "PRAGMA integrity_check").ShouldBe(["ok"]);
            Rows(path, "PRAGMA foreign_key_check").ShouldBeEmpty();
        }
    }

    public void Dispose()
    {
        Database.Close();
        folder.Dispose();
    }
}
