using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Analysis;
using Glean.Cli.Curation;
using Glean.Cli.Operations;
using Glean.Operations;
using Glean.Scouts;
using Glean.Storage;

namespace Glean.Cli.Scouts;

/// <summary><c>glean pipeline</c></summary>
internal static class PipelineCommand
{
    public static Command Create()
    {
        var demo = new Option<bool>("--demo") { Description = "On the bundled sample texts, offline; creates the database if it is missing" };
        return new Command("pipeline", "Scout all, analyze, curate, status: the main job in one command") { demo }.Does(async (session, parsed, cancellationToken) =>
        {
            if (parsed.GetValue(demo))
            {
                new SchemaMigrator(session.Database).Up();
            }

            session.Database.EnsureUsable(DatabaseAccess.Write);
            var code = await RunAsync(session, parsed.GetValue(demo), cancellationToken);
            session.Out.WriteLine();
            session.Out.WriteLine("Next: glean review");
            return code;
        });
    }

    /// <summary>All stages, one after the other.</summary>
    public static async Task<int> RunAsync(Session session, bool demo, CancellationToken cancellationToken)
    {
        session.Out.WriteLine("1. Scouts");
        var code = await ScoutAsync(session, demo, cancellationToken);
        session.Out.WriteLine();
        session.Out.WriteLine("2. Analysis");
        AnalyzeCommand.Print(session, await AnalyzeCommand.RunAsync(session, new(), cancellationToken));
        session.Out.WriteLine();
        session.Out.WriteLine("3. Curation");
        CurateCommand.Print(session, await CurateCommand.RunAsync(session, new(), cancellationToken));
        session.Out.WriteLine();
        session.Out.WriteLine("4. Status");
        StatusCommand.Print(PipelineStatus.Read(session.Database, session.Stored.Thresholds(), session.Now), session.Out);
        return code;
    }

    /// <summary>What earlier runs found is worth analyzing also when no source can be reached now.</summary>
    private static async Task<int> ScoutAsync(Session session, bool demo, CancellationToken cancellationToken)
    {
        try
        {
            var results = demo
                ? await ScoutCommand.RunAllAsync(session, ScoutOptions.None.With(ScoutFields.Demo), cancellationToken)
                : await ScoutCommand.RunAllAsync(session, ScoutOptions.None, cancellationToken);
            return ScoutPrinter.Print(session, json: false, results);
        }
        catch (GleanException e) when (e.Kind == FailureKind.Work)
        {
            session.Error.WriteLine(e.Message);
            return ExitCode.WorkFailed;
        }
    }
}
