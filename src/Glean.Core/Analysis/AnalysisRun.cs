using System.Data.Common;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>What an analysis did.</summary>
/// <param name="Discoveries">Read and marked as processed.</param>
/// <param name="NewTools">Tools not known before.</param>
/// <param name="Mentions">Times a discovery names a tool.</param>
/// <param name="Dropped">Quotes that stood nowhere in their text.</param>
/// <param name="SetAside">Discoveries given up after three tries.</param>
public sealed record AnalysisResult(int Discoveries, int NewTools, int Mentions, int Claims, int Dropped, int SetAside);

/// <summary>Takes unprocessed discoveries to tools and claims, batch by batch.</summary>
public sealed class AnalysisRun(GleanDatabase database, IAnalyzer analyzer, TimeProvider time)
{
    private const int BatchSize = 50;
    private const int MostAttempts = 3;

    /// <summary>Analyzes up to <paramref name="limit"/> discoveries, oldest first; null for all there are.</summary>
    public async Task<AnalysisResult> RunAsync(int? limit, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var total = Math.Min(limit ?? int.MaxValue, await CountAsync(cancellationToken));
        var result = new AnalysisResult(0, 0, 0, 0, 0, 0);
        var seen = 0;
        long after = 0;
        while (seen < total)
        {
            var batch = await NextAsync(after, Math.Min(BatchSize, total - seen), cancellationToken);
            if (batch.Count == 0)
            {
                break;
            }

            var extractions = new List<(Discovery Discovery, Extraction Extraction)>(batch.Count);
            foreach (var discovery in batch)
            {
                after = discovery.Id;
                if (await AnalyzeAsync(discovery, cancellationToken) is { } extraction)
                {
                    extractions.Add((discovery, extraction));
                }
                else if (discovery.SetAsideReason is not null)
                {
                    result = result with { SetAside = result.SetAside + 1 };
                }
            }

            result = await SaveAsync(extractions, result, cancellationToken);
            seen += batch.Count;
            progress.Report(new JobProgress(100 * seen / total, $"{seen} of {total} texts, {result.NewTools} new tools, {result.Claims} claims"));
        }

        return result;
    }

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

    private static IQueryable<Discovery> Waiting(GleanDbContext context) =>
        context.Discoveries.Where(d => !d.Processed && d.SetAsideReason == null);

    private async Task<Extraction?> AnalyzeAsync(Discovery discovery, CancellationToken cancellationToken)
    {
        try
        {
            var text = new SourceText(discovery.Title, discovery.RawText, discovery.Source?.Name ?? "", discovery.SourceUrl);
            return await analyzer.AnalyzeAsync(text, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // One text must not hold up the others: it is tried again by the next runs and then set aside with its reason.
            await RecordFailureAsync(discovery, $"{e.GetType().Name}: {e.Message}", cancellationToken);
            return null;
        }
    }

    private async Task<AnalysisResult> SaveAsync(
        List<(Discovery Discovery, Extraction Extraction)> extractions, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        var store = new ExtractionStore(database, time);
        try
        {
            return await store.SaveAsync(extractions, soFar, cancellationToken);
        }
        catch (Exception e) when (IsOfTheText(e) && !cancellationToken.IsCancellationRequested)
        {
            // One of them cannot be stored: alone, each shows whether it is the one.
            foreach (var extraction in extractions)
            {
                soFar = await SaveOneAsync(store, extraction, soFar, cancellationToken);
            }

            return soFar;
        }
    }

    private async Task<AnalysisResult> SaveOneAsync(
        ExtractionStore store, (Discovery Discovery, Extraction Extraction) one, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        try
        {
            return await store.SaveAsync([one], soFar, cancellationToken);
        }
        catch (Exception e) when (IsOfTheText(e) && !cancellationToken.IsCancellationRequested)
        {
            await RecordFailureAsync(one.Discovery, $"{e.GetType().Name}: {e.Message}", cancellationToken);
            return one.Discovery.SetAsideReason is null ? soFar : soFar with { SetAside = soFar.SetAside + 1 };
        }
    }

    /// <summary>A constraint broken or a value that cannot be stored; what ails the database as a whole ends the run.</summary>
    private static bool IsOfTheText(Exception exception)
    {
        const int constraint = 19;
        var sqlite = exception as SqliteException ?? exception.InnerException as SqliteException;
        return sqlite is null ? exception is not DbException : sqlite.SqliteErrorCode == constraint;
    }

    private async Task RecordFailureAsync(Discovery discovery, string reason, CancellationToken cancellationToken)
    {
        discovery.Attempts++;
        discovery.SetAsideReason = discovery.Attempts >= MostAttempts ? reason : null;
        await using var context = database.CreateContext();
        await context.Discoveries.Where(d => d.Id == discovery.Id).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.Attempts, discovery.Attempts)
            .SetProperty(d => d.SetAsideReason, discovery.SetAsideReason), cancellationToken);
    }
}
