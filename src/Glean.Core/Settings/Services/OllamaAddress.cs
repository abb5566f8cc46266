namespace Glean.Settings.Services;

/// <summary>What people write into <c>OLLAMA_HOST</c>, as Ollama itself reads it.</summary>
public static class OllamaAddress
{
    private const int UsualPort = 11434;

    /// <summary>
    /// <paramref name="host"/> as an address: the scheme is <c>http</c> unless given, the port 11434 unless given or the scheme is; the
    /// address on which a server listens everywhere means this machine. What cannot be read is given back as it is.
    /// </summary>
    public static string Of(string host)
    {
        var named = host.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(named ? host : "http://" + host, UriKind.Absolute, out var url))
        {
            return host;
        }

        var builder = new UriBuilder(url);
        if (!named && url.IsDefaultPort && !host.EndsWith(":80", StringComparison.Ordinal))
        {
            builder.Port = UsualPort;
        }

        if (url.Host is "0.0.0.0" or "[::]")
        {
            builder.Host = url.Host == "0.0.0.0" ? "127.0.0.1" : "[::1]";
        }

        return builder.Uri.AbsoluteUri.TrimEnd('/');
    }
}
