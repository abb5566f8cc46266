using System.Text.RegularExpressions;
using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>
/// The addresses that stand in a text. One that a model gives is kept only if it is among them, or if the catalogue knows its site as
/// the product's home.
/// </summary>
internal sealed partial class UrlEvidence
{
    private const int MostAddresses = 5_000;

    private readonly HashSet<string> addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="orders">Parts of the text that vouch for nothing.</param>
    public UrlEvidence(string title, string text, IReadOnlyList<TextSpan> orders)
    {
        foreach (var match in Address().EnumerateMatches(text))
        {
            var span = new TextSpan(match.Index, match.Index + match.Length);
            if (!orders.Any(o => o.Overlap(span) > 0))
            {
                Add(text.AsSpan(match.Index, match.Length));
            }
        }

        foreach (var match in Address().EnumerateMatches(title))
        {
            Add(title.AsSpan(match.Index, match.Length));
        }
    }

    /// <summary><paramref name="url"/> in its canonical spelling if it stands in the text or leads to <paramref name="home"/>; else null.</summary>
    /// <param name="home">The product's domain in the catalogue, may be empty.</param>
    public string? Keep(string? url, string home)
    {
        if (string.IsNullOrWhiteSpace(url) || url.Length > 2_000)
        {
            return null;
        }

        var spelled = url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url.Trim();
        if (CanonicalUrl.From(spelled) is not { } canonical || !Uri.TryCreate(canonical, UriKind.Absolute, out var address))
        {
            return null;
        }

        if (addresses.Contains(canonical))
        {
            return canonical;
        }

        // "apollo.io" in the text vouches for the front page; a path that the text does not name is made up.
        return address.PathAndQuery == "/" && (hosts.Contains(address.Host) || IsAt(address.Host, home)) ? canonical : null;
    }

    private static bool IsAt(string host, string home) =>
        home.Length > 0 && (host.Equals(home, StringComparison.OrdinalIgnoreCase) || host.Equals("www." + home, StringComparison.OrdinalIgnoreCase));

    private void Add(ReadOnlySpan<char> found)
    {
        if (addresses.Count >= MostAddresses)
        {
            return;
        }

        var spelled = found.TrimEnd(".,;:!?)]}>'\"*_").ToString();
        if (CanonicalUrl.From(spelled.Contains("://", StringComparison.Ordinal) ? spelled : "https://" + spelled) is not { } canonical
            || !Uri.TryCreate(canonical, UriKind.Absolute, out var address))
        {
            return;
        }

        addresses.Add(canonical);
        hosts.Add(address.Host);
        hosts.Add(address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : "www." + address.Host);
    }

    [GeneratedRegex(@"https?://[^\s<>""'`]{3,1000}|\b([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,12}\b(/[^\s<>""'`)\]]{0,500})?", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
