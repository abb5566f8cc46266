using System.Security.Cryptography;
using System.Text;
using Glean.Catalog;
using Glean.Settings;

namespace Glean.Accounts;

/// <summary>The key that signs sessions.</summary>
public static class SigningKey
{
    public const int MinBytes = 32;

    /// <summary>Made in development when nobody sets a key; beside the database.</summary>
    public const string FileName = "signing.key";

    // The Python Glean's own, what templates and tutorials print, and jwt.io's.
    private static readonly string[] Published =
    [
        "dev-secret-key-change-in-production", "a-string-secret-at-least-256-bits-long", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    ];

    private static readonly string[] PlaceholderWords =
    [
        "changeme", "changethis", "changeinproduction", "pleasechange", "replaceme", "replacethis", "replacewith", "yoursecretkey", "yoursupersecret", "yourjwtsecret",
    ];

    /// <summary>The key by the settings.</summary>
    /// <exception cref="GleanException">
    /// Outside development it is missing, short or known to everybody. Its kind is failed work: a server that will not start ends with exit code 1.
    /// </exception>
    public static byte[] Resolve(GleanSettings settings)
    {
        var key = settings[SettingDefinitions.SecretKey];
        if (settings.IsDevelopment)
        {
            // HMAC-SHA-256 wants 256 bits, and on a developer's machine any word will do.
            return key is null or "" ? KeepLocal(settings.DbPath)
                : Encoding.UTF8.GetBytes(key) is { Length: >= MinBytes } sound ? sound
                : SHA256.HashData(Encoding.UTF8.GetBytes(key));
        }

        if (string.IsNullOrWhiteSpace(key))
        {
            throw Refusal("is not set");
        }

        if (Encoding.UTF8.GetByteCount(key) < MinBytes)
        {
            throw Refusal($"is too short: it needs {MinBytes} bytes or more");
        }

        return IsPublished(key) ? throw Refusal("is a published default, which anybody may sign with") : Encoding.UTF8.GetBytes(key);
    }

    internal static bool IsPublished(string key)
    {
        var letters = string.Concat(key.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return Published.Contains(key.Trim(), StringComparer.OrdinalIgnoreCase) || PlaceholderWords.Any(letters.Contains);
    }

    private static GleanException Refusal(string what) => new(
        FailureKind.Work,
        $"GLEAN_SECRET_KEY {what}; the server does not start with it.",
        "Set one of your own: export GLEAN_SECRET_KEY=\"$(openssl rand -hex 32)\" — or, on your own machine, GLEAN_ENVIRONMENT=development");

    private static byte[] KeepLocal(string databasePath)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(databasePath))!, FileName);
        try
        {
            return File.Exists(path) ? Read(path) : Create(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it first.
            return Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Work, $"The local signing key {path} cannot be kept: {e.Message}", "Set GLEAN_SECRET_KEY, or point GLEAN_DB_PATH to a folder you may write to", e);
        }
    }

    private static byte[] Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MinBytes));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(path, options))
        {
            writer.Write(text);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static byte[] Read(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var key = File.ReadAllText(path).Trim();
        return Encoding.UTF8.GetByteCount(key) >= MinBytes
            ? Encoding.UTF8.GetBytes(key)
            : throw new GleanException(FailureKind.Work, $"The local signing key {path} is damaged.", $"Delete it, a new one is made: rm {path}");
    }
}
