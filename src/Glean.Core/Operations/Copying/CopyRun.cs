using System.Data.Common;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;

namespace Glean.Operations.Copying;

/// <summary>
/// Copies one database into another, of the same kind or not, and compares them. The rows come out of one snapshot in the order of their
/// keys, in batches that are there whole or not at all: the greatest key in the target tells where a killed copy goes on.
/// </summary>
public sealed class CopyRun(GleanDatabase from, GleanDatabase to)
{
    private const int Batch = 5000;

    private readonly IReadOnlyList<CopyTable> tables = CopyLayout.Of(from);

    /// <exception cref="GleanException">The source cannot be read, the target holds something else, or does not take what is in the source.</exception>
    public CopyResult Run(IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        if (from.Name == to.Name)
        {
            throw new GleanException(FailureKind.Usage, $"{to.Name} is the database to copy from.", "Name another one with --to");
        }

        from.EnsureUsable(DatabaseAccess.Read);
        using var source = new CopySide(from, from.OpenForReading(pooling: false));
        using var snapshot = from.BeginReading(source.Connection);
        if (CopyMarker.Read(source.Connection) is { } other)
        {
            throw from.Failure($"is itself an unfinished copy of {other}", "Finish that one first: run its command again");
        }

        try
        {
            PrepareTarget();
            using var target = CopyTarget.Open(to);
            return CopyInto(target, source, new CopyProgress(progress, tables.Sum(source.Count)), cancellationToken);
        }
        catch (DbException e)
        {
            // What the source has to say it says itself.
            throw to.Translate(e) ?? to.Failure($"failed ({e.Message})", "Run the same command again; it goes on from there", e);
        }
    }

    private CopyResult CopyInto(CopyTarget target, CopySide source, CopyProgress steps, CancellationToken cancellationToken)
    {
        if (CopyMarker.Read(target.Connection) is { } begun)
        {
            GoOn(begun, source, target, steps, cancellationToken);
        }
        else if (tables.Any(target.HasRows))
        {
            return Confirm(source, target, steps, cancellationToken);
        }
        else
        {
            CopyMarker.Set(target.Connection, from.Name);
        }

        var copied = Fill(source, target, steps, cancellationToken);
        target.Finish(tables.Where(t => t.CountsIds).Select(t => (t, source.LastId(t))));
        var result = new CopyResult(from.Name, to.Name, copied, Compare(source, target, steps, cancellationToken));
        if (result.Equal)
        {
            CopyMarker.Clear(target.Connection);
        }

        return result;
    }

    private void PrepareTarget()
    {
        switch (to.Inspect())
        {
            case DatabaseState.Foreign:
                throw to.Failure("belongs to another program", "Name an empty database with --to, or one that is not there yet");
            // A copy that was killed while it made the tables; a database in use is never migrated by the way.
            case DatabaseState.Ours { Pending.Count: > 0, Unknown.Count: 0 } when !HoldsRows():
            case DatabaseState.Missing or DatabaseState.Empty:
                new SchemaMigrator(to).Up();
                break;
            default:
                to.EnsureUsable(DatabaseAccess.Write);
                break;
        }
    }

    private bool HoldsRows()
    {
        using var target = new CopySide(to, to.OpenForReading(pooling: false));
        return target.Existing(tables).Any(target.HasRows);
    }

    /// <summary>What an earlier run copied stays as far as it is still what the source holds.</summary>
    private void GoOn(string begun, CopySide source, CopyTarget target, CopyProgress steps, CancellationToken cancellationToken)
    {
        if (begun != from.Name)
        {
            throw to.Failure($"holds an unfinished copy of {begun}", "Finish that one, or name another database with --to");
        }

        HashSet<string> stale = [];
        foreach (var table in tables)
        {
            steps.Begin($"checking what is there of {table.Name}");
            if (table.RefersTo.Any(stale.Contains)
                || (target.LastKey(table) is { } last && !Compare(table, source, target, last, _ => { }, cancellationToken).Equal))
            {
                stale.Add(table.Name);
            }
        }

        if (stale.Count > 0)
        {
            target.Empty(tables.Reverse().Where(t => stale.Contains(t.Name)));
        }
    }

    /// <summary>A finished copy is only compared; rows of another origin are never touched.</summary>
    private CopyResult Confirm(CopySide source, CopyTarget target, CopyProgress steps, CancellationToken cancellationToken)
    {
        var different = tables.Where(t => source.Count(t) != target.Count(t)).Select(t => t.Name).ToList();
        if (different.Count == 0)
        {
            var compared = Compare(source, target, steps, cancellationToken);
            different = [.. compared.Where(t => !t.Equal).Select(t => t.Table)];
            if (different.Count == 0)
            {
                return new CopyResult(from.Name, to.Name, 0, compared);
            }
        }

        throw new GleanException(
            FailureKind.Usage,
            $"{to.Name} holds rows of its own: not those of {from.Name} in {string.Join(", ", different)}.",
            "Name an empty database with --to, or one that is not there yet; an old copy has to be removed first");
    }

    private long Fill(CopySide source, CopyTarget target, CopyProgress steps, CancellationToken cancellationToken)
    {
        var copied = 0L;
        foreach (var table in tables)
        {
            steps.Begin($"copying {table.Name}");
            var last = target.LastKey(table);
            using var rows = source.Rows(table, last, null, cancellationToken).GetEnumerator();
            var more = rows.MoveNext();
            while (more)
            {
                more = target.Write(table, rows, table.RefersToItself ? int.MaxValue : Batch, written =>
                {
                    copied += written;
                    steps.Copied(written);
                });
            }
        }

        return copied;
    }

    private List<ComparedTable> Compare(CopySide source, CopyTarget target, CopyProgress steps, CancellationToken cancellationToken)
    {
        List<ComparedTable> compared = [];
        steps.AllCopied();
        foreach (var table in tables)
        {
            steps.Begin($"comparing {table.Name}");
            compared.Add(Compare(table, source, target, null, steps.Compared, cancellationToken));
        }

        return compared;
    }

    private static ComparedTable Compare(CopyTable table, CopySide source, CopyTarget target, object?[]? upTo, Action<long> progress, CancellationToken cancellationToken)
    {
        var ours = source.Checksum(table, upTo, progress, cancellationToken);
        var theirs = target.Checksum(table, upTo, progress, cancellationToken);
        return new ComparedTable(table.Name, ours.Rows, ours.Text, theirs.Rows, theirs.Text);
    }
}
