using System.Data.Common;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Operations.Backups;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Operations.Doctor;

/// <summary>The runbook's checklists before and after a maintenance, with what the program can do of them done.</summary>
public sealed class MaintenanceWindow(GleanDatabase database, GleanSettings settings, TimeProvider time)
{
    private static readonly TimeSpan LogsLookedAt = TimeSpan.FromHours(1);

    /// <summary>Before: a fresh backup, opened again; what to note; how to go back.</summary>
    /// <param name="version">Version and commit of the program.</param>
    public async Task<IReadOnlyList<Finding>> BeforeAsync(string version, CancellationToken cancellationToken)
    {
        List<Finding> list = [Notify("1. notify users", "before the downtime")];
        try
        {
            var made = await new JobRunner(database, time).RunAsync(
                JobType.Backup,
                scoutType: null,
                (progress, token) => new BackupRun(database.ForBackups(), settings, time).RunAsync(encrypt: false, Keep(), progress, token),
                watch: null,
                cancellationToken);
            list.Add(Finding.Ok("2. fresh backup", made.File));
            var contents = await new BackupCheck(new BackupFolder(database.ForBackups()), settings).RunAsync(BackupFile.Of(made.File)!, cancellationToken);
            list.Add(Finding.Ok("3. backup verified", $"{contents.Tools} tools, {contents.Discoveries} discoveries, {contents.Claims} claims"));
            list.Add(Finding.Ok("4. version", version));
            list.Add(Finding.Ok("5. way back", $"this program and: glean restore {Path.GetFileName(made.File)}"));
        }
        catch (GleanException e)
        {
            list.Add(Finding.Fail("2. fresh backup", e.Message, e.NextStep ?? "Do not begin without one"));
            list.Add(Finding.Ok("4. version", version));
        }

        return list;
    }

    /// <summary>After: the server answers, everything is well, the index can be read and written, nothing failed.</summary>
    public async Task<IReadOnlyList<Finding>> AfterAsync(CancellationToken cancellationToken)
    {
        List<Finding> list = [await ServerAsync(cancellationToken)];
        var findings = new Examination(database, settings, time).Run();
        var bad = findings.Where(f => f.State == FindingState.Failed).ToList();
        list.Add(bad is [var first, ..]
            ? Finding.Fail("2. health checks", $"{bad.Count} failed; the first: {first.Check}: {first.Words}", "See all: glean doctor")
            : Finding.Ok("2. health checks", $"{findings.Count} checks, {findings.Count(f => f.State == FindingState.Warning)} to look at: glean doctor"));
        list.Add(CriticalFlows());
        list.Add(Failures());
        list.Add(Notify("5. notify users", "that Glean is back; update the status page"));
        return list;
    }

    private TimeSpan Keep() => TimeSpan.FromDays(new SettingStore(database, settings, time).Retention().BackupDays);

    private Finding Notify(string check, string when)
    {
        var people = "whoever uses it";
        if (database.Inspect() is DatabaseState.Ours)
        {
            using var connection = database.OpenForReading(pooling: false);
            people = $"{connection.Scalar("SELECT count(*) FROM users WHERE is_active = TRUE")} active accounts (glean user list)";
        }

        return new Finding(check, FindingState.ByHand, $"by hand: tell {people} {when}");
    }

    private async Task<Finding> ServerAsync(CancellationToken cancellationToken)
    {
        const string check = "1. services";
        var url = new Uri($"http://127.0.0.1:{settings[SettingDefinitions.Port]}/api/health");
        // The one address of this machine that the server itself was told to listen at.
        using var fetcher = new Fetcher(EgressOptions.FromEnvironment(name => name == EgressOptions.AllowVariable ? "127.0.0.1/32" : null), time);
        return await fetcher.FetchAsync(new FetchRequest(url), cancellationToken) switch
        {
            Fetched => Finding.Ok(check, $"the server answers at {url}"),
            FetchFailed failed => Finding.Fail(check, failed.Message, "Start it: glean serve"),
            var other => Finding.Fail(check, $"the server answers with {other.GetType().Name}", "See its log"),
        };
    }

    /// <summary>What people do most: list, search, and write, which is taken back.</summary>
    private Finding CriticalFlows()
    {
        const string check = "3. critical flows";
        try
        {
            database.EnsureUsable(DatabaseAccess.Write);
            using var connection = database.OpenForWriting(pooling: false);
            var tools = connection.Scalar("SELECT count(*) FROM tools");
            ToolReader.List(connection, new ToolFilter([], Search: "sales", Limit: 1));
            using var transaction = database.BeginWriting(connection);
            connection.Execute("UPDATE tools SET version = version", transaction);
            transaction.Rollback();
            return Finding.Ok(check, $"{tools} tools can be listed, searched and written");
        }
        catch (GleanException e)
        {
            return Finding.Fail(check, e.Message, e.NextStep ?? "");
        }
        catch (DbException e)
        {
            return Finding.Fail(check, e.Message, "See: glean doctor");
        }
    }

    private Finding Failures()
    {
        const string check = "4. errors since";
        if (database.Inspect() is not DatabaseState.Ours)
        {
            return Finding.Fail(check, "the database cannot be read", "See: glean doctor");
        }

        var since = time.GetUtcNow().UtcDateTime - LogsLookedAt;
        using var connection = database.OpenForReading(pooling: false);
        var failed = connection.Rows(
            "SELECT id FROM jobs WHERE status = 'failed' AND completed_at >= @since", r => r.GetString(0), ("@since", since)).ToList();
        return failed.Count == 0
            ? Finding.Ok(check, "no job failed within the hour; watch the log for FAILED")
            : Finding.Warn(check, $"{failed.Count} jobs failed within the hour", $"glean jobs show {failed[0]}");
    }
}
