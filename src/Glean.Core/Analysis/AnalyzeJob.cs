using Glean.Analysis.Rules;
using Glean.Catalog;
using Glean.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>The job that takes unprocessed discoveries to tools and claims.</summary>
public static class AnalyzeJob
{
    private const int MostTexts = 1_000_000;

    public static readonly JobKind Kind = JobKind.Of(JobType.Analyze, TimeSpan.FromHours(2), options => options.Whole("limit", 1, MostTexts), RunAsync);

    private static async Task<object?> RunAsync(int? limit, JobTools tools, JobRun run)
    {
        await using var context = tools.Database.CreateContext();
        var vouchedFor = await context.Tools.AsNoTracking().Include(t => t.Aliases).Where(t => t.Status == ToolStatus.Approved).ToListAsync(run.Stopping);
        var analyzer = new RulesAnalyzer(OwnTools.Entries(vouchedFor));
        run.Log($"Analyzer: {analyzer.Name}");
        return await new AnalysisRun(tools.Database, analyzer, tools.Time).RunAsync(limit, run, run.Stopping);
    }
}
