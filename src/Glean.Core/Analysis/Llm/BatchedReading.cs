using System.Security.Cryptography;
using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Llm;
using Glean.Settings;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis.Llm;

/// <summary>
/// Has many texts read by batches, at half the price and within a day. A row is written before a batch is handed over and keeps its number
/// after, so that whatever is killed, the next run goes on waiting for the same answers, and no text is paid for twice.
/// </summary>
internal sealed class BatchedReading(GleanDatabase database, LlmAnalyzer analyzer, TimeProvider time)
{
    private const int MostQuestions = 500;
    private const int TextsAtOnce = 200;
    private const int SavedAtOnce = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ClaudeBatches service = analyzer.Client.Batches!;
    private readonly AnalysisRun saving = new(database, analyzer, time);

    /// <summary>Takes in what has been answered; hands over what waits, if that is asked for or there is much of it; and then waits.</summary>
    /// <returns>What was saved. It is <see cref="AnalysisResult.Stopped"/> when answers are still to come, or the budget is used up.</returns>
    public async Task<AnalysisResult> RunAsync(AnalyzeOptions options, GleanSettings settings, TimeSpan patience, JobRun run)
    {
        var result = new AnalysisResult(0, 0, 0, 0, 0, 0);
        try
        {
            await FindLostAsync(run.Stopping);
            result = await TakeInAsync(result, run);
            var waits = options.Batch ?? await IsMuchAsync(options.Limit, settings, run.Stopping);
            if (!waits)
            {
                return result;
            }

            var refused = await HandOverAsync(options.Limit - result.Discoveries, run);
            result = await WaitAsync(result, patience, run);
            return result with { Stopped = result.Stopped ?? refused };
        }
        catch (ServiceFailedException e)
        {
            throw new GleanException(FailureKind.Work, e.Message, $"The {result.Discoveries} texts read before are kept; what was handed over is waited for by the next run.", e);
        }
    }

    /// <summary>Discoveries whose answers are still to come.</summary>
    public async Task<IReadOnlySet<long>> UnderWayAsync(CancellationToken cancellationToken) =>
        (await OpenAsync(cancellationToken)).SelectMany(b => Questions(b)).SelectMany(q => q.Parts).Select(p => p.Discovery).ToHashSet();

    private async Task<bool> IsMuchAsync(int? limit, GleanSettings settings, CancellationToken cancellationToken)
    {
        if (LlmNumbers.Whole(settings, SettingDefinitions.LlmBatchFrom, 1, long.MaxValue) is not { } from)
        {
            return false;
        }

        await using var context = database.CreateContext();
        return Math.Min(limit ?? long.MaxValue, await Waiting(context).LongCountAsync(cancellationToken)) >= from;
    }

    private static IQueryable<Discovery> Waiting(GleanDbContext context) => context.Discoveries.Where(d => !d.Processed && d.SetAsideReason == null);

    /// <summary>Killed between handing over and writing the number down: the batch is looked for among the newest of the account.</summary>
    private async Task FindLostAsync(CancellationToken cancellationToken)
    {
        var lost = (await OpenAsync(cancellationToken)).Where(b => b.ProviderId is null).ToList();
        if (lost.Count == 0)
        {
            return;
        }

        await using var context = database.CreateContext();
        var known = await context.LlmBatches.Where(b => b.ProviderId != null).Select(b => b.ProviderId!).ToListAsync(cancellationToken);
        var theirs = await service.ListAsync(cancellationToken);
        foreach (var batch in lost)
        {
            // Clocks differ; the mark in the answers' names has the last word.
            var found = theirs.Where(t => !known.Contains(t.Id) && t.Count == Questions(batch).Count
                && Math.Abs((t.CreatedAt.UtcDateTime - batch.CreatedAt).TotalMinutes) < 15).MinBy(t => t.CreatedAt);
            await (found is null
                ? EndAsync(batch, "it was never handed over", cancellationToken)
                : NumberAsync(batch, found.Id, cancellationToken));
            known.Add(found?.Id ?? "");
        }
    }

    /// <returns>Why not all could be handed over, or null.</returns>
    private async Task<string?> HandOverAsync(int? limit, JobRun run)
    {
        var underWay = await UnderWayAsync(run.Stopping);
        var left = limit ?? int.MaxValue;
        long after = 0;
        List<PlannedCall> calls = [];
        while (left > 0)
        {
            await using var context = database.CreateContext();
            var texts = await Waiting(context).Where(d => d.Id > after).OrderBy(d => d.Id).Take(Math.Min(TextsAtOnce, left)).Include(d => d.Source).AsNoTracking().ToListAsync(run.Stopping);
            if (texts.Count == 0)
            {
                break;
            }

            (after, left) = (texts[^1].Id, left - texts.Count);
            calls.AddRange(CallPlan.Of(texts.Where(d => !underWay.Contains(d.Id)).SelectMany(d => analyzer.Method.Parts(AnalysisRun.TextOf(d)))));
            while (calls.Count >= MostQuestions)
            {
                if (await HandOverAsync(calls[..MostQuestions], run) is { } refused)
                {
                    return refused;
                }

                calls.RemoveRange(0, MostQuestions);
            }
        }

        return calls.Count == 0 ? null : await HandOverAsync(calls, run);
    }

