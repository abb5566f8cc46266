using Glean.Catalog;
using Glean.Curation.Deduplication;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation.Renames;

/// <summary>Reads changes of names from the discoveries that came since the last time, and keeps them with their quotes.</summary>
internal sealed class RenamePass(GleanDatabase database)
{
    private const string Reader = "renames";
    private const int TextsAtOnce = 1000;

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await ReadSomeAsync(cancellationToken) == TextsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>All that was read so far.</summary>
    public async Task<IReadOnlyList<StatedRename>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Renames.AsNoTracking().OrderBy(r => r.Id)
            .Select(r => new StatedRename(r.Former, r.Present, r.Quote, r.Explicit, r.Voice)).ToListAsync(cancellationToken);
    }

    private async Task<int> ReadSomeAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var last = await context.Watermarks.AsNoTracking().Where(w => w.Name == Reader).Select(w => w.Value).SingleOrDefaultAsync(cancellationToken);
        var texts = await context.Discoveries.AsNoTracking().Where(d => d.Id > last).OrderBy(d => d.Id).Take(TextsAtOnce)
            .Select(d => new { d.Id, d.Title, d.RawText, d.Author, d.SourceUrl, Source = d.Source!.Name }).ToListAsync(cancellationToken);
        if (texts.Count == 0)
        {
            return 0;
        }

        // Read first and write then: the lock is held for what was found only.
        var found = texts.SelectMany(t => RenameStatements.In(t.Title).Concat(RenameStatements.In(t.RawText)).Distinct().Select(s => new Rename
        {
            DiscoveryId = t.Id,
            Former = StorableText.Of(s.Former),
            Present = StorableText.Of(s.Present),
            Quote = StorableText.Of(s.Quote),
            Explicit = s.Explicit,
            Voice = ScoredToolReader.Voice(t.Source, t.Author, t.SourceUrl),
        })).ToList();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var mark = await context.Watermarks.AsTracking().SingleOrDefaultAsync(w => w.Name == Reader, cancellationToken);
        if (mark is null)
        {
            context.Watermarks.Add(mark = new Watermark { Name = Reader });
        }

        if (mark.Value == last)
        {
            // Otherwise another process read them meanwhile.
            mark.Value = texts[^1].Id;
            context.Renames.AddRange(found);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return texts.Count;
    }
}
