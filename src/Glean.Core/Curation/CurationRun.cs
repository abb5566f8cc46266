using System.Text.Json;
using Glean.Catalog;
using Glean.Curation.Deduplication;
using Glean.Curation.Learning;
using Glean.Curation.Merging;
using Glean.Curation.Queue;
using Glean.Curation.Renames;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation;

/// <summary>
/// One curation: duplicates, scores, conflicts, queue. It writes in short transactions, so that other processes get their
/// turn, and each of its steps can be repeated: a run that is cut off is finished by the next.
/// </summary>
/// <param name="ranker">What was learned from decisions; null for plain scores.</param>
public sealed class CurationRun(GleanDatabase database, Focus focus, TimeProvider time, TrainedRanker? ranker = null)
{
    private const int MergesAtOnce = 20;
    private const string Actor = "curator";

    private static readonly SqlColumn<(long Id, int? Rank)>[] RankColumns = [new("id", SqlType.Whole, r => r.Id), new("queue_rank", SqlType.Whole, r => r.Rank)];

    public async Task<CurationReport> RunAsync(CurationOptions options, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var renames = new RenamePass(database);
        if (!options.DryRun)
        {
            await renames.ReadAsync(progress, cancellationToken);
        }

        progress.Report(new JobProgress(0, "looking for duplicates"));
        var tools = await LoadAsync(cancellationToken);
        var duplicates = options.Merge
            ? Deduplicator.Run(tools, await DifferentAsync(cancellationToken), await renames.LoadAsync(cancellationToken))
            : DeduplicationResult.Empty;
        if (!options.DryRun)
        {
            duplicates = duplicates with { Merges = await MergeAsync(tools, duplicates.Merges, progress, cancellationToken) };
            if (options.Merge)
            {
                await RememberAsync(duplicates.Unsure, cancellationToken);
            }
        }

        var gone = duplicates.Merges.SelectMany(m => m.MergedIds).ToHashSet();
        var scored = new ScoringPass(database, focus, ranker, Now).Run(gone, options.DryRun, progress, cancellationToken);
        var plan = ReviewQueuePlan.Make(
            scored.Tools.Select(t => new QueueCandidate(t.Id, t.Name, t.Url, t.Status, t.Score, t.Description, t.IsSnoozed)), options.MinScore, options.MaxQueue);
        if (!options.DryRun)
        {
            await QueueAsync(plan, cancellationToken);
            await CountUsefulAsync(cancellationToken);
        }

        progress.Report(new JobProgress(100, $"{plan.Order.Count} tools in the review queue"));
        return Report(options, tools, duplicates, scored, plan);
    }

