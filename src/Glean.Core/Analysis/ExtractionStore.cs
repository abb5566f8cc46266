using Glean.Analysis.Enrichment;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>
/// Writes what an analyzer found. Tools, mentions and claims of a discovery and its <c>processed</c> change in one transaction,
/// and only if nobody else processed it meanwhile: whatever is killed or runs twice, no claim is lost or doubled.
/// </summary>
internal sealed class ExtractionStore(GleanDatabase database, TimeProvider time)
{
    public async Task<AnalysisResult> SaveAsync(
        IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return soFar;
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var known = await ToolIndex.LoadAsync(context, batch.SelectMany(b => b.Extraction.Tools), cancellationToken);
        var result = soFar;
        var rows = new EvidenceRows(now);
        var marked = await MarkAsync(context, [.. batch.Select(b => b.Discovery.Id)], now, cancellationToken);
        foreach (var (discovery, extraction) in batch.Where(b => marked.Contains(b.Discovery.Id)))
        {
            result = Add(context, known, rows, discovery, extraction, now, result);
        }

        // The tools first: they may be new and have no id yet.
        await context.SaveChangesAsync(cancellationToken);
        await rows.InsertAsync(context, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <returns>Those that nobody had processed.</returns>
    private static async Task<HashSet<long>> MarkAsync(GleanDbContext context, List<long> ids, DateTime now, CancellationToken cancellationToken)
    {
        var waiting = context.Discoveries.Where(d => ids.Contains(d.Id) && !d.Processed);
        var marked = await waiting.Select(d => d.Id).ToListAsync(cancellationToken);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(d => d.Processed, true).SetProperty(d => d.ProcessedAt, now), cancellationToken);
        return [.. marked];
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
            tool.LastUpdated = now;
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
