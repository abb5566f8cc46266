using System.Data.Common;
using Glean.Catalog;
using Glean.Curation.Deduplication;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation.Renames;

/// <summary>Reads changes of names from the discoveries that came since the last time, and keeps them with their quotes.</summary>
internal sealed class RenamePass(GleanDatabase database)
{
    private const string Reader = "renames";
    private const int TextsAtOnce = 10_000;

    public async Task ReadAsync(IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        while (!await ReadFromMarkAsync(progress, cancellationToken))
        {
        }
    }

    /// <summary>All that was read so far.</summary>
    public async Task<IReadOnlyList<StatedRename>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Renames.AsNoTracking().OrderBy(r => r.Id)
            .Select(r => new StatedRename(r.Former, r.Present, r.Quote, r.Explicit, r.Voice)).ToListAsync(cancellationToken);
    }

    /// <returns>False where another process reads them, too: what it left is for the next round.</returns>
    private async Task<bool> ReadFromMarkAsync(IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var mark = await MarkAsync(cancellationToken);
        await using var connection = database.OpenForReading();
        var texts = connection.Each(
            """
            SELECT d.id, d.title, d.raw_text, d.author, d.source_url, s.name
            FROM discoveries d JOIN sources s ON s.id = d.source_id WHERE d.id > @mark ORDER BY d.id
            """,
            r => (Id: r.GetInt64(0), Found: In(r)), cancellationToken, ("@mark", mark));
        var read = 0;
        // Read first and write then: the lock is held for what was found only.
        foreach (var some in texts.Chunk(TextsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await SaveAsync(mark, some[^1].Id, some.SelectMany(t => t.Found), cancellationToken))
            {
                return false;
            }

            mark = some[^1].Id;
            progress.Report(new JobProgress(0, $"{read += some.Length} new texts read for changes of names"));
        }

        return true;
    }

    private static List<Rename> In(DbDataReader text) =>
    [
        .. RenameStatements.In(text.GetString(1)).Concat(RenameStatements.In(text.GetString(2))).Distinct().Select(s => new Rename
        {
            DiscoveryId = text.GetInt64(0),
            Former = StorableText.Of(s.Former),
            Present = StorableText.Of(s.Present),
            Quote = StorableText.Of(s.Quote),
            Explicit = s.Explicit,
            Voice = ScoredToolReader.Voice(text.GetString(5), text.Text(3), text.Text(4)),
        }),
    ];

    /// <summary>The last discovery that was read.</summary>
    private async Task<long> MarkAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Watermarks.AsNoTracking().Where(w => w.Name == Reader).Select(w => w.Value).SingleOrDefaultAsync(cancellationToken);
    }

    /// <returns>False, and nothing is written, where another process moved the mark.</returns>
    private async Task<bool> SaveAsync(long from, long to, IEnumerable<Rename> found, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var mark = await context.Watermarks.AsTracking().SingleOrDefaultAsync(w => w.Name == Reader, cancellationToken);
        if (mark is null)
        {
            context.Watermarks.Add(mark = new Watermark { Name = Reader });
        }

        if (mark.Value != from)
        {
            return false;
        }

        mark.Value = to;
        context.Renames.AddRange(found);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
