using System.IO.Compression;
using System.Text.RegularExpressions;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Operations.Backups;

/// <summary>A backup that was made.</summary>
/// <param name="Removed">Older ones that went away for it.</param>
public sealed record BackupResult(string File, long Bytes, long Tools, long Discoveries, long Claims, int Removed);

/// <summary>
/// Copies the database while others use it, looks whether the copy is sound, and packs it. It gets its name only when it
/// is whole: what is called a backup is one.
/// </summary>
public sealed partial class BackupRun(GleanDatabase database, TimeProvider time)
{
    /// <summary>So many backups stay, however old they are.</summary>
    public const int LeastKept = 3;

    private const string Partial = ".partial";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The folder of the backups, beside the database.</summary>
    public string Folder { get; } = Path.Combine(Path.GetDirectoryName(database.Path)!, "backups");

    /// <param name="keep">So many stay; null for those of the days of <paramref name="retention"/>, and <see cref="LeastKept"/> at the least.</param>
    public async Task<BackupResult> RunAsync(int? keep, Retention retention, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var name = $"glean-{time.GetUtcNow():yyyyMMdd-HHmmss}.db";
        var copy = Path.Combine(Folder, name + Partial);
        var packed = Path.Combine(Folder, name + ".gz");
        try
        {
            progress.Report(new JobProgress(0, "copying the database"));
            Copy(copy);
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(new JobProgress(40, "checking the copy"));
            var (tools, discoveries, claims) = Check(copy);
            progress.Report(new JobProgress(60, "packing the copy"));
            await PackAsync(copy, packed + Partial, cancellationToken);
            File.Move(packed + Partial, packed, overwrite: true);
            return new BackupResult(packed, new FileInfo(packed).Length, tools, discoveries, claims, Retain(keep, retention));
        }
        finally
        {
            File.Delete(copy);
            File.Delete(packed + Partial);
        }
    }

    private void Copy(string copy)
    {
        File.Delete(copy);
        // SQLite takes an empty file as it is, and with it its mode.
        Create(copy).Dispose();
        using var connection = SqliteSession.Open(database.Path, pooling: false);
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    private static (long Tools, long Discoveries, long Claims) Check(string copy)
    {
        using var connection = SqliteSession.Open(copy, Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly, pooling: false);
        if (connection.Scalar("PRAGMA integrity_check") is not "ok")
        {
            throw new GleanException(FailureKind.Database, "The copy of the database is not sound; no backup was made.", "Look at the database: glean doctor");
        }

        return ((long)connection.Scalar("SELECT count(*) FROM tools")!,
            (long)connection.Scalar("SELECT count(*) FROM discoveries")!,
            (long)connection.Scalar("SELECT count(*) FROM claims")!);
    }

    private static async Task PackAsync(string from, string to, CancellationToken cancellationToken)
    {
        File.Delete(to);
        await using var source = File.OpenRead(from);
        await using var target = Create(to);
        await using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            await source.CopyToAsync(gzip, cancellationToken);
        }

        target.Flush(flushToDisk: true);
    }

    /// <returns>How many were removed.</returns>
    private int Retain(int? keep, Retention retention)
    {
        var from = $"glean-{time.GetUtcNow().AddDays(-retention.BackupDays):yyyyMMdd-HHmmss}";
        // Only what this made: a copy that a person put there is his.
        var old = Directory.EnumerateFiles(Folder)
            .Where(f => OwnName().IsMatch(Path.GetFileName(f)))
            .OrderByDescending(Path.GetFileName, StringComparer.Ordinal)
            .Skip(keep ?? LeastKept)
            .Where(f => keep is not null || string.CompareOrdinal(Path.GetFileName(f), from) < 0)
            .ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    [GeneratedRegex(@"^glean-\d{8}-\d{6}\.db\.gz$")]
    private static partial Regex OwnName();
}

/// <summary>The job that makes a backup.</summary>
public static class BackupJob
{
    private const int MostKept = 1000;

    public static readonly JobKind Kind = JobKind.Of(
        JobType.Backup,
        TimeSpan.FromMinutes(30),
        options => options.Whole("keep", 1, MostKept),
        async (keep, tools, run) => await new BackupRun(tools.Database, tools.Time).RunAsync(keep, tools.Stored.Retention(), run, run.Stopping));
}
