using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>Which address an element means, with <c>xml:base</c> taken into account.</summary>
internal static class FeedLinks
{
    /// <summary>What links at <paramref name="element"/> are relative to: each <c>xml:base</c> around it, then the document's address.</summary>
    public static Uri? BaseOf(MarkupElement? element, Uri? address)
    {
        if (element is null)
        {
            return address;
        }

        var outer = BaseOf(element.Parent, address);
        return element.Attribute("xml:base") is { Length: > 0 } stated ? Absolute(stated, outer) ?? outer : outer;
    }

    /// <summary>The link as it stands when it is absolute, resolved when it is relative, unchanged when that is impossible.</summary>
    public static string? Resolve(string? link, Uri? baseAddress)
    {
        link = Clean(link);
        if (string.IsNullOrEmpty(link) || HasScheme(link) || baseAddress is null)
        {
            return string.IsNullOrEmpty(link) ? null : link;
        }

        return Uri.TryCreate(baseAddress, link, out var resolved) ? resolved.AbsoluteUri : link;
    }

    public static Uri? Absolute(string? link, Uri? baseAddress)
    {
        link = Clean(link);
        if (string.IsNullOrEmpty(link))
        {
            return null;
        }

        // On Unix a path alone is an absolute file address to Uri.
        return HasScheme(link) ? (Uri.TryCreate(link, UriKind.Absolute, out var absolute) ? absolute : null)
            : baseAddress is not null && Uri.TryCreate(baseAddress, link, out var resolved) ? resolved : null;
    }

    public static bool HasScheme(ReadOnlySpan<char> link)
    {
        var colon = link.IndexOf(':');
        if (colon < 2 || !char.IsAsciiLetter(link[0]))
        {
            return false;
        }

        foreach (var c in link[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsWeb(string? link) =>
        link is not null && (link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Addresses broken over lines are put together again; other control characters never belong to one.</summary>
    private static string? Clean(string? link)
    {
        if (link is null)
        {
            return null;
        }

        var trimmed = link.AsSpan().Trim();
        if (trimmed.IndexOfAnyInRange('\0', '\u001F') < 0)
        {
            return trimmed.Length == link.Length ? link : trimmed.ToString();
        }

        return string.Concat(trimmed.ToString().Where(c => c >= ' '));
    }
}
