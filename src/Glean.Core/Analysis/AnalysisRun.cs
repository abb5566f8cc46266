using Glean.Analysis.Enrichment;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Llm;
using Glean.Storage;

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

    /// <summary>What is left of a range. Which of them are processed is asked with <c>=</c> where SQLite is to look into the index, and with <c>NOT</c> where it is to go through the rows in order.</summary>
    private const string Left = "set_aside_reason IS NULL AND id > @after AND id <= @up_to";

    private static readonly DiscoveryRange Everything = new(0, long.MaxValue);

    private readonly ExtractionStore store = new(database, time);
    private readonly DiscoveryRange within = range ?? Everything;

    /// <summary>Analyzes up to <paramref name="limit"/> discoveries, oldest first; null for all there are.</summary>
    /// <exception cref="GleanException">The language model cannot be had; what was read before stays.</exception>
    public async Task<AnalysisResult> RunAsync(int? limit, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var (waiting, first) = Waiting(database, within);
        var total = Math.Min(limit ?? int.MaxValue, waiting);
        var result = new AnalysisResult(0, 0, 0, 0, 0, 0);
        var seen = 0;
        var after = first - 1;
        while (seen < total)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = Next(after, Math.Min(range is null ? BatchSize : BatchSizeOfAShare, total - seen));
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
    internal void Rehearse()
    {
        Waiting(database, within);
        Next(within.After, BatchSize);
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

    /// <summary>How many discoveries wait.</summary>
    internal static int Count(GleanDatabase database) => Waiting(database, Everything).Count;

    /// <summary>Cuts those that wait into <paramref name="parts"/> ranges of as many texts each. Whoever reads one does not pass by the others.</summary>
    internal static IReadOnlyList<DiscoveryRange> Cut(GleanDatabase database, int parts)
    {
        using var connection = database.OpenForReading();
        var ends = connection.Rows(
            $"""
            SELECT max(id) FROM (SELECT id, ntile(@parts) OVER (ORDER BY id) AS part FROM discoveries WHERE processed = FALSE AND {Left}) waiting
            GROUP BY part ORDER BY part
            """,
            r => r.GetInt64(0),
            ("@parts", parts), ("@after", Everything.After), ("@up_to", Everything.UpTo));
        return [.. ends.Select((end, i) => new DiscoveryRange(i == 0 ? 0 : ends[i - 1], end))];
    }

    /// <summary>How many of a range wait, and the first of them.</summary>
    private static (int Count, long First) Waiting(GleanDatabase database, DiscoveryRange range)
    {
        using var connection = database.OpenForReading();
        return connection.Rows(
            $"SELECT count(*), coalesce(min(id), 1) FROM discoveries WHERE processed = FALSE AND {Left}",
            r => ((int)r.GetInt64(0), r.GetInt64(1)),
            ("@after", range.After), ("@up_to", range.UpTo))[0];
    }

    /// <summary>The next that wait, with what is read of them.</summary>
    private List<Discovery> Next(long after, int count)
    {
        using var connection = database.OpenForReading();
        return connection.Rows(
            $"""
            SELECT id, source_id, (SELECT s.name FROM sources s WHERE s.id = discoveries.source_id), source_url, title, raw_text, metadata, is_demo, attempts
            FROM discoveries WHERE NOT processed AND {Left} ORDER BY id LIMIT @count
            """,
            r => new Discovery
            {
                Id = r.GetInt64(0),
                SourceId = r.GetInt64(1),
                Source = new Source { Id = r.GetInt64(1), Name = r.GetString(2) },
                SourceUrl = r.GetString(3),
                Title = r.GetString(4),
                RawText = r.GetString(5),
                Metadata = r.GetString(6),
                IsDemo = r.GetBoolean(7),
                Attempts = r.GetInt32(8),
            },
            ("@after", after), ("@up_to", within.UpTo), ("@count", count));
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
        await database.WriteAsync(
            WriteTurn.Alone,
            connection => connection.Change(
                "UPDATE discoveries SET attempts = @attempts, set_aside_reason = @reason WHERE id = @id",
                ("@attempts", discovery.Attempts), ("@reason", discovery.SetAsideReason), ("@id", discovery.Id)),
            cancellationToken);
        return discovery.SetAsideReason is null ? soFar with { Failed = soFar.Failed + 1 } : soFar with { SetAside = soFar.SetAside + 1 };
    }
}
