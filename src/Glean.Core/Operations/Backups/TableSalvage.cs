using Glean.Storage;
using Microsoft.Data.Sqlite;

namespace Glean.Operations.Backups;

/// <summary>
/// Reads one table of a damaged database. Its rows lie in leaves of a tree, in the order of their ids: whoever reads on from the start
/// stops at the first damaged leaf, from the end at the last one. The ids between are asked for one by one, since each way down to a
/// sound leaf is still open.
/// </summary>
internal sealed class TableSalvage
{
    /// <summary>So many ids are asked for between two damaged leaves; a table with a longer gap has lost its inner pages.</summary>
    private const long MostAsked = 2_000_000;

    // https://www.sqlite.org/rescode.html: a table whose definition is damaged, and a disk that gives no answer.
    private const int UnknownError = 1;
    private const int IoError = 10;

    private readonly SqliteConnection source;
    private readonly string name;
    private readonly IReadOnlyList<string> columns;
    private readonly SqliteCommand? insert;
    private long rows;
    private long dropped;

    public TableSalvage(SqliteConnection source, SqliteConnection target, SqliteTransaction transaction, string name)
    {
        this.source = source;
        this.name = name;
        columns = SharedColumns(target, transaction);
        if (columns.Count > 0)
        {
            insert = target.CreateCommand();
            insert.Transaction = transaction;
            var list = Quoted();
#pragma warning disable CA2100 // Names of our own tables and columns.
            insert.CommandText = $"INSERT OR IGNORE INTO \"{name}\" (rowid, {list}) VALUES ($rowid, {string.Join(", ", columns.Select((_, i) => $"$c{i}"))})";
#pragma warning restore CA2100
            insert.Parameters.Add("$rowid", SqliteType.Integer);
            for (var i = 0; i < columns.Count; i++)
            {
                insert.Parameters.AddWithValue($"$c{i}", DBNull.Value);
            }
        }
    }

    public SalvagedTable Run(CancellationToken cancellationToken)
    {
        if (insert is null)
        {
            // The database is older than the table, or its definition is lost.
            return new SalvagedTable(name, 0, 0, Damaged: false);
        }

        using (insert)
        {
            long? first = null, last = null;
            var whole = Read("ORDER BY rowid", id => first = id, cancellationToken);
            if (!whole)
            {
                Read("ORDER BY rowid DESC", id => last = id, cancellationToken, upTo: first);
                Between(first ?? 0, last, cancellationToken);
            }

            return new SalvagedTable(name, rows, dropped, !whole);
        }
    }

    private void Between(long first, long? last, CancellationToken cancellationToken)
    {
        // Where neither end can be read, the ids begin at 1; how far they go, the table of the last ids given may tell.
        var end = last ?? LastGiven() ?? first;
        for (var id = first + 1; id < end && id - first < MostAsked; id++)
        {
            Read($"WHERE rowid = {id}", _ => { }, cancellationToken);
        }
    }

    /// <returns>Whether it came to the end.</returns>
    private bool Read(string order, Action<long> saw, CancellationToken cancellationToken, long? upTo = null)
    {
        try
        {
            using var command = source.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables and columns.
            command.CommandText = $"SELECT rowid, {Quoted()} FROM \"{name}\" NOT INDEXED {order}";
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var id = reader.GetInt64(0);
                if (id == upTo)
                {
                    return true;
                }

                Keep(id, reader);
                saw(id);
            }

            return true;
        }
        catch (SqliteException e) when (SqliteFailure.IsCorruption(e) || e.SqliteErrorCode == IoError || e.SqliteErrorCode == UnknownError)
        {
            return false;
        }
    }

    private void Keep(long id, SqliteDataReader reader)
    {
        insert!.Parameters[0].Value = id;
        for (var i = 0; i < columns.Count; i++)
        {
            insert.Parameters[i + 1].Value = reader.GetValue(i + 1);
        }

        try
        {
            if (insert.ExecuteNonQuery() > 0)
            {
                rows++;
            }
            else
            {
                dropped++;
            }
        }
        catch (SqliteException)
        {
            // A value that its table does not take: damaged, though it could be read.
            dropped++;
        }
    }

    private long? LastGiven()
    {
        try
        {
            using var command = source.CreateCommand();
            command.CommandText = "SELECT seq FROM sqlite_sequence WHERE name = $name";
            command.Parameters.AddWithValue("$name", name);
            return command.ExecuteScalar() is long last ? last + 1 : null;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private string Quoted() => string.Join(", ", columns.Select(c => $"\"{c}\""));

    private List<string> SharedColumns(SqliteConnection target, SqliteTransaction transaction)
    {
        // Generated columns (hidden) are made anew.
        var sql = $"SELECT name FROM pragma_table_xinfo('{name}') WHERE hidden = 0";
        try
        {
            return [.. Salvage.Texts(target, sql, transaction).Intersect(Salvage.Texts(source, sql))];
        }
        catch (SqliteException)
        {
            return [];
        }
    }
}
