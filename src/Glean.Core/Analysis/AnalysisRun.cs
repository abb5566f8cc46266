using Glean.Analysis.Enrichment;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Llm;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>What an analysis did.</summary>
/// <param name="Discoveries">Read and marked as processed.</param>
/// <param name="NewTools">Tools not known before.</param>
/// <param name="Mentions">Times a discovery names a tool.</param>
/// <param name="Dropped">Names and quotes that stood nowhere in their text.</param>
/// <param name="SetAside">Discoveries given up after three tries.</param>
public sealed record AnalysisResult(int Discoveries, int NewTools, int Mentions, int Claims, int Dropped, int SetAside)
{
    /// <summary>Discoveries that could not be read this time; they are tried again.</summary>
    public int Failed { get; init; }

    /// <summary>Discoveries too long for a language model to be shown whole; what lies beyond was not read.</summary>
    public int CutShort { get; init; }

    /// <summary>Why it ended before all was read although nothing is wrong, in words; null when all was read.</summary>
    public string? Stopped { get; init; }

    /// <summary>What a language model was asked, and what that used.</summary>
    public int LlmCalls { get; init; }

    public long LlmTokens { get; init; }

    public double LlmCostUsd { get; init; }

    /// <summary>What two runs did together.</summary>
    public static AnalysisResult operator +(AnalysisResult one, AnalysisResult other) => new(
        one.Discoveries + other.Discoveries, one.NewTools + other.NewTools, one.Mentions + other.Mentions,
        one.Claims + other.Claims, one.Dropped + other.Dropped, one.SetAside + other.SetAside)
    {
        Failed = one.Failed + other.Failed,
        CutShort = one.CutShort + other.CutShort,
        Stopped = other.Stopped ?? one.Stopped,
        LlmCalls = one.LlmCalls + other.LlmCalls,
        LlmTokens = one.LlmTokens + other.LlmTokens,
        LlmCostUsd = one.LlmCostUsd + other.LlmCostUsd,
    };
}

/// <summary>Takes unprocessed discoveries to tools and claims, batch by batch.</summary>
/// <param name="elsewhere">Discoveries that somebody else reads: they are handed over and their answers are awaited.</param>
/// <param name="range">Only those of this range; null for all.</param>
public sealed class AnalysisRun(GleanDatabase database, IAnalyzer analyzer, TimeProvider time, IReadOnlySet<long>? elsewhere = null, DiscoveryRange? range = null)
{
    private const int BatchSize = 50;

    /// <summary>
    /// A share is one of thousands of texts, and what a statement costs beside its rows is the same for more of them. The texts of a batch are
    /// in memory at once.
    /// </summary>
    private const int BatchSizeOfAShare = 400;

    private const int MostAttempts = 3;

    private readonly ExtractionStore store = new(database, time);

    /// <summary>Analyzes up to <paramref name="limit"/> discoveries, oldest first; null for all there are.</summary>
    /// <exception cref="GleanException">The language model cannot be had; what was read before stays.</exception>
    public async Task<AnalysisResult> RunAsync(int? limit, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var total = Math.Min(limit ?? int.MaxValue, await CountAsync(cancellationToken));
        var result = new AnalysisResult(0, 0, 0, 0, 0, 0);
        var seen = 0;
        long after = 0;
        while (seen < total)
        {
            var batch = await NextAsync(after, Math.Min(range is null ? BatchSize : BatchSizeOfAShare, total - seen), cancellationToken);
            if (batch.Count == 0)
            {
                break;
            }

            after = batch[^1].Id;
            seen += batch.Count;
            var mine = batch.Where(d => elsewhere?.Contains(d.Id) is not true).ToDictionary(d => d.Id);
            var handled = seen - mine.Count;
            try
            {
                await foreach (var outcomes in analyzer.AnalyzeAllAsync([.. mine.Values.Select(TextOf)], cancellationToken))
                {
                    result = await TakeAsync([.. outcomes.Select(o => (mine[o.Text.DiscoveryId!.Value], o))], result, cancellationToken);
                    handled += outcomes.Count;
                    progress.Report(new JobProgress(100 * handled / total, $"{result.Discoveries} of {total} texts, {result.NewTools} new tools, {result.Claims} claims"));
                }
            }
            catch (LlmBudgetException e)
            {
                return result with { Stopped = $"{e.Message} {Kept(result)}" };
            }
            catch (ServiceFailedException e)
            {
                throw new GleanException(FailureKind.Work, $"{e.Message}{Said(e.Failure)}", Kept(result), e);
            }
            catch (GleanException e) when (e.NextStep is null)
            {
                throw new GleanException(e.Kind, e.Message, Kept(result), e);
            }
        }

        return result;
    }