    private async Task<string?> HandOverAsync(IReadOnlyList<PlannedCall> calls, JobRun run)
    {
        var ledger = analyzer.Client.Ledger;
        var mark = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var reserved = default(LlmSpent);
        string? refused = null;
        List<(string Name, LlmQuestion Question)> asked = [];
        List<BatchQuestion> rows = [];
        foreach (var call in calls)
        {
            var question = analyzer.Method.Ask(call);
            var most = analyzer.Client.MostInBatch(question);
            try
            {
                ledger.Reserve(most);
            }
            catch (LlmBudgetException e)
            {
                refused = e.Message;
                break;
            }

            reserved += most;
            asked.Add(($"{mark}-{asked.Count}", question));
            rows.Add(new BatchQuestion(asked[^1].Name, [.. call.Parts.Select(p => new BatchPart(p.Text.DiscoveryId!.Value, IndexOf(p)))]));
        }

        try
        {
            if (asked.Count > 0)
            {
                var batch = await AddAsync(mark, rows, reserved, run);
                await NumberAsync(batch, await CreateAsync(batch, asked, run.Stopping), CancellationToken.None);
                run.Log($"Handed over {asked.Count} questions as batch {batch.ProviderId}; the answers come within a day.");
            }
        }
        finally
        {
            ledger.Release(reserved);
            ledger.ReadAnew();
        }

        return refused;
    }

    private int IndexOf(TextPart part) => analyzer.Method.Parts(part.Text).ToList().FindIndex(p => p.Window == part.Window && p.Weight == part.Weight);

    private async Task<LlmBatch> AddAsync(string mark, List<BatchQuestion> questions, LlmSpent reserved, JobRun run)
    {
        var batch = new LlmBatch
        {
            Mark = mark,
            Provider = analyzer.Client.Access.Provider.ToWire(),
            Model = analyzer.Client.Access.Model,
            Reader = analyzer.Name,
            JobId = run.JobId,
            Questions = JsonSerializer.Serialize(questions),
            ReservedTokens = reserved.Tokens,
            ReservedUsd = reserved.Usd,
            CreatedAt = Now,
        };
        await using var context = database.CreateContext();
        context.LlmBatches.Add(batch);
        await context.SaveChangesAsync(run.Stopping);
        return batch;
    }

    private async Task<string> CreateAsync(LlmBatch batch, List<(string, LlmQuestion)> asked, CancellationToken cancellationToken)
    {
        try
        {
            return await service.CreateAsync(asked, cancellationToken);
        }
        catch (ServiceFailedException e) when (e.Failure.Status is not null)
        {
            // The service said no; of a connection that broke nobody knows, so that the row stays to be looked for.
            await EndAsync(batch, e.Message, CancellationToken.None);
            throw;
        }
    }

    private async Task<AnalysisResult> WaitAsync(AnalysisResult result, TimeSpan patience, JobRun run)
    {
        var until = Now + patience;
        while (true)
        {
            result = await TakeInAsync(result, run);
            var open = await OpenAsync(run.Stopping);
            if (open.Count == 0)
            {
                return result;
            }

            if (Now >= until)
            {
                return result with { Stopped = $"{open.Count} batches are still being answered ({string.Join(", ", open.Select(b => b.ProviderId))}); the next analysis takes them in." };
            }

            run.Report(new JobProgress(run.Latest.Percent, $"waiting for {open.Sum(b => Questions(b).Count)} answers in {open.Count} batches, {result.Discoveries} texts read"));
            await Task.Delay(Pause, time, run.Stopping);
        }
    }

    private async Task<AnalysisResult> TakeInAsync(AnalysisResult result, JobRun run)
    {
        foreach (var batch in await OpenAsync(run.Stopping))
        {
            if (batch.ProviderId is { } id && (await service.LookAsync(id, run.Stopping)).HasEnded)
            {
                result = await TakeInAsync(batch, await service.ReadAsync(id, run.Stopping), result, run);
            }
        }

        return result;
    }

