using System.IO.Compression;
using Glean.Catalog;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Operations.Backups;

/// <summary>Makes a plain database of a backup of any format.</summary>
public sealed class BackupUnpacker(GleanSettings settings)
{
    /// <summary>Writes the database that is in <paramref name="file"/> to <paramref name="target"/>, a file that is not there yet; mode 600.</summary>
    /// <exception cref="GleanException">The file cannot be read, or holds no database.</exception>
    public async Task UnpackAsync(BackupFile file, string target, CancellationToken cancellationToken)
    {
        try
        {
            SqliteDatabase.CreatePrivate(target);
            await using var source = File.OpenRead(file.Path);
            if (file.IsEncrypted)
            {
                await OpenSealedAsync(file, source, target, cancellationToken);
            }
            else
            {
                await WriteAsync(file, source, target, cancellationToken);
            }
        }
        catch (InvalidDataException e)
        {
            throw Unreadable(file, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Work, $"{file.Path} cannot be unpacked: {e.Message}", "See who owns it and what room there is: ls -l, df -h", e);
        }
    }

    private async Task OpenSealedAsync(BackupFile file, FileStream source, string target, CancellationToken cancellationToken)
    {
        var opened = target + ".opened";
        try
        {
            await using var plain = BackupFolder.Create(opened);
            await SealedStream.OpenAsync(source, plain, DataKey.ForBackups(settings), cancellationToken);
            plain.Position = 0;
            await WriteAsync(file, plain, target, cancellationToken);
        }
        finally
        {
            File.Delete(opened);
        }
    }

    private static async Task WriteAsync(BackupFile file, Stream source, string target, CancellationToken cancellationToken)
    {
        await using var plain = file.IsPacked ? new GZipStream(source, CompressionMode.Decompress) : source;
        switch (file.Format)
        {
            case BackupFormat.Database:
                await using (var copy = new FileStream(target, FileMode.Open, FileAccess.Write))
                {
                    await plain.CopyToAsync(copy, cancellationToken);
                }

                break;
            case BackupFormat.Sql:
                using (var text = new StreamReader(plain))
                {
                    SqlDump.Load(text, target, cancellationToken);
                }

                break;
        }
    }

    private static GleanException Unreadable(BackupFile file, Exception inner) =>
        new(FailureKind.Work, $"{file.Path} is damaged: {inner.Message}", "Choose another: glean backup list", inner);
}
