using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Storage;

namespace Glean.Cli.Scouts;

/// <summary><c>glean scout …</c>: a command for each scout of <see cref="ScoutList"/>, made of its definition.</summary>
internal static class ScoutCommand
{
    public static Command Create()
    {
        var command = new Command("scout", $"Collect what is said: {string.Join(", ", ScoutList.Definitions.Select(d => d.Command))}, or all of them");
        foreach (var definition in ScoutList.Definitions)
        {
            command.Add(One(definition));
        }

        command.Add(All());
        return command;
    }

    private static Command One(ScoutDefinition definition)
    {
        var options = new ScoutOptionSet(definition.Options);
        var json = GlobalOptions.Json();
        var command = new Command(definition.Command, definition.Summary);
        options.AddTo(command);
        command.Add(json);
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            var wanted = options.Read(parsed);
            session.Database.EnsureUsable(DatabaseAccess.Write);
            return ScoutPrinter.Print(session, parsed.GetValue(json), [await RunAsync(session, definition, wanted, cancellationToken)]);
        });
    }

    private static Command All()
    {
        var options = new ScoutOptionSet([]);
        var json = GlobalOptions.Json();
        var command = new Command(ScoutJob.All, "Run every configured source, and say which are not configured");
        options.AddTo(command);
        command.Add(json);
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            return ScoutPrinter.Print(session, parsed.GetValue(json), await RunAllAsync(session, options.Read(parsed), cancellationToken));
        });
    }

    /// <summary>Every source that can run as it is configured; the others are named.</summary>
    public static async Task<IReadOnlyList<ScoutResult>> RunAllAsync(Session session, ScoutOptions options, CancellationToken cancellationToken)
    {
        List<ScoutResult> results = [];
        foreach (var definition in ScoutList.Definitions)
        {
            try
            {
                results.Add(await RunAsync(session, definition, options, cancellationToken));
            }
            catch (GleanException e) when (e.Kind == FailureKind.Setting)
            {
                session.Error.WriteLine($"{definition.Command}: left out. {e.Message}");
            }
        }

        return results;
    }

    /// <summary>One run under a job of its own; a run that failed is failed there, and told by its result here.</summary>
    private static async Task<ScoutResult> RunAsync(Session session, ScoutDefinition definition, ScoutOptions options, CancellationToken cancellationToken)
    {
        ScoutJob.EnsureRunnable(definition, options, session.Tools);
        ScoutResult? result = null;
        try
        {
            var title = options[ScoutFields.Demo] ? $"Sample texts of {definition.Title}" : $"Reading {definition.Title}";
            return await ProgressDisplay.RunAsync(title, progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Scout,
                definition.Name,
                async (report, token) =>
                {
                    result = await ScoutJob.RunOneAsync(definition.Name, options, session.Tools, report, token);
                    return result.Failed ? throw new GleanException(FailureKind.Work, result.Words!) : result;
                },
                progress,
                cancellationToken,
                options: options.ToJson()));
        }
        catch (GleanException) when (result is not null)
        {
            return result;
        }
    }
}
