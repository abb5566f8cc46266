using System.Data.Common;
using Glean.Catalog;

namespace Glean.Storage;

/// <summary>What a command is about to do with the database.</summary>
public enum DatabaseAccess
{
    Read,
    Write,
}

/// <summary>Where the rows are: one SQLite file, or a database of a PostgreSQL server. What differs between the two begins here.</summary>
public abstract class GleanDatabase
{
    /// <summary>How people find it: the path of the file, or server and database without the password.</summary>
    public abstract string Name { get; }

    internal abstract SqlDialect Dialect { get; }

    /// <summary>The migrations this program knows for it, oldest first.</summary>
    internal abstract IReadOnlyList<string> Migrations { get; }

    /// <summary>Called after each transaction of a context, or of <c>WriteAsync</c>, that this process commits.</summary>
    internal Action? Committed { get; set; }

    /// <summary>Looks at it without changing it.</summary>
    /// <exception cref="GleanException">Nobody can look now: it is locked or does not answer.</exception>
    public abstract DatabaseState Inspect();

    /// <summary>What stands in the tables that <paramref name="connection"/> sees.</summary>
    internal abstract DatabaseState Inspect(DbConnection connection);

    /// <summary>The failure that <paramref name="state"/> means for a command that needs a database.</summary>
    public abstract GleanException Explain(DatabaseState state);

    /// <summary>The failure to tell, or null when the exception is no matter of the database's state.</summary>
    public abstract GleanException? Translate(DbException exception);

    /// <summary>A context; the caller disposes it.</summary>
    public abstract GleanDbContext CreateContext();

    /// <summary>A plain connection for hand-written queries that only read.</summary>
    public abstract DbConnection OpenForReading(bool pooling = true);

    /// <summary>A plain connection for hand-written statements.</summary>
    public abstract DbConnection OpenForWriting(bool pooling = true);

    /// <summary>Begins a transaction whose queries all see one state of the database.</summary>
    public abstract DbTransaction BeginReading(DbConnection connection);

    /// <summary>Begins a transaction of hand-written statements that write; others that want to write wait for its end.</summary>
    /// <param name="turn">Beside whom.</param>
    public abstract DbTransaction BeginWriting(DbConnection connection, WriteTurn turn = WriteTurn.Alone);

    /// <summary>
    /// Runs a few short hand-written statements in one transaction that writes. Waiting for those of the same process, or of the same
    /// PostgreSQL server, holds no thread.
    /// </summary>
    /// <param name="turn">Beside whom.</param>
    /// <param name="statements">Given the connection; when it throws, nothing is written.</param>
    public Task<T> WriteAsync<T>(WriteTurn turn, Func<DbConnection, T> statements, CancellationToken cancellationToken) =>
        WriteAsync(turn, statements, _ => true, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(WriteTurn, Func{DbConnection, T}, CancellationToken)"/>
    /// <param name="keep">Whether what was written stays, by what the statements yielded.</param>
    public async Task<T> WriteAsync<T>(WriteTurn turn, Func<DbConnection, T> statements, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        var result = await TransactAsync(turn, statements, keep, cancellationToken);
        if (keep(result))
        {
            Committed?.Invoke();
        }

        return result;
    }

    /// <summary>Does the same, and takes it back.</summary>
    internal Task RehearseAsync<T>(WriteTurn turn, Func<DbConnection, T> statements, CancellationToken cancellationToken) => TransactAsync(turn, statements, _ => false, cancellationToken);

    /// <param name="keep">Whether to commit what was written.</param>
    private protected abstract Task<T> TransactAsync<T>(WriteTurn turn, Func<DbConnection, T> statements, Func<T, bool> keep, CancellationToken cancellationToken);

    /// <summary>What it takes, in bytes.</summary>
    public abstract long Size();

    /// <summary>Closes what this process holds open.</summary>
    public abstract void Close();

    /// <summary>Whether it can be read but not written.</summary>
    internal abstract bool IsReadOnly();

    /// <exception cref="GleanException">It cannot be written though that is wanted.</exception>
    internal abstract void PrepareFor(DatabaseAccess access);

    /// <summary>Creates it where it is missing, without tables, and makes sure that it can be written.</summary>
    internal abstract void Create();

    /// <summary>Makes sure the database can be used for <paramref name="access"/>.</summary>
    /// <exception cref="GleanException">It cannot; the message says why and what to do next.</exception>
    public void EnsureUsable(DatabaseAccess access)
    {
        switch (Inspect())
        {
            case DatabaseState.Ours { Unknown: [var newest, ..] }:
                throw Failure($"is newer than this program (it knows the migration {newest})",
                    "Install the newer glean, or restore a backup made before (ls db/backups): see docs/operations.md, Restore from backup");
            case DatabaseState.Ours { Pending.Count: > 0 } ours:
                throw Failure($"lacks {Count(ours.Pending.Count, "migration")}", "Apply them: glean migrate run");
            case DatabaseState.Ours:
                PrepareFor(access);
                break;
            case var other:
                throw Explain(other);
        }
    }

    /// <summary>Makes sure the database is ours and not newer than the program, whatever is pending.</summary>
    /// <exception cref="GleanException">It is not.</exception>
    public void EnsureKnown()
    {
        if (Inspect() is not DatabaseState.Ours { Unknown.Count: 0 })
        {
            EnsureUsable(DatabaseAccess.Read);
        }
    }

    /// <summary>The file, for the backups that Glean makes itself.</summary>
    /// <exception cref="GleanException">The data is in PostgreSQL.</exception>
    public SqliteDatabase ForBackups() => this as SqliteDatabase ?? throw new GleanException(
        FailureKind.Usage, $"A backup by Glean is for the SQLite file; the data is in {Name}.",
        "Let PostgreSQL make it: pg_dump --format=custom --file=glean.dump \"$GLEAN_DATABASE_URL\" (docs/scaling.md)");

    internal GleanException Failure(string what, string nextStep, Exception? inner = null) =>
        new(FailureKind.Database, $"The database {Name} {what}.", nextStep, inner);

    /// <summary>What its history of migrations says.</summary>
    private protected DatabaseState.Ours StateOf(DbConnection connection)
    {
        var applied = connection.Rows($"SELECT migration_id FROM \"{SchemaVersions.HistoryTable}\" ORDER BY 1", r => r.GetString(0));
        return new DatabaseState.Ours(applied, [.. Migrations.Except(applied)], [.. applied.Except(Migrations)]);
    }

    private static string Count(int number, string noun) => number == 1 ? $"one {noun}" : $"{number} {noun}s";
}
