using System.Collections.Frozen;
using System.Text;

namespace Glean.Catalog;

/// <summary>
/// Hosts that carry pages about everybody's products (code hosts, stores, directories, networks): there the path names
/// the product, not the domain. Data in <c>Data/hosting-platforms.txt</c>.
/// </summary>
public static class HostingPlatforms
{
    private static readonly Lazy<FrozenDictionary<string, string>> Platforms = new(() =>
    {
        using var reader = new StreamReader(EmbeddedData.Open("hosting-platforms.txt"), Encoding.UTF8);
        return reader.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    });

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
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 && query.Length == 0)
        {
            return null;
        }

        if (Rule(host, segments.Length > 0 ? segments[0] : "") is not var (platform, rule))
        {
            return null;
        }

        return rule switch
        {
            "0" => "",
            "query" => $"{platform}?{query}",
            "last" => $"{platform}/{segments.LastOrDefault()}",
            _ => $"{platform}/{string.Join('/', segments.Take(int.Parse(rule)))}",
        };
    }

    private static (string Platform, string Rule)? Rule(string host, string firstSegment)
    {
        var platforms = Platforms.Value;
        for (var name = host; ;)
        {
            if (firstSegment.Length > 0 && platforms.TryGetValue($"{name}/{firstSegment}", out var rule))
            {
                return (name, rule);
            }

            if (platforms.TryGetValue(name, out rule))
            {
                return (name, rule);
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
