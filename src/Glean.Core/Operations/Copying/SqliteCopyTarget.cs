using System.Data.Common;
using Glean.Storage;

namespace Glean.Operations.Copying;

/// <summary>Fills a SQLite file; its triggers fill the index of words and keep the counts.</summary>
internal sealed class SqliteCopyTarget(GleanDatabase database, DbConnection connection) : CopyTarget(database, connection)
{
    protected override void Insert(CopyTable table, IEnumerable<object?[]> rows)
    {
        Run("PRAGMA defer_foreign_keys = ON");
        using var insert = Command($"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@c{i}"))})");
        var parameters = table.Columns.Select((_, i) => insert.Add($"@c{i}", DBNull.Value)).ToList();
        insert.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = row[i] switch
                {
                    null => DBNull.Value,
                    DateTime time => UtcText.Write(time),
                    var cell => cell,
                };
            }

            insert.ExecuteNonQuery();
        }
    }

    protected override void Unguarded(CopyTable table, Func<int> delete)
    {
        var guards = Connection.Rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = @table AND sql LIKE '%RAISE(%'", r => (Name: r.GetString(0), Sql: r.GetString(1)), ("@table", table.Name));
        foreach (var guard in guards)
        {
            Run($"DROP TRIGGER \"{guard.Name}\"");
        }

        delete();
        foreach (var guard in guards)
        {
            Run(guard.Sql);
        }
    }

    protected override void GoOnBehind(IReadOnlyList<(CopyTable Table, long LastId)> tables)
    {
        foreach (var (table, lastId) in tables)
        {
            if (Connection.Change("UPDATE sqlite_sequence SET seq = max(seq, @last) WHERE name = @table", ("@last", lastId), ("@table", table.Name)) == 0)
            {
                Connection.Change("INSERT INTO sqlite_sequence (name, seq) VALUES (@table, @last)", ("@last", lastId), ("@table", table.Name));
            }
        }
    }

    protected override void Derive()
    {
    }
}
