using System.Security.Cryptography;
using System.Text;
using Glean.Catalog;

namespace Glean.Settings;

/// <summary>
/// The key that encrypts stored secrets: <c>GLEAN_DATA_KEY</c>, else a file beside the database that only its owner reads. It is
/// not the key that signs sessions, so that one may change without the other.
/// </summary>
public static class DataKey
{
    private const int Bytes = 32;

    /// <summary>The key of stored secrets, made if there is none yet.</summary>
    /// <exception cref="GleanException">The variable is too short, or the file cannot be read or written.</exception>
    public static byte[] Load(GleanSettings settings) => Derive(Read(settings), "glean stored secrets"u8);

    /// <summary>The key of encrypted backups, from the same secret.</summary>
    /// <inheritdoc cref="Load"/>
    public static byte[] ForBackups(GleanSettings settings) => Derive(Read(settings), "glean backups"u8);

    private static byte[] Read(GleanSettings settings)
    {
        if (settings[SettingDefinitions.DataKey] is { } given)
        {
            return Encoding.UTF8.GetByteCount(given) >= Bytes
                ? Encoding.UTF8.GetBytes(given)
                : throw new GleanException(FailureKind.Setting, "GLEAN_DATA_KEY is shorter than 32 bytes.", "Make one: openssl rand -hex 32");
        }

        var path = PathOf(settings);
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var key = File.ReadAllBytes(path);
            return key.Length >= Bytes
                ? key
                : throw new GleanException(FailureKind.Setting, $"The key file {path} is damaged.", "Restore it from where it was copied to; stored keys cannot be read without it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Setting, $"The key file {path} cannot be used: {e.Message}", "Let its owner write to the folder, or set GLEAN_DATA_KEY", e);
        }
    }

    /// <summary>Where the key file is.</summary>
    public static string PathOf(GleanSettings settings) => Path.GetFullPath(settings.DbPath) + ".key";

    /// <summary>Two processes may start at once: each writes a file of its own, and the first to name it wins.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }

    private static byte[] Derive(byte[] secret, ReadOnlySpan<byte> purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Bytes, info: purpose.ToArray());
}
