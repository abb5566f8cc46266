using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Operations.Publishing;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Cli.Operations;

/// <summary><c>glean publish</c></summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("DIR") { Description = "An empty folder, or one published before; GLEAN_PUBLISH_DIR when left out", Arity = ArgumentArity.ZeroOrOne };
        var address = new Option<string?>("--base-url") { Description = "Where the site can be reached; GLEAN_PUBLISH_URL when left out", HelpName = "URL" };
        var json = GlobalOptions.Json();
        return new Command("publish", "Write the approved index as a site that needs no server, with feeds") { folder, address, json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var to = parsed.GetValue(folder) ?? session.Settings[SettingDefinitions.PublishDir]
                ?? throw new GleanException(FailureKind.Usage, "There is no folder to publish to.", "Name one: glean publish DIR, or set GLEAN_PUBLISH_DIR");
            var at = PublishRun.ReadAddress(parsed.GetValue(address) ?? session.Settings[SettingDefinitions.PublishUrl]);
            var publish = new PublishRun(session.Database, session.Stored.Focus().Focus.Name);
            var report = await ProgressDisplay.RunAsync("Publishing", progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Publish, scoutType: null, (run, token) => Task.Run(() => publish.Run(to, at, run, token), token), progress, cancellationToken));
            if (parsed.GetValue(json))
            {
                session.WriteJson(report);
                return ExitCode.Done;
            }

            session.Out.WriteLine($"Published {report.Tools} tools, {report.Changes} changes and {report.Categories} categories to {report.Folder} ({report.Files} files).");
            if (at == PublishRun.NoAddress)
            {
                session.Out.WriteLine($"Feeds and the map name {at} until you say where the site is: --base-url https://…");
            }

            return ExitCode.Done;
        });
    }
}
