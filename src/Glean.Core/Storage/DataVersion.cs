namespace Glean.Storage;

/// <summary>
/// A number that changes with every commit to the database, of this process or another. What was read after asking is at least as
/// new as the number.
/// </summary>
public abstract class DataVersion : IDisposable
{
    /// <exception cref="System.Data.Common.DbException">The database cannot be read.</exception>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    public abstract long Current { get; }

    public static DataVersion Of(GleanDatabase database, TimeProvider time) =>
        database is SqliteDatabase file ? new SqliteDataVersion(file, time) : new PostgresDataVersion(database);

    public abstract void Dispose();
}

/// <summary>
/// The snapshot that a query would see (https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT): it changes
/// with every transaction that writes, when it begins and when it ends.
/// </summary>
internal sealed class PostgresDataVersion(GleanDatabase database) : DataVersion
{
    private readonly Lock gate = new();
    private string? last;
    private long generation;

    public override long Current
    {
        get
        {
            using var connection = database.OpenForReading();
            // Asked side by side: whoever was told an older snapshot and comes later only begins another generation.
            var seen = (string)connection.Scalar("SELECT CAST(pg_current_snapshot() AS text)")!;
            lock (gate)
            {
                if (seen != last)
                {
                    last = seen;
                    generation++;
                }

                return generation;
            }
        }
    }

    public override void Dispose()
    {
    }
}
