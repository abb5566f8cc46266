using System.Collections.Frozen;

namespace Glean.Scouts.Markup;

/// <summary>The vocabularies a feed mixes, whatever prefix or misspelt address it uses for them.</summary>
internal enum Space
{
    Unknown,

    /// <summary>RSS of any version, and everything without a prefix that names no other vocabulary.</summary>
    Core,
    Atom,
    DublinCore,
    Content,
    Media,
    ITunes,
    Xhtml,
    Rdf,
    FeedBurner,
    Thread,
    Opml,
    Other,
}

/// <summary>
/// Which vocabulary a prefix means at one place of a document. A declared address wins; a prefix nobody declared is
/// taken at its customary meaning, since feeds forget declarations and no reader of them should care.
/// </summary>
internal sealed class NamespaceScope(NamespaceScope? parent, Dictionary<string, Space> declared)
{
    public static readonly NamespaceScope Empty = new(null, []);

    private static readonly FrozenDictionary<string, Space> ByPrefix = new Dictionary<string, Space>
    {
        [""] = Space.Core,
        ["rss"] = Space.Core,
        ["atom"] = Space.Atom,
        ["atom10"] = Space.Atom,
        ["a10"] = Space.Atom,
        ["dc"] = Space.DublinCore,
        ["dcterms"] = Space.DublinCore,
        ["content"] = Space.Content,
        ["media"] = Space.Media,
        ["itunes"] = Space.ITunes,
        ["xhtml"] = Space.Xhtml,
        ["rdf"] = Space.Rdf,
        ["feedburner"] = Space.FeedBurner,
        ["thr"] = Space.Thread,
    }.ToFrozenDictionary();

    private static readonly (string Part, Space Space)[] ByAddress =
    [
        ("w3.org/2005/atom", Space.Atom),
        ("purl.org/atom/", Space.Atom),
        ("purl.org/dc/", Space.DublinCore),
        ("purl.org/rss/1.0/modules/content", Space.Content),
        ("purl.org/rss/1.0/modules/", Space.Other),
        ("purl.org/syndication/thread", Space.Thread),
        ("purl.org/net/rss1.1", Space.Core),
        ("purl.org/rss/", Space.Core),
        ("purl.org/net/rss", Space.Core),
        ("my.netscape.com/", Space.Core),
        ("channel.netscape.com/", Space.Core),
        ("backend.userland.com/", Space.Core),
        ("blogs.law.harvard.edu/", Space.Core),
        ("mrss", Space.Media),
        ("podcast-1.0.dtd", Space.ITunes),
        ("itunes.com/", Space.ITunes),
        ("w3.org/1999/xhtml", Space.Xhtml),
        ("w3.org/1999/02/22-rdf-syntax-ns", Space.Rdf),
        ("rssnamespace.org/feedburner", Space.FeedBurner),
        ("opml", Space.Opml),
    ];

    private readonly Dictionary<string, Space> resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The scope inside an element with these attributes; the same one when they declare nothing.</summary>
    public NamespaceScope Enter(ReadOnlySpan<char> attributes)
    {
        if (!attributes.Contains("xmlns", StringComparison.OrdinalIgnoreCase))
        {
            return this;
        }

        Dictionary<string, Space>? found = null;
        var walk = new MarkupAttributes(attributes);
        while (walk.Next())
        {
            var isDefault = walk.Name.Equals("xmlns", StringComparison.OrdinalIgnoreCase);
            if (isDefault || walk.Name.StartsWith("xmlns:", StringComparison.OrdinalIgnoreCase))
            {
                found ??= new(StringComparer.OrdinalIgnoreCase);
                found[isDefault ? "" : walk.Name[6..].ToString()] = OfAddress(walk.RawValue);
            }
        }

        return found is null ? this : new NamespaceScope(this, found);
    }

    public Space Resolve(string prefix)
    {
        if (resolved.TryGetValue(prefix, out var known))
        {
            return known;
        }

        var space = Space.Unknown;
        for (var scope = this; scope is not null && space == Space.Unknown; scope = scope.Outer)
        {
            scope.Declared.TryGetValue(prefix, out space);
        }

        if (space is Space.Unknown or Space.Other)
        {
            // An unknown address on elements without prefix is a feed's own idea of RSS.
            space = prefix.Length == 0 ? Space.Core
                : space == Space.Other ? Space.Other
                : ByPrefix.GetValueOrDefault(prefix.ToLowerInvariant(), Space.Other);
        }

        resolved[prefix] = space;
        return space;
    }

    private NamespaceScope? Outer { get; } = parent;

    private Dictionary<string, Space> Declared { get; } = declared;

    private static Space OfAddress(ReadOnlySpan<char> address)
    {
        foreach (var (part, space) in ByAddress)
        {
            if (address.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return space;
            }
        }

        return Space.Other;
    }
}
