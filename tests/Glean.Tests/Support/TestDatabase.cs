using Glean.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Glean.Tests.Support;

/// <summary>A fresh, migrated database in a folder of its own, with a clock that stands still.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TestDatabase()
    {
        Database = new GleanDatabase(folder.File("glean.db"));
        new SchemaMigrator(Database).Up();
    }

    public GleanDatabase Database { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public string Folder => folder.Path;

    public GleanDbContext Open() => Database.CreateContext();

    /// <summary>All rows of a query as text, cells parted by a bar.</summary>
    public IReadOnlyList<string> Rows(string sql) => Rows(Database.Path, sql);

    /// <inheritdoc cref="Rows(string)"/>
    public static IReadOnlyList<string> Rows(string path, string sql)
    {
        using var connection = SqliteSession.Open(path, pooling: false);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : reader.GetValue(i).ToString())));
        }

        return rows;
    }

    /// <summary>The first cell of the first row as a number.</summary>
    public static long Count(string path, string sql) => long.Parse(Rows(path, sql)[0]);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