    private async Task<AnalysisResult> TakeInAsync(LlmBatch batch, IReadOnlyList<BatchAnswer> answers, AnalysisResult result, JobRun run)
    {
        var byName = answers.Where(a => a.Answer is not null).GroupBy(a => a.Name).ToDictionary(g => g.Key, g => g.First().Answer!, StringComparer.Ordinal);
        var questions = Questions(batch);
        var texts = await TextsAsync(questions, run.Stopping);
        Dictionary<long, SortedDictionary<int, Extraction>> found = [];
        List<LlmQuestionCost> costs = [];
        foreach (var question in questions)
        {
            var parts = question.Parts.Select(p => texts.TryGetValue(p.Discovery, out var text) && p.Index >= 0 && p.Index < text.Parts.Count ? text.Parts[p.Index] : null).ToList();
            if (byName.GetValueOrDefault(question.Name) is not { } answer)
            {
                continue;
            }

            costs.Add(analyzer.Client.CostInBatch([.. question.Parts.Select((p, i) => parts[i]?.Share ?? new LlmShare(p.Discovery, null, 1))], answer));
            if (parts.TrueForAll(p => p is not null) && analyzer.Read(new PlannedCall([.. parts.Select(p => p!)]), answer) is { } read)
            {
                foreach (var (part, extraction) in question.Parts.Zip(read))
                {
                    (found.TryGetValue(part.Discovery, out var ofText) ? ofText : found[part.Discovery] = [])[part.Index] = extraction;
                }
            }
        }

        await analyzer.Client.Ledger.EnterBatchAsync(analyzer.Client.Access, batch.Id, costs, CancellationToken.None);
        var whole = texts.Values.Where(t => found.TryGetValue(t.Discovery.Id, out var parts) && parts.Count == t.Parts.Count)
            .Select(t => (t.Discovery, new TextOutcome(t.Parts[0].Text, PartMerge.Of([.. found[t.Discovery.Id].Values]) with { Unread = analyzer.Method.Unread(t.Parts[0].Text) }))).ToList();
        foreach (var some in whole.Chunk(SavedAtOnce))
        {
            result = await saving.TakeAsync(some, result, run.Stopping);
        }

        var unusable = texts.Count - whole.Count;
        var note = costs.Count == 0 ? "no answer in it was to a question of this batch" : $"{whole.Count} texts read, {unusable} without a usable answer";
        await EndAsync(batch, note, run.Stopping);
        run.Log($"Batch {batch.ProviderId}: {note}.", unusable > 0 ? JobRun.Warning : JobRun.Info);
        return result;
    }

    private async Task<Dictionary<long, (Discovery Discovery, IReadOnlyList<TextPart> Parts)>> TextsAsync(IReadOnlyList<BatchQuestion> questions, CancellationToken cancellationToken)
    {
        Dictionary<long, (Discovery, IReadOnlyList<TextPart>)> texts = [];
        foreach (var ids in questions.SelectMany(q => q.Parts).Select(p => p.Discovery).Distinct().Chunk(TextsAtOnce))
        {
            await using var context = database.CreateContext();
            foreach (var discovery in await Waiting(context).Where(d => ids.Contains(d.Id)).Include(d => d.Source).AsNoTracking().ToListAsync(cancellationToken))
            {
                texts[discovery.Id] = (discovery, analyzer.Method.Parts(AnalysisRun.TextOf(discovery)));
            }
        }

        return texts;
    }

    private async Task<List<LlmBatch>> OpenAsync(CancellationToken cancellationToken)
    {
        var (provider, reader) = (analyzer.Client.Access.Provider.ToWire(), analyzer.Name);
        await using var context = database.CreateContext();
        return await context.LlmBatches.AsNoTracking().Where(b => b.EndedAt == null && b.Provider == provider && b.Reader == reader).OrderBy(b => b.Id).ToListAsync(cancellationToken);
    }

    private async Task NumberAsync(LlmBatch batch, string providerId, CancellationToken cancellationToken)
    {
        batch.ProviderId = providerId;
        await using var context = database.CreateContext();
        await context.LlmBatches.Where(b => b.Id == batch.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.ProviderId, providerId), cancellationToken);
    }

    private async Task EndAsync(LlmBatch batch, string note, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var context = database.CreateContext();
        await context.LlmBatches.Where(b => b.Id == batch.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.EndedAt, now).SetProperty(b => b.Note, note), cancellationToken);
    }

    private static IReadOnlyList<BatchQuestion> Questions(LlmBatch batch) => JsonSerializer.Deserialize<IReadOnlyList<BatchQuestion>>(batch.Questions) ?? [];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private sealed record BatchQuestion(string Name, IReadOnlyList<BatchPart> Parts);

    /// <param name="Index">Which of the text's parts.</param>
    private sealed record BatchPart(long Discovery, int Index);
}
