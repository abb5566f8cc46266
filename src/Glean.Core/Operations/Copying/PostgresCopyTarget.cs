using System.Data.Common;
using Glean.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Glean.Operations.Copying;

/// <summary>Fills PostgreSQL by its binary COPY.</summary>
internal sealed class PostgresCopyTarget(GleanDatabase database, DbConnection connection) : CopyTarget(database, connection)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    protected override void Insert(CopyTable table, IEnumerable<object?[]> rows) => WithoutTriggers(table, () =>
    {
        using var import = ((NpgsqlConnection)Connection).BeginBinaryImport($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)");
        import.Timeout = Longest;
        foreach (var row in rows)
        {
            import.StartRow();
            for (var i = 0; i < row.Length; i++)
            {
                Write(import, table, table.Columns[i], row[i]);
            }
        }

        return (int)import.Complete();
    });

    protected override void Unguarded(CopyTable table, Func<int> delete) => WithoutTriggers(table, delete);

    protected override void GoOnBehind(IReadOnlyList<(CopyTable Table, long LastId)> tables)
    {
        Run(PostgresSequences.CatchUp);
        foreach (var (table, lastId) in tables)
        {
            var sequence = $"pg_get_serial_sequence('{table.Name}', '{table.Key[0].Name}')";
            Connection.Scalar($"SELECT setval({sequence}, greatest({lastId}, pg_sequence_last_value(CAST({sequence} AS regclass))))");
        }
    }

    protected override void Derive()
    {
        Run("SELECT glean_index_tools()");
        Run("SELECT glean_count_discoveries()");
    }

    // They would fill the words of a tool once more with each of its names, keep every row for the counts, and guard the audit log. Switched off and on within one
    // transaction: nobody ever sees them off, and a killed copy leaves them on.
    private void WithoutTriggers(CopyTable table, Func<int> work)
    {
        Run($"ALTER TABLE \"{table.Name}\" DISABLE TRIGGER USER");
        work();
        Run($"ALTER TABLE \"{table.Name}\" ENABLE TRIGGER USER");
    }

    private void Write(NpgsqlBinaryImporter import, CopyTable table, CopyColumn column, object? cell)
    {
        switch (cell)
        {
            case null:
                import.WriteNull();
                break;
            case bool truth:
                import.Write(truth, NpgsqlDbType.Boolean);
                break;
            case int number:
                import.Write(number, NpgsqlDbType.Integer);
                break;
            case long number:
                import.Write(number, NpgsqlDbType.Bigint);
                break;
            case double number:
                import.Write(number, NpgsqlDbType.Double);
                break;
            case decimal number:
                import.Write(number, NpgsqlDbType.Numeric);
                break;
            case string text when text.Contains('\0'):
                throw Refused(table, $"{column.Name} holds the character U+0000, which PostgreSQL cannot store");
            case string text:
                import.Write(text, NpgsqlDbType.Text);
                break;
            case DateTime time:
                import.Write(time, NpgsqlDbType.TimestampTz);
                break;
            case byte[] bytes:
                import.Write(bytes, NpgsqlDbType.Bytea);
                break;
            default:
                throw new InvalidOperationException($"No cell is a {cell.GetType().Name}.");
        }
    }
}
