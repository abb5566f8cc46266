using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Glean.Storage;

/// <summary>What every connection to the SQLite file is told first.</summary>
public static class SqliteSession
{
    /// <summary>How long a statement waits for another writer before it gives up, in seconds.</summary>
    public const int BusySeconds = 30;

    private const string Pragmas = "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;";

    /// <summary>A connection string for <paramref name="path"/>.</summary>
    public static string ConnectionString(string path, SqliteOpenMode mode = SqliteOpenMode.ReadWrite, bool pooling = true) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = pooling,
            DefaultTimeout = BusySeconds,
        }.ToString();

    /// <summary>Opens the file with our pragmas set.</summary>
    public static SqliteConnection Open(string path, SqliteOpenMode mode = SqliteOpenMode.ReadWrite, bool pooling = true)
    {
        var connection = new SqliteConnection(ConnectionString(path, mode, pooling));
        try
        {
            connection.Open();
            Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection)
    {
        BusyWait.Set(connection);
        connection.Execute(Pragmas);
    }

    /// <summary>Does so for the connections of contexts.</summary>
    internal sealed class Interceptor : DbConnectionInterceptor
    {
        public static readonly Interceptor Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            Prepare((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
