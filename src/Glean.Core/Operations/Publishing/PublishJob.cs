using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;

namespace Glean.Operations.Publishing;

/// <summary>The job that publishes the site to the folder that the configuration names; nobody chooses a folder over the network.</summary>
public static class PublishJob
{
    public static readonly JobKind Kind = JobKind.Of(JobType.Publish, TimeSpan.FromMinutes(30), _ => true, (_, tools, run) => RunAsync(tools, run));

    private static async Task<object?> RunAsync(JobTools tools, JobRun run)
    {
        var folder = tools.Settings[SettingDefinitions.PublishDir]
            ?? throw new GleanException(FailureKind.Setting, "GLEAN_PUBLISH_DIR is not set.", "Set it to the folder of the site, and restart the server");
        var address = PublishRun.ReadAddress(tools.Settings[SettingDefinitions.PublishUrl]);
        var publish = new PublishRun(tools.Database, tools.Focus.Name);
        return await Task.Run(() => publish.Run(folder, address, run, run.Stopping), run.Stopping);
    }
}