    /// <summary>Asks what <see cref="RunAsync"/> asks before it reads, and fetches some texts without reading them.</summary>
    internal async Task RehearseAsync(CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken);
        await NextAsync(0, BatchSize, cancellationToken);
    }

    /// <summary>What an analyzer reads of a discovery.</summary>
    internal static SourceText TextOf(Discovery discovery) => new(discovery.Title, discovery.RawText, discovery.Source?.Name ?? "", discovery.SourceUrl)
    {
        DiscoveryId = discovery.Id,
        SourceId = discovery.SourceId,
        JsonLd = DiscoveryFacts.JsonLdOf(discovery.Metadata),
    };

    /// <summary>Saves what was found, and notes what failed.</summary>
    internal async Task<AnalysisResult> TakeAsync(
        IReadOnlyList<(Discovery Discovery, TextOutcome Outcome)> outcomes, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        foreach (var (discovery, outcome) in outcomes.Where(o => o.Outcome.Extraction is null))
        {
            soFar = await FailAsync(discovery, outcome.Failure!, soFar, cancellationToken);
        }

        return await SaveAsync([.. outcomes.Where(o => o.Outcome.Extraction is not null).Select(o => (o.Discovery, o.Outcome.Extraction!))], soFar, cancellationToken);
    }

    private static string Kept(AnalysisResult result) => $"The {result.Discoveries} texts read before are kept; the others wait for the next run.";

    /// <summary>The service's own words are foreign text, so they are cut and set in quotation marks.</summary>
    private static string Said(FetchFailed failed) => failed.Detail is { Length: > 0 } detail
        ? $" It said: “{string.Concat(detail.ReplaceLineEndings(" ").Where(c => !char.IsControl(c)).Take(300))}”."
        : "";

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await Waiting(context).CountAsync(cancellationToken);
    }

    private async Task<List<Discovery>> NextAsync(long after, int count, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await Waiting(context)
            .Where(d => d.Id > after)
            .OrderBy(d => d.Id)
            .Take(count)
            .Include(d => d.Source)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    /// <summary>How many discoveries wait.</summary>
    internal static async Task<int> CountAsync(GleanDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await Waiting(context, null).CountAsync(cancellationToken);
    }

    /// <summary>Cuts those that wait into <paramref name="parts"/> ranges of as many texts each. Whoever reads one does not pass by the others.</summary>
    internal static async Task<IReadOnlyList<DiscoveryRange>> CutAsync(GleanDatabase database, int parts, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var ends = await context.Database.SqlQuery<long>(
            $"""
            SELECT max(id) AS "Value"
            FROM (SELECT id, ntile({parts}) OVER (ORDER BY id) AS part FROM discoveries WHERE NOT processed AND set_aside_reason IS NULL) waiting
            GROUP BY part ORDER BY part
            """).ToListAsync(cancellationToken);
        return [.. ends.Select((end, i) => new DiscoveryRange(i == 0 ? 0 : ends[i - 1], end))];
    }

    private IQueryable<Discovery> Waiting(GleanDbContext context) => Waiting(context, range);

    private static IQueryable<Discovery> Waiting(GleanDbContext context, DiscoveryRange? range)
    {
        var waiting = context.Discoveries.Where(d => !d.Processed && d.SetAsideReason == null);
        return range is null ? waiting : waiting.Where(d => d.Id > range.After && d.Id <= range.UpTo);
    }

    private async Task<AnalysisResult> SaveAsync(
        List<(Discovery Discovery, Extraction Extraction)> extractions, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        try
        {
            return await store.SaveAsync(extractions, soFar, cancellationToken);
        }
        catch (Exception e) when (IsOfTheText(e) && !cancellationToken.IsCancellationRequested)
        {
            // One of them cannot be stored: alone, each shows whether it is the one.
            foreach (var extraction in extractions)
            {
                soFar = await SaveOneAsync(extraction, soFar, cancellationToken);
            }

            return soFar;
        }
    }

    private async Task<AnalysisResult> SaveOneAsync(
        (Discovery Discovery, Extraction Extraction) one, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        try
        {
            return await store.SaveAsync([one], soFar, cancellationToken);
        }
        catch (Exception e) when (IsOfTheText(e) && !cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(one.Discovery, $"{e.GetType().Name}: {e.Message}", soFar, cancellationToken);
        }
    }

    /// <summary>A constraint broken or a value that cannot be stored; what ails the database as a whole ends the run.</summary>
    private static bool IsOfTheText(Exception exception) => DatabaseTroubles.Behind(exception) is null or DatabaseTrouble.Value;

    private async Task<AnalysisResult> FailAsync(Discovery discovery, string reason, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        discovery.Attempts++;
        discovery.SetAsideReason = discovery.Attempts >= MostAttempts ? StorableText.Of(reason) : null;
        await using var context = database.CreateContext();
        await context.Discoveries.Where(d => d.Id == discovery.Id).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.Attempts, discovery.Attempts)
            .SetProperty(d => d.SetAsideReason, discovery.SetAsideReason), cancellationToken);
        return discovery.SetAsideReason is null ? soFar with { Failed = soFar.Failed + 1 } : soFar with { SetAside = soFar.SetAside + 1 };
    }
}
