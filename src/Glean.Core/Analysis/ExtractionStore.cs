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
        foreach (var (discovery, extraction) in batch)
        {
            if (await MarkAsync(context, discovery.Id, now, cancellationToken))
            {
                result = Add(context, known, discovery, extraction, now, result);
            }
        }

        await context.SaveChangesAsync(cancellationToken);
        await SetMainToolsAsync(context, batch.Select(b => b.Discovery.Id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static async Task<bool> MarkAsync(GleanDbContext context, long discoveryId, DateTime now, CancellationToken cancellationToken) =>
        await context.Discoveries.Where(d => d.Id == discoveryId && !d.Processed).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.Processed, true)
            .SetProperty(d => d.ProcessedAt, now), cancellationToken) == 1;

    private static AnalysisResult Add(
        GleanDbContext context, ToolIndex known, Discovery discovery, Extraction extraction, DateTime now, AnalysisResult result)
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
            AddMention(context, tool, discovery, extracted);
        }

        var claims = extraction.Claims.Where(c => byName.ContainsKey(c.Tool)).ToList();
        foreach (var claim in claims)
        {
            var tool = byName[claim.Tool];
            tool.LastUpdated = now;
            tool.Claims.Add(new Claim
            {
                SourceId = discovery.SourceId,
                DiscoveryId = discovery.Id,
                ClaimType = claim.Type,
                Content = claim.Quote.ReplaceLineEndings(" ").Trim(),
                Confidence = claim.Confidence,
                Quote = claim.Quote,
                SpanStart = claim.Span.Start,
                SpanEnd = claim.Span.End,
                CreatedAt = now,
            });
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

    private static void AddMention(GleanDbContext context, Tool tool, Discovery discovery, ExtractedTool extracted)
    {
        // The tool may be new and have no id yet: EF fills the key in when it is saved.
        context.Mentions.Add(new Mention
        {
            Tool = tool,
            DiscoveryId = discovery.Id,
            Name = extracted.Name,
            Confidence = extracted.Confidence,
            Evidence = extracted.Evidence,
            SpanStart = extracted.Mentions.Count > 0 ? extracted.Mentions[0].Start : null,
            SpanEnd = extracted.Mentions.Count > 0 ? extracted.Mentions[0].End : null,
        });
    }

    /// <summary>The tool a discovery says most about: most claims, then the surest mention.</summary>
    private static async Task SetMainToolsAsync(GleanDbContext context, IEnumerable<long> discoveryIds, CancellationToken cancellationToken)
    {
        foreach (var id in discoveryIds)
        {
            await context.Database.ExecuteSqlInterpolatedAsync(
                $"""
                UPDATE discoveries SET tool_id = (
                    SELECT m.tool_id FROM mentions m
                    WHERE m.discovery_id = {id}
                    ORDER BY (SELECT count(*) FROM claims c WHERE c.discovery_id = {id} AND c.tool_id = m.tool_id) DESC, m.confidence DESC, m.id
                    LIMIT 1)
                WHERE id = {id}
                """, cancellationToken);
        }
    }
}
