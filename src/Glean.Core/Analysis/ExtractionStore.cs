using Glean.Analysis.Enrichment;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>
/// Writes what an analyzer found. First the tools, since those that read other texts at the same time may find the same new ones; then
/// mentions and claims of a discovery and its <c>processed</c> in one transaction, and only if nobody else processed it meanwhile: whatever
/// is killed or runs twice, no claim is lost or doubled. A tool whose evidence was cut off is found again by the next run.
/// </summary>
internal sealed class ExtractionStore(GleanDatabase database, TimeProvider time)
{
    private static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    public async Task<AnalysisResult> SaveAsync(
        IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return soFar;
        }

        var now = time.GetUtcNow().UtcDateTime;
        while (true)
        {
            await using var context = database.CreateContext();
            var waiting = await WaitingAsync(context, batch, cancellationToken);
            if (waiting.Count == 0)
            {
                return soFar;
            }

            var (rows, result) = await SaveToolsAsync(context, waiting, now, soFar, cancellationToken);
            if (await SaveEvidenceAsync(context, [.. waiting.Select(w => w.Discovery)], rows, cancellationToken))
            {
                return result;
            }

            // The tools stay, whoever adds their evidence.
            soFar = soFar with { NewTools = result.NewTools };
        }
    }

    /// <summary>What <see cref="SaveAsync"/> does with discoveries that are stored nowhere, but that nothing is written.</summary>
    /// <param name="withTools">Store the tools, too, before all is taken back; others that want to make tools wait for that.</param>
    public async Task RehearseAsync(IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, bool withTools, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await WaitingAsync(context, batch, cancellationToken);
        var (rows, _) = await FindAsync();
        context.Turn = withTools ? WriteTurn.Tools : WriteTurn.Evidence;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (withTools)
        {
            context.ChangeTracker.Clear();
            (rows, _) = await FindAsync();
            await context.SaveChangesAsync(cancellationToken);
        }

        await rows.InsertAsync(context, cancellationToken, rehearse: true);
        await rows.MarkAsync(context, batch.Select(b => b.Discovery), cancellationToken);
        await transaction.RollbackAsync(cancellationToken);

        Task<(EvidenceRows, AnalysisResult)> FindAsync() =>
            FindToolsAsync(context, [.. batch], time.GetUtcNow().UtcDateTime, new AnalysisResult(0, 0, 0, 0, 0, 0), cancellationToken);
    }

    /// <summary>Those that nobody has processed.</summary>
    private static async Task<List<(Discovery Discovery, Extraction Extraction)>> WaitingAsync(
        GleanDbContext context, IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, CancellationToken cancellationToken)
    {
        List<long> ids = [.. batch.Select(b => b.Discovery.Id)];
        var waiting = await context.Discoveries.Where(d => ids.Contains(d.Id) && !d.Processed).Select(d => d.Id).ToListAsync(cancellationToken);
        return [.. batch.Where(b => waiting.Contains(b.Discovery.Id))];
    }

    /// <summary>Most texts name tools that are stored already: only one that brings something new waits for its turn to store it.</summary>
    private static async Task<(EvidenceRows Rows, AnalysisResult Result)> SaveToolsAsync(
        GleanDbContext context, List<(Discovery Discovery, Extraction Extraction)> batch, DateTime now, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        var found = await FindToolsAsync(context, batch, now, soFar, cancellationToken);
        if (!context.ChangeTracker.HasChanges())
        {
            return found;
        }

        // Others may have stored the same meanwhile.
        context.ChangeTracker.Clear();
        context.Turn = WriteTurn.Tools;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        found = await FindToolsAsync(context, batch, now, soFar, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    private static async Task<(EvidenceRows Rows, AnalysisResult Result)> FindToolsAsync(
        GleanDbContext context, List<(Discovery Discovery, Extraction Extraction)> batch, DateTime now, AnalysisResult result, CancellationToken cancellationToken)
    {
        var rows = new EvidenceRows(now);
        var known = await ToolIndex.LoadAsync(context, batch.SelectMany(b => b.Extraction.Tools), cancellationToken);
        foreach (var (discovery, extraction) in batch)
        {
            result = Add(context, known, rows, discovery, extraction, now, result);
        }

        return (rows, result);
    }

    /// <returns>False, and nothing is written, where another process was first with one of them.</returns>
    private static async Task<bool> SaveEvidenceAsync(GleanDbContext context, List<Discovery> discoveries, EvidenceRows rows, CancellationToken cancellationToken)
    {
        context.Turn = WriteTurn.Evidence;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await rows.InsertAsync(context, cancellationToken);
        // Last, since these rows and the counts of their source are the others' too until the transaction ends.
        if (await rows.MarkAsync(context, discoveries, cancellationToken) < discoveries.Count)
        {
            await transaction.RollbackAsync(cancellationToken);
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static AnalysisResult Add(
        GleanDbContext context, ToolIndex known, EvidenceRows rows, Discovery discovery, Extraction extraction, DateTime now, AnalysisResult result)
    {
        Dictionary<string, Tool> byName = [];
        var facts = DiscoveryFacts.Of(discovery);
        var added = 0;
        foreach (var extracted in extraction.Tools)
        {
            var tool = known.Find(extracted);
            if (tool is null)
            {
                tool = known.Create(extracted, discovery.IsDemo, now);
                context.Tools.Add(tool);
                added++;
            }

            known.Learn(tool, extracted, now);
            Learn(tool, facts.For(extracted.Aliases.Append(extracted.Name).Append(tool.Name), tool.Url), now);
            byName[extracted.Name] = tool;
            rows.Add(tool, discovery, extracted);
        }

        var claims = extraction.Claims.Where(c => byName.ContainsKey(c.Tool)).ToList();
        foreach (var claim in claims)
        {
            var tool = byName[claim.Tool];
            Touch(tool, now);
            rows.Add(tool, discovery, claim);
        }

        return result with
        {
            Discoveries = result.Discoveries + 1,
            NewTools = result.NewTools + added,
            Mentions = result.Mentions + extraction.Tools.Count,
            Claims = result.Claims + claims.Count,
            Dropped = result.Dropped + extraction.Dropped + (extraction.Claims.Count - claims.Count),
            CutShort = result.CutShort + (extraction.Unread > 0 ? 1 : 0),
        };
    }

    /// <summary>A tool that every text speaks of is not written with each of them.</summary>
    private static void Touch(Tool tool, DateTime now)
    {
        if (now - tool.LastUpdated >= BetweenTouches)
        {
            tool.LastUpdated = now;
        }
    }

    /// <summary>Fills in what is not known yet; what is known came from an earlier text or from a person.</summary>
    private static void Learn(Tool tool, ToolFacts? facts, DateTime now)
    {
        if (facts is null)
        {
            return;
        }

        var before = (tool.Url, tool.Description, tool.LogoUrl, tool.PricingUrl);
        tool.Url ??= facts.Url;
        tool.Description ??= facts.Description;
        tool.LogoUrl ??= facts.LogoUrl;
        tool.PricingUrl ??= facts.PricingUrl;
        tool.LastUpdated = before == (tool.Url, tool.Description, tool.LogoUrl, tool.PricingUrl) ? tool.LastUpdated : now;
    }
}
