using System.Collections.Frozen;
using System.Text;

namespace Glean.Catalog;

/// <summary>
/// Hosts that carry pages about everybody's products (code hosts, stores, directories, networks): there the path names
/// the product, not the domain. Data in <c>Data/hosting-platforms.txt</c>.
/// </summary>
public static class HostingPlatforms
{
    private static readonly Lazy<FrozenDictionary<string, Platform>> Platforms = new(() =>
    {
        using var reader = new StreamReader(EmbeddedData.Open("hosting-platforms.txt"), Encoding.UTF8);
        return reader.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(parts => parts[0], parts => new Platform(parts.Length > 2 ? parts[2] : parts[0].Split('/')[0], parts[1]), StringComparer.Ordinal);
    });

    private sealed record Platform(string Name, string Rule);

    /// <summary>Whether <paramref name="host"/> (or a parent of it) is such a host.</summary>
    public static bool IsPlatform(string host) => Rule(host, "") is not null;

    /// <summary>
    /// What identifies the product at an address on a platform: <c>github.com/org/repo</c>; an empty string where the
    /// address names none (a post, a video); null when the address is no platform's, or its front page, which is about
    /// the platform itself.
    /// </summary>
    /// <param name="host">Lower case, without <c>www.</c></param>
    /// <param name="path">The path, with or without slashes around it.</param>
    /// <param name="query">The query without its question mark.</param>
    public static string? IdentityOf(string host, string path, string query)
    {
        if (path.Length == 0 && query.Length == 0)
        {
            return null;
        }

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 && query.Length == 0)
        {
            return null;
        }

        if (Rule(host, segments.Length > 0 ? segments[0] : "") is not { } platform)
        {
            return null;
        }

        return platform.Rule switch
        {
            "0" => "",
            "query" => $"{platform.Name}?{query}",
            "last" => $"{platform.Name}/{segments.LastOrDefault()}",
            _ => $"{platform.Name}/{string.Join('/', segments.Take(int.Parse(platform.Rule)))}",
        };
    }

    private static Platform? Rule(string host, string firstSegment)
    {
        var platforms = Platforms.Value;
        for (var name = host; ;)
        {
            if (firstSegment.Length > 0 && platforms.TryGetValue($"{name}/{firstSegment}", out var platform))
            {
                return platform;
            }

            if (platforms.TryGetValue(name, out platform))
            {
                return platform;
            }

            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0 || name.IndexOf('.', dot + 1) < 0)
            {
                return null;
            }

            name = name[(dot + 1)..];
        }
    }
}
