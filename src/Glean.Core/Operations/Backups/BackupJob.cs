using Glean.Catalog;
using Glean.Jobs;

namespace Glean.Operations.Backups;

/// <summary>What a backup job is asked for.</summary>
/// <param name="Drill">Make none, but open the newest one as a restore would.</param>
public sealed record BackupOptions(bool Encrypt, int? KeepDays, bool Drill);

/// <summary>The job that makes a backup, or proves that the newest one can be restored.</summary>
public static class BackupJob
{
    private const int MostDays = 36_500;

    public static readonly JobKind Kind = JobKind.Of(
        JobType.Backup,
        TimeSpan.FromMinutes(30),
        options => new BackupOptions(options.Flag("encrypt") ?? false, options.Whole("keep_days", 1, MostDays), options.Flag("drill") ?? false),
        RunAsync);

    private static async Task<object?> RunAsync(BackupOptions options, JobTools tools, JobRun run)
    {
        if (options.Drill)
        {
            return await DrillAsync(tools, run);
        }

        var days = options.KeepDays ?? tools.Stored.Retention().BackupDays;
        return await new BackupRun(tools.Database.ForBackups(), tools.Settings, tools.Time).RunAsync(options.Encrypt, TimeSpan.FromDays(days), run, run.Stopping);
    }

    private static async Task<BackupContents> DrillAsync(JobTools tools, JobRun run)
    {
        var folder = new BackupFolder(tools.Database.ForBackups());
        if (folder.List() is not [var newest, ..])
        {
            throw new GleanException(FailureKind.Work, $"There is no backup in {folder.Path}.", "Make one: glean backup create");
        }

        run.Report(new JobProgress(10, $"opening {newest.Name}"));
        var contents = await new BackupCheck(folder, tools.Settings).RunAsync(newest, run.Stopping);
        run.Log($"{newest.Name} can be restored: {contents.Tools} tools, {contents.Discoveries} discoveries, {contents.Claims} claims.");
        return contents;
    }
}
