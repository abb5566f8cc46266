using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Operations.Copying;

/// <summary>One of the two databases of a copy, read table by table.</summary>
internal class CopySide(GleanDatabase database, DbConnection connection) : IDisposable
{
    protected GleanDatabase Database { get; } = database;

    public DbConnection Connection { get; } = connection;

    /// <summary>The rows of <paramref name="table"/> in the order of its key; each is valid until the next is asked for.</summary>
    /// <param name="after">Only those behind this key.</param>
    /// <param name="upTo">Only those up to this key.</param>
    /// <exception cref="GleanException">The database cannot be read, or holds what does not belong into a column.</exception>
    public IEnumerable<object?[]> Rows(CopyTable table, object?[]? after, object?[]? upTo, CancellationToken cancellationToken)
    {
        using var command = Select(table.ColumnList, table, after, upTo, $"ORDER BY {table.KeyList}");
        using var reader = Ask(command.ExecuteReader);
        var cells = new object?[table.Columns.Count];
        while (Ask(reader.Read))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                // PostgreSQL would send all the rest first.
                command.Cancel();
                cancellationToken.ThrowIfCancellationRequested();
            }

            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Cell(table, table.Columns[i], reader, i);
            }

            yield return cells;
        }
    }

    public long Count(CopyTable table) => Ask(() =>
    {
        using var command = Select("count(*)", table, null, null, "");
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>Those of <paramref name="tables"/> that were made already.</summary>
    public IReadOnlyList<CopyTable> Existing(IReadOnlyList<CopyTable> tables) => Ask(() =>
    {
        var made = Connection.Rows(
            Database is SqliteDatabase ? "SELECT name FROM sqlite_master WHERE type = 'table'" : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", r => r.GetString(0));
        return tables.Where(t => made.Contains(t.Name)).ToList();
    });

    public bool HasRows(CopyTable table) => LastKey(table) is not null;

    /// <summary>The greatest key of <paramref name="table"/>; null where it has no rows.</summary>
    public object?[]? LastKey(CopyTable table) => Ask(() =>
    {
        using var command = Select(table.KeyList, table, null, null, $"ORDER BY {string.Join(", ", table.Key.Select(k => $"\"{k.Name}\" DESC"))} LIMIT 1");
        return command.Rows(r => table.Key.Select((k, i) => Cell(table, k, r, i)).ToArray()) is [var last] ? last : null;
    });

    /// <summary>Counts and sums up the rows of <paramref name="table"/> up to a key.</summary>
    public RowChecksum Checksum(CopyTable table, object?[]? upTo, Action<long> progress, CancellationToken cancellationToken)
    {
        var checksum = new RowChecksum();
        foreach (var row in Rows(table, null, upTo, cancellationToken))
        {
            checksum.Add(row);
            progress(1);
        }

        return checksum;
    }

    /// <summary>The last id that <paramref name="table"/> gave, also to a row that is gone: its number stands in other rows and must not come again.</summary>
    public long? LastId(CopyTable table) => Ask(() => Database is SqliteDatabase
        ? Connection.Rows("SELECT seq FROM sqlite_sequence WHERE name = @table", r => r.GetInt64(0), ("@table", table.Name)) is [var last] ? last : null
        : Connection.Scalar($"SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence('{table.Name}', '{table.Key[0].Name}') AS regclass))") as long?);

    public virtual void Dispose() => Connection.Dispose();

    /// <summary>Lets a failure tell which of the two databases it is of.</summary>
    protected T Ask<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DbException e)
        {
            throw Explain(e);
        }
    }

    protected GleanException Explain(DbException failure) =>
        Database.Translate(failure) ?? Database.Failure($"failed ({failure.Message})", "Run the same command again; it goes on from there", failure);

    /// <summary>A command that may take as long as it takes.</summary>
    protected DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Names of our own tables and columns.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    protected int Run(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    private object? Cell(CopyTable table, CopyColumn column, DbDataReader reader, int index)
    {
        try
        {
            return reader.IsDBNull(index) ? null : Cells.Read(column.Kind, reader.GetValue(index));
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentOutOfRangeException or InvalidCastException)
        {
            var key = table.Key.Select(k => reader.GetValue(reader.GetOrdinal(k.Name)));
            throw new GleanException(
                FailureKind.Work,
                $"{Database.Name} holds a value in {table.Name}.{column.Name} that does not belong there ({e.Message}), in the row {string.Join(", ", key)}.",
                "Put it right there, then run the same command again: it goes on",
                e);
        }
    }

    private DbCommand Select(string what, CopyTable table, object?[]? after, object?[]? upTo, string order)
    {
        List<string> conditions = table.Filter is { } filter ? [filter] : [];
        var command = Command("");
        Bound(">", "after", after);
        Bound("<=", "upto", upTo);
#pragma warning disable CA2100 // Names of our own tables and columns.
        command.CommandText = $"SELECT {what} FROM \"{table.Name}\" {(conditions.Count > 0 ? "WHERE " + string.Join(" AND ", conditions) : "")} {order}";
#pragma warning restore CA2100
        return command;

        void Bound(string comparison, string name, object?[]? key)
        {
            if (key is not null)
            {
                conditions.Add($"({table.KeyList}) {comparison} ({string.Join(", ", key.Select((_, i) => $"@{name}{i}"))})");
                for (var i = 0; i < key.Length; i++)
                {
                    command.Add($"@{name}{i}", key[i]!);
                }
            }
        }
    }
}
