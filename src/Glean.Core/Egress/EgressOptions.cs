using System.Net;
using System.Reflection;
using Glean.Catalog;

namespace Glean.Egress;

/// <summary>How far Glean goes when it fetches: limits, manners, and which private networks it may reach.</summary>
public sealed record EgressOptions
{
    /// <summary>The environment variable that lists the private networks fetches may reach.</summary>
    public const string AllowVariable = "GLEAN_EGRESS_ALLOW";

    /// <summary>The most a body may weigh after decompression, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 15 * 1024 * 1024;

    /// <summary>Name resolution, connecting, headers, body, redirects and retries together; waiting for one's turn at a host is not counted.</summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Name resolution, connecting and the TLS handshake of one connection.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(8);

    public int MaxRedirects { get; init; } = 5;

    /// <summary>The least time between the starts of two requests to one host.</summary>
    public TimeSpan MinimumInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A host's <c>Retry-After</c> up to this is waited out; a longer one is handed to the caller.</summary>
    public TimeSpan MaxPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a request that failed in passing (connection, 502, 503, 504) is sent again.</summary>
    public int MaxRetries { get; init; } = 1;

    /// <summary>The pause before the first retry; it doubles with each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    public string UserAgent { get; init; } = $"Glean/{Version} (+https://github.com/velesar/Glean)";

    /// <summary>Networks that may be reached although they are not public.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];

    /// <summary>The defaults, with what the environment adds.</summary>
    /// <param name="variable">Looks up an environment variable.</param>
    /// <exception cref="GleanException">A listed network cannot be read.</exception>
    public static EgressOptions FromEnvironment(Func<string, string?> variable) =>
        new() { Allow = ParseNetworks(variable(AllowVariable)) };

    /// <summary>Reads a comma list of networks (<c>10.0.0.0/8</c>) and single addresses.</summary>
    /// <param name="list">What the variable holds.</param>
    /// <param name="variable">Whose list it is, for messages.</param>
    /// <exception cref="GleanException">A part is neither.</exception>
    public static IReadOnlyList<IPNetwork> ParseNetworks(string? list, string variable = AllowVariable) =>
        [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => ParseNetwork(part, variable))];

    private static IPNetwork ParseNetwork(string text, string variable)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            var bits = address.GetAddressBytes().Length * 8;
            if (slash < 0)
                return new IPNetwork(address, bits);

            // The address may have host bits set (127.0.0.1/8): the network is what is meant.
            if (int.TryParse(text.AsSpan(slash + 1), out var prefix) && prefix >= 0 && prefix <= bits)
                return new IPNetwork(Masked(address, prefix), prefix);
        }

        throw new GleanException(FailureKind.Setting, $"{variable}: \"{text}\" is no network",
            "Write a comma list of CIDRs, for example 127.0.0.0/8,10.1.0.0/16");
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }

    /// <summary>Of this program, for those who want it in a form of their own.</summary>
    public static string Version =>
        typeof(EgressOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";
}
