using System.IO.Compression;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Operations.Backups;

/// <summary>A backup that was made.</summary>
/// <param name="Removed">Older ones that went away for it.</param>
public sealed record BackupResult(string File, long Bytes, bool Encrypted, long Tools, long Discoveries, long Claims, int Removed);

/// <summary>
/// Copies the database while others use it, looks whether the copy is sound, packs it and, if wanted, encrypts it. It gets its
/// name only when it is whole: what is called a backup is one.
/// </summary>
public sealed class BackupRun(SqliteDatabase database, GleanSettings settings, TimeProvider time)
{
    private readonly BackupFolder folder = new(database);

    /// <param name="keep">How long older backups of Glean's own naming stay.</param>
    public async Task<BackupResult> RunAsync(bool encrypt, TimeSpan keep, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        folder.Prepare();
        RemoveLeftovers();
        var begun = time.GetUtcNow();
        var name = $"glean-{begun:yyyyMMdd-HHmmss}.db";
        // Another process may make one in the same second.
        var copy = Path.Combine(folder.Path, $"{name}.{Guid.NewGuid():N}{BackupFolder.Partial}");
        var (packed, secret) = (copy + ".gz", copy + ".gz.enc");
        try
        {
            progress.Report(new JobProgress(0, "copying the database"));
            Copy(copy);
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(new JobProgress(40, "checking the copy"));
            var contents = BackupCheck.Look(BackupFile.Of(Path.Combine(folder.Path, name))!, copy);
            progress.Report(new JobProgress(60, "packing the copy"));
            await PackAsync(copy, packed, cancellationToken);
            if (encrypt)
            {
                progress.Report(new JobProgress(80, "encrypting"));
                await SealAsync(packed, secret, cancellationToken);
            }

            var target = encrypt ? Settle(secret, begun, ".db.gz.enc") : Settle(packed, begun, ".db.gz");
            return new BackupResult(
                target, new FileInfo(target).Length, encrypt, contents.Tools, contents.Discoveries, contents.Claims,
                folder.Retain(keep, time.GetUtcNow().UtcDateTime));
        }
        finally
        {
            File.Delete(copy);
            File.Delete(packed);
            File.Delete(secret);
        }
    }

    /// <summary>
    /// Gives what is whole its name, that of the first second from <paramref name="begun"/> on which has none. A file beside it holds the name meanwhile:
    /// a move alone would take the place of what another process moved there in the same moment.
    /// </summary>
    private string Settle(string made, DateTimeOffset begun, string ending)
    {
        for (var at = begun; ; at = at.AddSeconds(1))
        {
            var target = Path.Combine(folder.Path, $"glean-{at:yyyyMMdd-HHmmss}{ending}");
            var held = target + BackupFolder.Partial;
            try
            {
                new FileStream(held, FileMode.CreateNew).Dispose();
            }
            catch (IOException) when (File.Exists(held) || File.Exists(target))
            {
                continue; // It belongs to another process.
            }

            try
            {
                if (!File.Exists(target))
                {
                    File.Move(made, target);
                    return target;
                }
            }
            finally
            {
                File.Delete(held);
            }
        }
    }

    /// <summary>What a run that was killed left behind; one that lives writes to its file.</summary>
    private void RemoveLeftovers()
    {
        var longAgo = time.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*" + BackupFolder.Partial + "*").Where(f => File.GetLastWriteTimeUtc(f) < longAgo))
        {
            File.Delete(file);
        }
    }

    private void Copy(string copy)
    {
        File.Delete(copy);
        // SQLite takes an empty file as it is, and with it its mode.
        SqliteDatabase.CreatePrivate(copy);
        using var connection = SqliteSession.Open(database.Path, pooling: false);
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    private static async Task PackAsync(string from, string to, CancellationToken cancellationToken)
    {
        File.Delete(to);
        await using var source = File.OpenRead(from);
        await using var target = BackupFolder.Create(to);
        await using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            await source.CopyToAsync(gzip, cancellationToken);
        }

        target.Flush(flushToDisk: true);
    }

    private async Task SealAsync(string from, string to, CancellationToken cancellationToken)
    {
        File.Delete(to);
        await using var source = File.OpenRead(from);
        await using var target = BackupFolder.Create(to);
        await SealedStream.SealAsync(source, target, DataKey.ForBackups(settings), cancellationToken);
        target.Flush(flushToDisk: true);
    }
}
