using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Glean.Storage;

namespace Glean.Tests.Support;

/// <summary>
/// The databases of tests. A test names one by the path of a file; with <c>GLEAN_TEST_DATABASE=postgres</c> each path stands for
/// a database of a PostgreSQL cluster instead, so that the same tests hold for both.
/// </summary>
internal static class TestDatabases
{
    /// <summary>The trait of tests that are about the file itself: its pages, modes, locks, copies.</summary>
    public const string Trait = "database", File = "file";

    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("GLEAN_TEST_DATABASE") == "postgres";

    /// <summary>What <c>GLEAN_DATABASE_URL</c> is for the database at <paramref name="path"/>; null for a file.</summary>
    public static string? UrlOf(string path) => IsPostgres ? PostgresCluster.Running.Url(NameOf(path)) : null;

    /// <summary>The database at <paramref name="path"/>, which need not exist.</summary>
    public static GleanDatabase At(string path) => UrlOf(path) is { } url ? PostgresDatabase.At(url) : new SqliteDatabase(path);

    /// <summary>The database at <paramref name="path"/>, made now with all migrations.</summary>
    public static GleanDatabase New(string path)
    {
        var database = At(path);
        if (IsPostgres)
        {
            PostgresCluster.Running.Create(NameOf(path));
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            System.IO.File.WriteAllBytes(path, MigratedFile.Value);
            using var connection = SqliteSession.Open(path);
            connection.Scalar("PRAGMA journal_mode = WAL");
        }

        return database;
    }

    /// <summary>A connection to the database at <paramref name="path"/>, as another process would have it.</summary>
    public static DbConnection Open(string path) => UrlOf(path) is { } url ? PostgresCluster.Open(url) : SqliteSession.Open(path, pooling: false);

    /// <summary>The variables that lead to the database at <paramref name="path"/>.</summary>
    public static string? Variable(string name, string path) => name switch
    {
        "GLEAN_DB_PATH" => path,
        "GLEAN_DATABASE_URL" => UrlOf(path),
        _ => null,
    };

    /// <summary>Runs SQL as another process would; rows with ids of the test's choice leave the next id behind them.</summary>
    public static int Seed(this DbConnection connection, string sql)
    {
        if (!IsPostgres)
        {
            return connection.Execute(sql);
        }

        // Rows written by hand give truth as 0 and 1, as in SQLite; a comparison with a number stays an error.
        connection.Execute("UPDATE pg_cast SET castcontext = 'a' WHERE castsource = 'integer'::regtype AND casttarget = 'boolean'::regtype AND castcontext <> 'a'");
        var changed = connection.Execute(sql);
        connection.Execute(PostgresSequences.CatchUp);
        return changed;
    }

    /// <summary>All rows of a query as text, cells parted by a bar, the same for both databases.</summary>
    public static IReadOnlyList<string> Texts(this DbConnection connection, string sql) => connection.Rows(
        sql, r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => r.IsDBNull(i) ? "∅" : r.GetValue(i) switch
        {
            DateTime time => UtcText.Write(time),
            // Kept with its decimals in both.
            decimal amount => amount.ToString("0.0###", System.Globalization.CultureInfo.InvariantCulture),
            bool truth => truth ? "1" : "0",
            var value => value.ToString(),
        })));

    /// <summary>Closes what is open, so that files can be taken away.</summary>
    public static void Forget(string folder)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (IsPostgres)
        {
            PostgresCluster.Running.DropBelow(Prefix(folder));
        }
    }

    // Every database of a folder begins alike, so that all go with it.
    private static string NameOf(string path) => Prefix(Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && Path.GetFileName(folder) == "db" ? Path.GetDirectoryName(folder)! : Path.GetDirectoryName(Path.GetFullPath(path))!) + Hash(Path.GetFullPath(path));

    private static string Prefix(string folder) => $"t{Hash(Path.GetFullPath(folder))}_";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static readonly Lazy<byte[]> MigratedFile = new(() =>
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("glean.db");
        new SchemaMigrator(new SqliteDatabase(path)).Up();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return System.IO.File.ReadAllBytes(path);
    });
}
