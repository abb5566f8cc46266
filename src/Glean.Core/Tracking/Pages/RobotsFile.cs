namespace Glean.Tracking.Pages;

/// <summary>
/// What a host allows programs, by RFC 9309: the groups for our product token, else those for <c>*</c>; the longest matching rule decides,
/// and allow wins over disallow of the same length. <c>Crawl-delay</c> is no part of it but is kept, since hosts that name one mean it.
/// </summary>
internal sealed class RobotsFile
{
    /// <summary>Our product token in robots.txt.</summary>
    public const string Product = "glean";

    /// <summary>More than this need not be read (RFC 9309, 2.5).</summary>
    private const int MostRead = 500 * 1024;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly List<(string Path, bool Allows)> rules;

    private RobotsFile(List<(string Path, bool Allows)> rules, TimeSpan? delay, IReadOnlyList<string> sitemaps) => (this.rules, Delay, Sitemaps) = (rules, delay, sitemaps);

    /// <summary>A host without rules.</summary>
    public static RobotsFile Open { get; } = new([], null, []);

    /// <summary>The least time between two requests that the host asks for.</summary>
    public TimeSpan? Delay { get; }

    public IReadOnlyList<string> Sitemaps { get; }

    public static RobotsFile Read(string text)
    {
        Dictionary<string, Group> groups = new(StringComparer.OrdinalIgnoreCase);
        List<string> sitemaps = [];
        List<Group> current = [];
        var naming = false;
        foreach (var raw in text.AsSpan(0, Math.Min(text.Length, MostRead)).ToString().Split('\n'))
        {
            var line = raw.Split('#')[0].Trim(' ', '\t', '\r', '\uFEFF');
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            var (field, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            switch (field)
            {
                case "user-agent" or "useragent":
                    current = naming ? current : [];
                    current.Add(groups.TryGetValue(Token(value), out var known) ? known : groups[Token(value)] = new Group());
                    naming = true;
                    continue;
                case "allow" or "disallow":
                    if (value.StartsWith('/') || value.StartsWith('*'))
                        current.ForEach(g => g.Rules.Add((value, field == "allow")));
                    break;
                case "crawl-delay" when double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 3600:
                    current.ForEach(g => g.Delay = TimeSpan.FromSeconds(seconds));
                    break;
                case "sitemap":
                    sitemaps.Add(value);
                    continue;
                default:
                    continue;
            }

            naming = false;
        }

        var ours = groups.GetValueOrDefault(Product) ?? groups.GetValueOrDefault("*");
        return new RobotsFile(ours?.Rules ?? [], ours?.Delay > LongestDelay ? LongestDelay : ours?.Delay, sitemaps);
    }

    /// <summary>Whether the address may be fetched.</summary>
    public bool Allows(Uri address)
    {
        var target = address.PathAndQuery;
        if (target == "/robots.txt")
            return true;
        var (longest, allowed) = (-1, true);
        foreach (var (path, allows) in rules)
        {
            if ((path.Length > longest || (path.Length == longest && allows)) && Matches(path, target))
                (longest, allowed) = (path.Length, allows);
        }

        return allowed;
    }

    private static string Token(string value)
    {
        var end = 0;
        while (end < value.Length && (char.IsAsciiLetter(value[end]) || value[end] is '-' or '_' or '*'))
            end++;
        return value[..end];
    }

    /// <summary><c>*</c> stands for any characters, a final <c>$</c> for the end. Greedy with one point to go back to, so the effort is bounded by the product of the lengths.</summary>
    private static bool Matches(string pattern, string target)
    {
        var anchored = pattern.EndsWith('$');
        var rule = (anchored ? pattern[..^1] : pattern + "*").AsSpan();
        int at = 0, next = 0, star = -1, mark = 0;
        while (at < target.Length)
        {
            if (next < rule.Length && rule[next] == '*')
                (star, mark) = (next++, at);
            else if (next < rule.Length && rule[next] == target[at])
                (next, at) = (next + 1, at + 1);
            else if (star >= 0)
                (next, at) = (star + 1, ++mark);
            else
                return false;
        }

        while (next < rule.Length && rule[next] == '*')
            next++;
        return next == rule.Length;
    }

    private sealed class Group
    {
        public List<(string Path, bool Allows)> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }
    }
}
