using Glean.Analysis.Llm;
using Glean.Analysis.Rules;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Analysis;

/// <summary>What to analyze and how.</summary>
/// <param name="Limit">At most so many discoveries; null for all.</param>
/// <param name="Batch">Hand the texts over as a batch; null decides by their number.</param>
public sealed record AnalyzeOptions(int? Limit = null, string Analyzer = AnalyzerChoice.Auto, bool? Batch = null)
{
    /// <summary>Only the texts of this range; null for all.</summary>
    public DiscoveryRange? Range { get; init; }
}

/// <summary>Discoveries by their ids.</summary>
/// <param name="After">Those with a greater id than this.</param>
/// <param name="UpTo">The greatest of them.</param>
public sealed record DiscoveryRange(long After, long UpTo)
{
    /// <summary>Reads <c>after</c> and <c>up_to</c>; null when the job is whole.</summary>
    public static DiscoveryRange? Read(OptionReader options)
    {
        switch (options.Id("after"), options.Id("up_to"))
        {
            case (null, null):
                return null;
            case ({ } after, { } upTo) when after < upTo:
                return new DiscoveryRange(after, upTo);
            default:
                options.Refuse("up_to", "after and up_to are given together, and up_to is the greater id.");
                return null;
        }
    }
}

/// <summary>One analysis as the command line and the jobs run it: who reads, from which settings, and what that cost.</summary>
public sealed class AnalyzeWork(GleanDatabase database, GleanSettings settings, TimeProvider time, RedisLink? redis = null)
{
    private const int TextsInAShare = 250;

    /// <summary>Settings with what an admin stored, which is where keys of language models usually are.</summary>
    public static GleanSettings Effective(GleanDatabase database, GleanSettings settings, TimeProvider time) => new SettingStore(database, settings, time).Effective();

    /// <summary>
    /// Into which shares to cut it for several workers; none where it stays whole. What a language model reads is not shared: there the service is what is waited
    /// for, and one run keeps one budget.
    /// </summary>
    public IReadOnlyList<DiscoveryRange> Shares(AnalyzeOptions options)
    {
        if (options is { Range: not null } or { Limit: not null } or { Batch: true } || !AnalyzerChoice.IsBuiltIn(options.Analyzer, Effective(database, settings, time)))
        {
            return [];
        }

        var shares = JobShare.Count(database, AnalysisRun.Count(database), TextsInAShare);
        return shares > 1 ? AnalysisRun.Cut(database, shares) : [];
    }

    /// <param name="batchPatience">How long to wait for a batch in this run; the next one goes on from there.</param>
    /// <exception cref="GleanException">A setting is missing, or the language model cannot be had.</exception>
    public async Task<AnalysisResult> RunAsync(AnalyzeOptions options, TimeSpan batchPatience, JobRun run)
    {
        var effective = Effective(database, settings, time);
        run.Log($"Analyzer: {AnalyzerChoice.Describe(options.Analyzer, effective)}");
        var (focus, _) = new SettingStore(database, settings, time).Focus();
        using var chosen = AnalyzerChoice.Resolve(options.Analyzer, effective, focus, OwnTools(), database, run.JobId, time, redis);
        if (chosen is not { Analyzer: LlmAnalyzer llm, Ledger: { } spent })
        {
            return options.Batch is true ? throw NoBatches(chosen.Analyzer.Name) : await new AnalysisRun(database, chosen.Analyzer, time, range: options.Range).RunAsync(options.Limit, run, run.Stopping);
        }

        var result = await ReadAsync(llm, options, effective, batchPatience, run);
        if (result.Stopped is { } why)
        {
            run.Log(why, JobRun.Warning);
        }

        return result with { LlmCalls = spent.Calls, LlmTokens = spent.Job.Tokens, LlmCostUsd = Math.Round(spent.Job.Usd, 6) };
    }

    private async Task<AnalysisResult> ReadAsync(LlmAnalyzer llm, AnalyzeOptions options, GleanSettings effective, TimeSpan patience, JobRun run)
    {
        if (llm.Client.Batches is null)
        {
            return options.Batch is true ? throw NoBatches(llm.Name) : await new AnalysisRun(database, llm, time).RunAsync(options.Limit, run, run.Stopping);
        }

        var batches = new BatchedReading(database, llm, time);
        var taken = await batches.RunAsync(options, effective, patience, run);
        if (taken.Stopped is not null)
        {
            return taken;
        }

        // What a batch gave no usable answer to is read like any other text.
        var left = options.Limit - taken.Discoveries;
        var rest = left is <= 0
            ? new AnalysisResult(0, 0, 0, 0, 0, 0)
            : await new AnalysisRun(database, llm, time, await batches.UnderWayAsync(run.Stopping)).RunAsync(left, run, run.Stopping);
        return taken + rest;
    }

    private static GleanException NoBatches(string analyzer) =>
        new(FailureKind.Usage, $"The analyzer '{analyzer}' takes no batches; only Claude does.", "Leave --batch out, or use --analyzer claude");

    /// <summary>The tools a person approved are known before any text names them.</summary>
    private IReadOnlyList<CatalogueEntry> OwnTools()
    {
        using var connection = database.OpenForReading();
        return [.. Rules.OwnTools.Entries(connection.Tools("WHERE status = @approved", ("@approved", ToolStatus.Approved.ToWire())))];
    }
}
