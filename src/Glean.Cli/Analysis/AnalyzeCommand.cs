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
    /// <summary>Somebody waits at the terminal, or has left it to run over night.</summary>
    private static readonly TimeSpan BatchPatience = TimeSpan.FromHours(25);

    public static Command Create()
    {
        var limit = NumberOption.Optional("--limit", "Read at most N discoveries");
        var analyzer = AnalyzerOption.Create();
        var mock = new Option<bool>("--mock") { Description = "The same as --analyzer rules" };
        var batch = new Option<bool>("--batch") { Description = "Hand the texts to Claude as a batch: half the price, answers within a day" };
        var json = GlobalOptions.Json();
        return new Command("analyze", "Unprocessed discoveries to tools and claims") { limit, analyzer, mock, batch, json }.Does(
            async (session, parsed, cancellationToken) =>
            {
                var options = new AnalyzeOptions(
                    parsed.GetValue(limit), parsed.GetValue(mock) ? AnalyzerChoice.Rules : parsed.GetValue(analyzer)!, parsed.GetValue(batch) ? true : null);
                var result = await RunAsync(session, options, cancellationToken);
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

    public static async Task<AnalysisResult> RunAsync(Session session, AnalyzeOptions options, CancellationToken cancellationToken)
    {
        session.Database.EnsureUsable(DatabaseAccess.Write);
        session.Error.WriteLine($"Analyzer: {AnalyzerChoice.Describe(options.Analyzer, AnalyzeWork.Effective(session.Database, session.Settings, session.Time))}");
        var work = new AnalyzeWork(session.Database, session.Settings, session.Time, session.Redis);
        return await ProgressDisplay.RunAsync("Analyzing", progress => new JobRunner(session.Database, session.Time).RunAsync(
            JobType.Analyze,
            scoutType: null,
            run => work.RunAsync(options, BatchPatience, run),
            progress,
            cancellationToken,
            options));
    }

    public static void Print(Session session, AnalysisResult result)
    {
        session.Out.WriteLine($"Read {result.Discoveries} discoveries: {result.Mentions} mentions of tools, {result.NewTools} tools new, {result.Claims} claims.");
        if (result.Dropped > 0)
        {
            session.Out.WriteLine($"{result.Dropped} names and quotes were dropped: they stand nowhere in the text.");
        }

        if (result.CutShort > 0)
        {
            session.Out.WriteLine($"{result.CutShort} discoveries are longer than what a language model is shown; their ends were not read. --analyzer rules reads texts of any length.");
        }

        if (result.Failed > 0)
        {
            session.Out.WriteLine($"{result.Failed} discoveries could not be read; the next runs try them again.");
        }

        if (result.SetAside > 0)
        {
            session.Out.WriteLine($"{result.SetAside} discoveries were set aside after three tries; their reason is in discoveries.set_aside_reason.");
        }

        if (result.LlmCalls > 0)
        {
            session.Out.WriteLine($"The language model answered {result.LlmCalls} questions: {result.LlmTokens:N0} tokens, {result.LlmCostUsd:0.0000} USD.");
        }

        if (result.Stopped is not null)
        {
            session.Out.WriteLine($"Stopped: {result.Stopped}");
        }
    }
}
