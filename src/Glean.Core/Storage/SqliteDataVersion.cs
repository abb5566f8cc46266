using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Glean.Storage;

/// <summary>
/// It comes from
/// <c>PRAGMA data_version</c> (https://www.sqlite.org/pragma.html#pragma_data_version) on a connection that never writes, for
/// which every writer is another one. Asking costs a few microseconds; what was read after asking is at least as new.
/// </summary>
internal sealed class SqliteDataVersion(SqliteDatabase database, TimeProvider time) : DataVersion
{
    private static readonly TimeSpan FileCheck = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private DbConnection? connection;
    private DbCommand? ask;
    private DateTime born;
    private long checkedAt;
    private long generation;
    private long last;

    /// <exception cref="SqliteException">The file cannot be read.</exception>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    public override long Current
    {
        get
        {
            lock (gate)
            {
                try
                {
                    if (ask is null || time.GetElapsedTime(checkedAt) > FileCheck)
                    {
                        CheckFile();
                    }

                    var seen = (long)ask!.ExecuteScalar()!;
                    if (seen != last)
                    {
                        last = seen;
                        generation++;
                    }

                    return generation;
                }
                catch
                {
                    Close();
                    throw;
                }
            }
        }
    }

    /// <summary>Another file may have been put in the place of the one we hold open: a restored backup.</summary>
    private void CheckFile()
    {
        var file = new FileInfo(database.Path);
        if (!file.Exists)
        {
            throw new FileNotFoundException("The database file is gone.", database.Path);
        }

        if (ask is null || file.CreationTimeUtc != born)
        {
            Close();
            connection = database.OpenForReading(pooling: false);
            ask = connection.CreateCommand();
            ask.CommandText = "PRAGMA data_version";
            ask.Prepare();
            born = file.CreationTimeUtc;
            generation++;
        }

        checkedAt = time.GetTimestamp();
    }

    private void Close()
    {
        if (ask is not null)
        {
            // Pooled connections hold the same file that we have lost.
            SqliteConnection.ClearAllPools();
        }

        ask?.Dispose();
        connection?.Dispose();
        ask = null;
        connection = null;
    }

    public override void Dispose()
    {
        lock (gate)
        {
            Close();
        }
    }
}