    private async Task<List<ToolRecord>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var aliases = (await context.ToolAliases.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(a => a.ToolId, a => a.Name);
        var rows = await context.Tools.AsNoTracking()
            .Select(t => new { t.Id, t.Name, t.Url, t.Description, t.Category, t.Status, t.CreatedAt, Claims = t.Claims.Count })
            .OrderBy(t => t.Id)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(t => new ToolRecord(t.Id, t.Name, t.Url, t.Description, t.Category, t.Status, [.. aliases[t.Id]], t.Claims, t.CreatedAt))];
    }

    private async Task<HashSet<ToolPair>> DifferentAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var pairs = await context.DuplicatePairs.AsNoTracking().Where(p => p.Verdict == DuplicateVerdict.Different).ToListAsync(cancellationToken);
        return [.. pairs.Select(p => new ToolPair(p.FirstId, p.SecondId))];
    }

    /// <returns>The merges carried out: other processes may have merged or decided since the tools were read.</returns>
    private async Task<IReadOnlyList<Merge>> MergeAsync(
        List<ToolRecord> tools, IReadOnlyList<Merge> merges, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var seen = tools.ToDictionary(t => t.Id, t => t.Status);
        List<Merge> carriedOut = [];
        var done = 0;
        foreach (var chunk in merges.Chunk(MergesAtOnce))
        {
            await using var context = database.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            foreach (var merge in chunk)
            {
                var now = await StatusesAsync(context, [merge.KeptId, .. merge.MergedIds], cancellationToken);
                var asSeen = merge.MergedIds.Where(id => now.TryGetValue(id, out var status) && status == seen[id]).ToList();
                if (asSeen.Count == 0 || !now.TryGetValue(merge.KeptId, out var kept) || kept != seen[merge.KeptId])
                {
                    continue;
                }

                carriedOut.Add(merge with { MergedIds = asSeen });
                foreach (var merged in asSeen)
                {
                    await MergeStore.MergeAsync(context, merge.KeptId, merged, merge.Reason, Actor, Now, cancellationToken);
                    context.ChangeTracker.Clear();
                }
            }

            await transaction.CommitAsync(cancellationToken);
            done += chunk.Length;
            progress.Report(new JobProgress(40 * done / merges.Count, $"{done} of {merges.Count} duplicates merged"));
        }

        return carriedOut;
    }

    private static Task<Dictionary<long, ToolStatus>> StatusesAsync(GleanDbContext context, List<long> ids, CancellationToken cancellationToken) =>
        context.Tools.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Status, cancellationToken);

    /// <summary>Renews the queue of pairs: what is found now replaces what was found before; a person's verdict is never touched.</summary>
    private async Task RememberAsync(IReadOnlyList<PairEvidence> unsure, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var known = await context.DuplicatePairs.AsTracking().ToDictionaryAsync(p => new ToolPair(p.FirstId, p.SecondId), cancellationToken);
        var found = unsure.Select(e => new ToolPair(e.FirstId, e.SecondId)).ToHashSet();
        context.DuplicatePairs.RemoveRange(known.Where(p => p.Value.Verdict == DuplicateVerdict.Unsure && !found.Contains(p.Key)).Select(p => p.Value));
        foreach (var evidence in unsure)
        {
            if (!known.TryGetValue(new ToolPair(evidence.FirstId, evidence.SecondId), out var pair))
            {
                pair = new DuplicatePair { FirstId = evidence.FirstId, SecondId = evidence.SecondId, Reason = "", CreatedAt = Now };
                context.DuplicatePairs.Add(pair);
            }

            if (pair.Verdict == DuplicateVerdict.Unsure)
            {
                pair.Reason = $"For: {string.Join("; ", evidence.For)}. Against: {string.Join("; ", evidence.Against.DefaultIfEmpty("nothing"))}.";
                pair.Likelihood = evidence.Likelihood;
                pair.SpeaksFor = JsonSerializer.Serialize(evidence.For);
                pair.SpeaksAgainst = JsonSerializer.Serialize(evidence.Against);
            }
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task QueueAsync(ReviewQueuePlan plan, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = Now;
        await context.Tools.Where(t => plan.Enter.Contains(t.Id) && (t.Status == ToolStatus.Analyzing || t.Status == ToolStatus.Inbox))
            .ExecuteUpdateAsync(set => set
                .SetProperty(t => t.Status, ToolStatus.Review)
                .SetProperty(t => t.QueuedAt, now)
                .SetProperty(t => t.Version, t => t.Version + 1), cancellationToken);
        var ranks = plan.Order.Select((id, i) => (Id: id, Rank: i + 1)).ToDictionary(r => r.Id, r => r.Rank);
        var ranked = await context.Tools.Where(t => t.Status == ToolStatus.Review || t.QueueRank != null).Select(t => new { t.Id, t.QueueRank }).ToListAsync(cancellationToken);
        List<(long Id, int? Rank)> moved =
        [
            .. ranked.Select(t => (t.Id, Was: t.QueueRank, Rank: ranks.TryGetValue(t.Id, out var rank) ? rank : (int?)null)).Where(t => t.Was != t.Rank).Select(t => (t.Id, t.Rank)),
        ];
#pragma warning disable EF1002 // A part of the dialect.
        await context.Database.ExecuteSqlRawAsync(
            $"UPDATE tools SET queue_rank = records.queue_rank FROM {context.Dialect.Records("@rows", RankColumns)} WHERE tools.id = records.id",
            context.Records("@rows", RankColumns, moved),
            cancellationToken);
#pragma warning restore EF1002
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// How many of the discoveries that a source saw name a tool that a person approved, and how far it is to be relied upon: the share
    /// of approved among the decided tools it names, drawn to one half while these are few.
    /// </summary>
    private async Task CountUsefulAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        // A mean of the Beta distribution that five approved and five rejected tools before the first would leave.
        await context.Database.ExecuteSqlRawAsync(
            $"""
            WITH {SourceCredits.Tables}
            UPDATE sources SET
                useful_discoveries = coalesce((SELECT useful FROM credit WHERE source_id = sources.id), 0),
                reliability = coalesce((SELECT CAST(round(CAST((approved + 5.0) / (decided + 10.0) AS numeric), 4) AS double precision) FROM credit WHERE source_id = sources.id), reliability)
            """,
            [context.Parameter("@from", DateTime.UnixEpoch)],
            cancellationToken);
    }

    private static CurationReport Report(
        CurationOptions options, List<ToolRecord> tools, DeduplicationResult duplicates, ScoringOutcome scored, ReviewQueuePlan plan)
    {
        var byId = tools.ToDictionary(t => t.Id);
        CuratedTool Tool(long id) => new(id, byId[id].Name, byId[id].Url);
        return new CurationReport(
            options.DryRun,
            new CurationCounts(
                tools.Count,
                duplicates.Merges.Sum(m => m.MergedIds.Count),
                duplicates.Unsure.Count,
                scored.Tools.Count,
                scored.Conflicts,
                plan.Enter.Count,
                plan.Order.Count,
                plan.BelowMinimum,
                plan.NoRoom),
            [.. duplicates.Merges.Select(m => new CuratedMerge(Tool(m.KeptId), [.. m.MergedIds.Select(Tool)], m.Reason))],
            [.. duplicates.Unsure.Select(p => (IReadOnlyList<CuratedTool>)[Tool(p.FirstId), Tool(p.SecondId)])],
            [.. scored.Tools.Where(t => !t.Status.IsDecided()).OrderByDescending(t => t.Score).ThenBy(t => t.Id)
                .Select(t => new CuratedScore(t.Id, t.Name, t.Category, t.Status.ToWire(), t.Score, t.Why))]);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
