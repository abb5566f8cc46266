using System.Data;
using System.Data.Common;
using Glean.Catalog;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Glean.Storage;

/// <summary>A database of a PostgreSQL server.</summary>
public sealed class PostgresDatabase : GleanDatabase
{
    private const string NoSuchDatabase = "3D000";
    private const string ExistsAlready = "42P04";

    /// <summary>
    /// Whoever waits for an answer of the server holds a thread, and the answer may itself need one of the pool to be handed over. With as many threads as processors, which is what the
    /// pool starts with, a few requests at once then wait for each other until it adds another: half a second each.
    /// </summary>
    /// <remarks>https://learn.microsoft.com/dotnet/standard/threading/the-managed-thread-pool#thread-pool-minimums</remarks>
    private const int ThreadsAtLeast = 32;

    private readonly NpgsqlDataSource source;
    private readonly string address;

    private PostgresDatabase(NpgsqlConnectionStringBuilder connection)
    {
        address = connection.ConnectionString;
        Name = $"{connection.Host}:{connection.Port}/{connection.Database}";
        source = NpgsqlDataSource.Create(connection);
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, ThreadsAtLeast), ports);
    }

    public override string Name { get; }

    internal override SqlDialect Dialect => PostgresDialect.Instance;

    internal override IReadOnlyList<string> Migrations => SchemaVersions.Postgres;

    /// <param name="url"><c>postgres://user:password@host:port/database?sslmode=require</c></param>
    /// <exception cref="GleanException">It is no such address.</exception>
    public static PostgresDatabase At(string url) => new(PostgresUrl.Read(url));

    public override DatabaseState Inspect()
    {
        try
        {
            using var connection = OpenForReading();
            return Inspect(connection);
        }
        catch (PostgresException e) when (e.SqlState == NoSuchDatabase)
        {
            return new DatabaseState.Missing();
        }
        catch (DbException e)
        {
            throw Translate(e) ?? Failure($"cannot be read ({e.Message})", "See the log of the PostgreSQL server", e);
        }
    }

    internal override DatabaseState Inspect(DbConnection connection)
    {
        var tables = connection.Rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", r => r.GetString(0));
        return tables.Count == 0 ? new DatabaseState.Empty()
            : tables.Contains(SchemaVersions.HistoryTable) ? StateOf(connection)
            : new DatabaseState.Foreign(Legacy: false);
    }

    public override GleanException Explain(DatabaseState state) => state switch
    {
        DatabaseState.Missing => Failure("does not exist", "Create it: glean init"),
        DatabaseState.Empty => Failure("is empty", "Set it up: glean init"),
        DatabaseState.Foreign => Failure("belongs to another program", "Name an empty database in GLEAN_DATABASE_URL, then: glean init"),
        _ => throw new InvalidOperationException($"A database of PostgreSQL is not {state}."),
    };

    public override GleanException? Translate(DbException exception) => PostgresFailure.Translate(exception, this);

    public override GleanDbContext CreateContext()
    {
        var builder = new DbContextOptionsBuilder<PostgresGleanDbContext>();
        PostgresGleanDbContext.Configure(builder, source);
        if (Committed is { } committed)
        {
            builder.AddInterceptors(new CommitWatch(committed));
        }

        var context = new PostgresGleanDbContext(builder.Options);
        // A single statement takes its turn, too: the ids of events then grow in the order in which they are seen.
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        return context;
    }

    public override DbConnection OpenForReading(bool pooling = true) => source.OpenConnection();

    public override DbConnection OpenForWriting(bool pooling = true) => source.OpenConnection();

    public override DbTransaction BeginReading(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override DbTransaction BeginWriting(DbConnection connection, WriteTurn turn = WriteTurn.Alone)
    {
        var transaction = connection.BeginTransaction();
        connection.Execute(PostgresTurns.For(turn), transaction);
        return transaction;
    }

    private protected override async Task<T> TransactAsync<T>(WriteTurn turn, Func<DbConnection, T> statements, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PostgresTurns.TakeAsync(connection, transaction, turn, cancellationToken);
        var result = statements(connection);
        if (keep(result))
        {
            // Whoever cancels now could not tell whether it was written.
            await transaction.CommitAsync(CancellationToken.None);
        }

        return result;
    }

    public override long Size()
    {
        using var connection = OpenForReading();
        return connection.Count("SELECT pg_database_size(current_database())");
    }

    public override void Close() => source.Clear();

    internal override bool IsReadOnly()
    {
        using var connection = OpenForReading();
        return connection.Scalar("SHOW transaction_read_only") is "on";
    }

    internal override void PrepareFor(DatabaseAccess access)
    {
        if (access == DatabaseAccess.Write && IsReadOnly())
        {
            throw Failure("can only be read: it is a replica, or its role may not write", "Name the primary server in GLEAN_DATABASE_URL");
        }
    }

    /// <summary>Creates the database where the server lets this role do so.</summary>
    internal override void Create()
    {
        if (Inspect() is DatabaseState.Missing)
        {
            var own = new NpgsqlConnectionStringBuilder(address);
            var name = own.Database!;
            own.Database = "postgres";
            own.Pooling = false;
            try
            {
                using var connection = new NpgsqlConnection(own.ConnectionString);
                connection.Open();
                connection.Execute($"CREATE DATABASE \"{name.Replace("\"", "\"\"")}\" TEMPLATE template0 ENCODING 'UTF8'");
            }
            catch (PostgresException e) when (e.SqlState == ExistsAlready)
            {
                // Another process created it in this moment.
            }
            catch (DbException e)
            {
                throw Failure($"does not exist and cannot be created ({e.Message})", $"Let an administrator create it: createdb {name}", e);
            }
        }

        PrepareFor(DatabaseAccess.Write);
    }
}
