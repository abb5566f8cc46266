using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Operations.Copying;

/// <summary>The database that a copy fills.</summary>
internal abstract class CopyTarget(GleanDatabase database, DbConnection connection) : CopySide(database, connection)
{
    public static CopyTarget Open(GleanDatabase database)
    {
        var connection = database.OpenForWriting(pooling: false);
        return database is SqliteDatabase ? new SqliteCopyTarget(database, connection) : new PostgresCopyTarget(database, connection);
    }

    /// <summary>Writes the current row of <paramref name="rows"/> and at most <paramref name="most"/> in all, in one transaction.</summary>
    /// <returns>Whether there are more.</returns>
    /// <exception cref="GleanException">The table does not take them.</exception>
    public bool Write(CopyTable table, IEnumerator<object?[]> rows, int most, Action<long> progress)
    {
        var (written, more) = (0, true);
        try
        {
            using var transaction = Database.BeginWriting(Connection);
            Insert(table, Batch());
            transaction.Commit();
            progress(written);
            return more;
        }
        catch (DbException e) when (DatabaseTroubles.Of(e) == DatabaseTrouble.Value)
        {
            throw Refused(table, e.Message, e);
        }
        catch (DbException e)
        {
            throw Explain(e);
        }

        IEnumerable<object?[]> Batch()
        {
            while (more && written < most)
            {
                yield return rows.Current;
                written++;
                more = rows.MoveNext();
            }
        }
    }

    /// <summary>Takes all rows out of <paramref name="tables"/>, in one transaction.</summary>
    /// <param name="tables">Each before those that it refers to.</param>
    public void Empty(IEnumerable<CopyTable> tables) => Ask(() =>
    {
        using var transaction = Database.BeginWriting(Connection);
        foreach (var table in tables)
        {
            Unguarded(table, () => Run($"DELETE FROM \"{table.Name}\" {(table.Filter is { } filter ? $"WHERE {filter}" : "")}"));
        }

        transaction.Commit();
        return true;
    });

    /// <summary>What a table needs once all its rows are there: ids that go on behind the last one given, words to search by, counts, statistics.</summary>
    public void Finish(IEnumerable<(CopyTable Table, long? LastId)> tables) => Ask(() =>
    {
        using var transaction = Database.BeginWriting(Connection);
        GoOnBehind([.. from t in tables where t.LastId > 0 select (t.Table, t.LastId ?? 0)]);
        Derive();
        transaction.Commit();
        return Run("ANALYZE");
    });

    /// <summary>Closes it for good, so that a file has no log beside it and can be moved.</summary>
    public override void Dispose()
    {
        base.Dispose();
        Database.Close();
    }

    protected abstract void Insert(CopyTable table, IEnumerable<object?[]> rows);

    /// <summary>Runs a deletion past the trigger that allows none.</summary>
    protected abstract void Unguarded(CopyTable table, Func<int> delete);

    protected abstract void GoOnBehind(IReadOnlyList<(CopyTable Table, long LastId)> tables);

    /// <summary>Fills what follows from the rows, where the triggers did not.</summary>
    protected abstract void Derive();

    protected GleanException Refused(CopyTable table, string why, Exception? cause = null) => new(
        FailureKind.Work, $"{Database.Name} does not take a row of {table.Name}: {why.TrimEnd('.')}.", "Put the row right in the source, then run the same command again: it goes on", cause);
}
