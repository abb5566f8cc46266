using System.Text;

namespace Glean.Catalog;

/// <summary>
/// The one spelling under which an address is stored and compared. Two addresses share it only when they name the same
/// document by the rules of addresses, so nothing is done that a server could tell apart:
/// <list type="bullet">
/// <item>only <c>http</c> and <c>https</c>, each kept as it is; user names, unreadable hosts and ports are refused;</item>
/// <item>scheme and host in lower case, the host in Punycode, without a final dot; the scheme's own port dropped;
/// <c>www.</c> kept, since it is a host of its own;</item>
/// <item>dot segments resolved, backslashes read as slashes, an empty path is <c>/</c>; other final slashes, doubled slashes
/// and the letter case of the path are kept (RFC 3986, section 6: they may be different documents);</item>
/// <item>percent-encoding in capitals, only where it is needed; a space in the query is <c>+</c>;</item>
/// <item>tracking parameters dropped (<c>Catalog/Data/tracking-parameters.txt</c>, and <c>ref</c> when it names the host itself),
/// the others sorted by name, in their own order within a name;</item>
/// <item>the fragment dropped, unless it is a route of a page that is a program (<c>#/…</c>, <c>#!…</c>).</item>
/// </list>
/// Parsing follows the WHATWG URL standard (https://url.spec.whatwg.org), so that what a browser would open is what is judged.
/// <c>From(From(x)) == From(x)</c>.
/// </summary>
public static class CanonicalUrl
{
    private const int LongestUrl = 8192;

    /// <summary>The canonical spelling of <paramref name="url"/>, or null when it is no address of a web page.</summary>
    /// <param name="url">An address as foreign text has it.</param>
    /// <param name="baseUrl">What a relative address is relative to; without it those are refused.</param>
    public static string? From(string? url, Uri? baseUrl = null)
    {
        if (url is null || url.Length > LongestUrl)
        {
            return null;
        }

        var basis = baseUrl is { IsAbsoluteUri: true } ? WebAddress.Parse(baseUrl.OriginalString, null) : null;
        if (WebAddress.Parse(Repair(url), basis) is not { } address)
        {
            return null;
        }

        var output = new StringBuilder(url.Length + 16).Append(address.Scheme).Append("://").Append(address.Host);
        if (address.Port is { } port)
        {
            output.Append(':').Append(port);
        }

        UrlEncoding.AppendPath(output, address.Path);
        CanonicalQuery.Append(output, address.Query, address.Host, basis?.Host);
        if (address.Fragment is ['/' or '!', _, ..])
        {
            output.Append('#');
            UrlEncoding.AppendFragment(output, address.Fragment);
        }

        return output.Length > LongestUrl ? null : output.ToString();
    }

    /// <summary>An ampersand that was escaped once too often is meant as one.</summary>
    private static string Repair(string url) => url.Contains("&amp;", StringComparison.Ordinal) ? url.Replace("&amp;", "&") : url;
}
