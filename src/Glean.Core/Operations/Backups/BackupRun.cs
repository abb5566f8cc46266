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
public sealed class BackupRun(GleanDatabase database, GleanSettings settings, TimeProvider time)
{
    private readonly BackupFolder folder = new(database);

    /// <param name="keep">How long older backups of Glean's own naming stay.</param>
    public async Task<BackupResult> RunAsync(bool encrypt, TimeSpan keep, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        folder.Prepare();
        RemoveLeftovers();
        var name = $"glean-{time.GetUtcNow():yyyyMMdd-HHmmss}.db";
        var copy = Path.Combine(folder.Path, name + BackupFolder.Partial);
        var packed = Path.Combine(folder.Path, name + ".gz");
        var target = encrypt ? packed + ".enc" : packed;
        try
        {
            progress.Report(new JobProgress(0, "copying the database"));
            Copy(copy);
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(new JobProgress(40, "checking the copy"));
            var contents = BackupCheck.Look(BackupFile.Of(Path.Combine(folder.Path, name))!, copy);
            progress.Report(new JobProgress(60, "packing the copy"));
            await PackAsync(copy, packed + BackupFolder.Partial, cancellationToken);
            if (encrypt)
            {
                progress.Report(new JobProgress(80, "encrypting"));
                await SealAsync(packed + BackupFolder.Partial, target + BackupFolder.Partial, cancellationToken);
            }

            File.Move(target + BackupFolder.Partial, target, overwrite: true);
            return new BackupResult(
                target, new FileInfo(target).Length, encrypt, contents.Tools, contents.Discoveries, contents.Claims,
                folder.Retain(keep, time.GetUtcNow().UtcDateTime));
        }
        finally
        {
            File.Delete(copy);
            File.Delete(packed + BackupFolder.Partial);
            File.Delete(target + BackupFolder.Partial);
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
        GleanDatabase.CreatePrivate(copy);
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
