using System.Buffers;
using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>How two addresses stand to each other.</summary>
public enum AddressRelation
{
    /// <summary>One or both are unknown or say nothing.</summary>
    Unknown,

    /// <summary>The same page, but for scheme, <c>www.</c>, query and trailing slash.</summary>
    SamePage,

    /// <summary>The same registrable domain, or the same entry of a hosting platform.</summary>
    SameSite,

    /// <summary>One is a page on a platform (a repository, a store), the other is a site of its own.</summary>
    Hosted,

    /// <summary>Sites of different owners.</summary>
    Different,
}

/// <summary>What an address says about whose product it is.</summary>
/// <param name="Site">The registrable domain or the platform's entry (<c>github.com/org/repo</c>); empty when it says nothing.</param>
/// <param name="Label">The name in it: <c>jasper</c> of <c>jasper.ai</c>, <c>repo</c> of <c>github.com/org/repo</c>.</param>
/// <param name="Page">Host and path for comparison.</param>
/// <param name="IsRoot">Whether it is the front page.</param>
/// <param name="IsPlatform">Whether it lies on a hosting platform.</param>
public readonly record struct ToolAddress(string Site, string Label, string Page, bool IsRoot, bool IsPlatform)
{
    public static readonly ToolAddress None = new("", "", "", false, false);

    // Of a label; a host of so many letters has none that is longer.
    private const int LongestPlain = 63;

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    private static readonly string[] FrontPages = ["/index.html", "/index.htm", "/index.php", "/home", "/en", "/en-us", "/#"];

    public bool IsKnown => Site.Length > 0;

    /// <summary>The site without dots: <c>plotly</c> of <c>plot.ly</c>.</summary>
    public string CompactSite => IsPlatform ? "" : Site.Replace(".", "", StringComparison.Ordinal);

    /// <summary>Reads an address as stored; what is no web address is <see cref="None"/>.</summary>
    /// <param name="name">The compact name of the tool. Most sites are called like their tool, which then lends them its string.</param>
    public static ToolAddress From(string? url, string name = "")
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return None;
        }

        var text = url.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            text = "https://" + text;
        }

        if (Parts(text) is not (var host, var path, var query))
        {
            return None;
        }

        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        path = CleanPath(path);
        var page = host + path;
        if (HostingPlatforms.IdentityOf(host, path, query) is { } identity)
        {
            return identity.Length == 0
                ? None
                : new ToolAddress(identity, NameProfile.Compact(identity[(identity.LastIndexOfAny(['/', '=']) + 1)..]), page, true, true);
        }

        var domain = RegistrableDomain.Of(host) ?? host;
        return new ToolAddress(domain, LabelOf(domain, name), page, path.Length == 0, false);
    }

    /// <summary>How two addresses stand to each other.</summary>
    public static AddressRelation Relate(in ToolAddress a, in ToolAddress b) => (a, b) switch
    {
        ({ IsKnown: false }, _) or (_, { IsKnown: false }) => AddressRelation.Unknown,
        _ when a.Site == b.Site => a.Page == b.Page ? AddressRelation.SamePage : AddressRelation.SameSite,
        _ when a.IsPlatform || b.IsPlatform => AddressRelation.Hosted,
        _ => AddressRelation.Different,
    };

    // Nearly all are a scheme and a host: taking these apart by hand spares the garbage that a Uri leaves.
    private static (string Host, string Path, string Query)? Parts(string text)
    {
        var scheme = text.StartsWith("https://", StringComparison.Ordinal) ? 8 : text.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
        var host = text.AsSpan(scheme).TrimEnd('/');
        if (scheme > 0 && host.Length + 1 >= text.Length - scheme && IsPlain(host))
        {
            return (host.ToString(), "", "");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? (uri.Host.ToLowerInvariant().TrimEnd('.'), uri.AbsolutePath, uri.Query.TrimStart('?'))
            : null;
    }

    // Labels of small letters, digits and inner hyphens, the last of letters.
    private static bool IsPlain(ReadOnlySpan<char> host)
    {
        var dot = host.LastIndexOf('.');
        return dot > 0 && dot < host.Length - 2 && !host[(dot + 1)..].ContainsAnyExceptInRange('a', 'z') && !host.ContainsAnyExcept(PlainLetters) &&
            host[0] is not ('-' or '.') && host.IndexOf("..") < 0 && host.IndexOf("-.") < 0 && host.IndexOf(".-") < 0 && host.Length <= LongestPlain;
    }

    private static string LabelOf(string domain, string name)
    {
        var dot = domain.IndexOf('.', StringComparison.Ordinal);
        var label = dot < 0 ? domain : domain.AsSpan(0, dot);
        return label.SequenceEqual(name) ? name : label.ToString().Replace("-", "", StringComparison.Ordinal);
    }

    private static string CleanPath(string path)
    {
        var clean = path.ToLowerInvariant().TrimEnd('/');
        foreach (var index in FrontPages)
        {
            if (clean.EndsWith(index, StringComparison.Ordinal))
            {
                clean = clean[..^index.Length];
                break;
            }
        }

        return clean;
    }
}
