using System.Globalization;

namespace Glean.Catalog;

/// <summary>The parts of an http(s) address as a browser would understand it, still in their original encoding.</summary>
/// <param name="Path">Begins with a slash; backslashes are slashes and dot segments are resolved.</param>
/// <param name="Query">Without the question mark; null when there is none.</param>
internal sealed record WebAddress(string Scheme, string Host, int? Port, string Path, string? Query, string? Fragment)
{
    /// <summary>Parses by the WHATWG rules for special schemes; null when it is no http(s) address or carries a user name.</summary>
    public static WebAddress? Parse(string text, WebAddress? basis)
    {
        text = Strip(text);
        var scheme = SchemeOf(text);
        if (scheme is not null && scheme is not ("http" or "https"))
        {
            return null;
        }

        var rest = scheme is null ? text : text[(scheme.Length + 1)..];
        (rest, var fragment) = Cut(rest, '#');
        var slashes = CountSlashes(rest);
        if (scheme is not null && (slashes >= 2 || basis is null || basis.Scheme != scheme))
        {
            return WithAuthority(scheme, rest[slashes..], fragment);
        }

        if (basis is null)
        {
            return null;
        }

        return slashes >= 2 ? WithAuthority(basis.Scheme, rest[slashes..], fragment) : Relative(rest, fragment, basis);
    }

    private static WebAddress? WithAuthority(string scheme, string rest, string? fragment)
    {
        var end = rest.AsSpan().IndexOfAny('/', '\\', '?');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@'))
        {
            return null;
        }

        var colon = authority.EndsWith(']') ? -1 : authority.LastIndexOf(':');
        var host = WebHost.Normalize(colon < 0 ? authority : authority[..colon]);
        if (host is null || !TryPort(colon < 0 ? "" : authority[(colon + 1)..], scheme, out var port))
        {
            return null;
        }

        var (path, query) = Cut(end < 0 ? "" : rest[end..], '?');
        return new(scheme, host, port, DotSegments.Resolve(path), query, fragment);
    }

    private static WebAddress Relative(string rest, string? fragment, WebAddress basis)
    {
        var (path, query) = Cut(rest, '?');
        if (path.Length == 0)
        {
            return basis with { Query = query ?? basis.Query, Fragment = fragment };
        }

        var full = path[0] is '/' or '\\' ? path : basis.Path[..(basis.Path.LastIndexOf('/') + 1)] + path;
        return basis with { Path = DotSegments.Resolve(full), Query = query, Fragment = fragment };
    }

    /// <summary>Control characters around an address, and tabs and line ends inside, are no part of it.</summary>
    private static string Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && text[start] <= ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] <= ' ')
        {
            end--;
        }

        text = text[start..end];
        return text.AsSpan().IndexOfAny('\t', '\n', '\r') < 0 ? text : string.Concat(text.Where(c => c is not ('\t' or '\n' or '\r')));
    }

    private static string? SchemeOf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ':')
            {
                return i == 0 ? null : text[..i].ToLowerInvariant();
            }

            if (!char.IsAsciiLetter(text[i]) && (i == 0 || (!char.IsAsciiDigit(text[i]) && text[i] is not ('+' or '-' or '.'))))
            {
                return null;
            }
        }

        return null;
    }

    private static int CountSlashes(string text)
    {
        var count = 0;
        while (count < text.Length && text[count] is '/' or '\\')
        {
            count++;
        }

        return count;
    }

    private static (string Before, string? After) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static bool TryPort(string text, string scheme, out int? port)
    {
        port = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
        {
            return false;
        }

        port = number == (scheme == "http" ? 80 : 443) ? null : number;
        return true;
    }
}
