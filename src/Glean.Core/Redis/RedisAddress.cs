using System.Globalization;
using Glean.Catalog;

namespace Glean.Redis;

/// <summary>Where a Redis is, as <c>REDIS_URL</c> says: <c>redis://user:password@host:6379/0</c>, or <c>rediss://</c> for TLS.</summary>
/// <remarks>https://www.iana.org/assignments/uri-schemes/prov/redis; a word without a colon before the @ is the password, as redis-cli reads it.</remarks>
public sealed class RedisAddress
{
    private const int UsualPort = 6379;

    private RedisAddress(Uri uri, string? user, string? password, int database)
    {
        Host = uri.DnsSafeHost;
        Port = uri.IsDefaultPort || uri.Port < 0 ? UsualPort : uri.Port;
        Tls = uri.Scheme == "rediss";
        (User, Password, Database) = (user, password, database);
    }

    public string Host { get; }

    public int Port { get; }

    public bool Tls { get; }

    public string? User { get; }

    public string? Password { get; }

    public int Database { get; }

    /// <summary>Reads the setting.</summary>
    /// <exception cref="GleanException">It is no such address. The message holds nothing of it: any part may belong to a password that was not escaped.</exception>
    public static RedisAddress Parse(string text)
    {
        if (!text.StartsWith("redis://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("rediss://", StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong("it begins with neither redis:// nor rediss://");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Wrong("it cannot be read");
        }

        if (uri.Host.Length == 0)
        {
            throw Wrong("the host is missing");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Wrong("it has a ? or a #, and no options are known");
        }

        var database = 0;
        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } path && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
        {
            throw Wrong("what follows the host is no number of a database");
        }

        var parts = uri.UserInfo.Split(':', 2);
        return new RedisAddress(uri, parts.Length == 2 ? Word(parts[0]) : null, Word(parts[^1]), database);
    }

    /// <summary>For people: without what is secret.</summary>
    public override string ToString() => $"{(Tls ? "rediss" : "redis")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}/{Database}";

    private static string? Word(string escaped) => escaped.Length == 0 ? null : Uri.UnescapeDataString(escaped);

    private static GleanException Wrong(string reason) => new(
        FailureKind.Setting, $"REDIS_URL is no address of a Redis: {reason}.",
        "Write redis://user:password@host:6379/0, or rediss:// for TLS, with other characters than letters and digits of the password as %XX");
}
