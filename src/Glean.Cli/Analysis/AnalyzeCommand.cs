using System.CommandLine;
using Glean.Analysis;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Storage;

namespace Glean.Cli.Analysis;

/// <summary><c>glean analyze</c></summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var limit = NumberOption.Optional("--limit", "Read at most N discoveries");
        var analyzer = AnalyzerOption.Create();
        var mock = new Option<bool>("--mock") { Description = "The same as --analyzer rules" };
        var json = GlobalOptions.Json();
        return new Command("analyze", "Unprocessed discoveries to tools and claims") { limit, analyzer, mock, json }.Does(
            async (session, parsed, cancellationToken) =>
            {
                var chosen = parsed.GetValue(mock) ? AnalyzerOption.Rules : parsed.GetValue(analyzer)!;
                var result = await RunAsync(session, chosen, parsed.GetValue(limit), cancellationToken);
                if (parsed.GetValue(json))
                {
                    session.WriteJson(result);
                }
                else
                {
                    Print(session, result);
                }

                return ExitCode.Done;
            });
    }

    public static async Task<AnalysisResult> RunAsync(Session session, string analyzerName, int? limit, CancellationToken cancellationToken)
    {
        session.Database.EnsureUsable(DatabaseAccess.Write);
        var analyzer = await AnalyzerOption.ResolveAsync(session, analyzerName, cancellationToken);
        session.Error.WriteLine($"Analyzer: {analyzer.Name}");
        return await ProgressDisplay.RunAsync("Analyzing", progress => new JobRunner(session.Database, session.Time).RunAsync(
            JobType.Analyze,
            scoutType: null,
            (report, token) => new AnalysisRun(session.Database, analyzer, session.Time).RunAsync(limit, report, token),
            progress,
            cancellationToken,
            options: new { Limit = limit }));
    }

    public static void Print(Session session, AnalysisResult result)
    {
        session.Out.WriteLine($"Read {result.Discoveries} discoveries: {result.Mentions} mentions of tools, {result.NewTools} tools new, {result.Claims} claims.");
        if (result.Dropped > 0)
        {
            session.Out.WriteLine($"{result.Dropped} claims were dropped: their quote stands nowhere in the text.");
        }

        if (result.SetAside > 0)
        {
            session.Out.WriteLine($"{result.SetAside} discoveries were set aside after three tries; their reason is in discoveries.set_aside_reason.");
        }
    }
}
