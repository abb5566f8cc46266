using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>
/// Maps RSS, RDF, Atom and CDF. One reading serves them all, since feeds mix them: Atom links in RSS, Dublin Core dates
/// anywhere. Only what truly differs asks for the format.
/// </summary>
internal static class XmlFeed
{
    private const int DeepestRoot = 3;

    /// <summary>The element that is a feed, at the top or wrapped by mistake, or null.</summary>
    public static MarkupElement? FindRoot(MarkupElement element, int depth = 0)
    {
        foreach (var child in element.Children)
        {
            if (child.Name is "rss" or "feed" or "channel" or "entry" || (child.Name == "rdf" && IsFeedOfRdf(child)))
            {
                return child;
            }

            if (child.Name is "html" or "opml" or "body")
            {
                return null;
            }
        }

        return depth == DeepestRoot
            ? null
            : element.Children.Select(child => FindRoot(child, depth + 1)).FirstOrDefault(found => found is not null);
    }

    public static Feed Read(MarkupElement root, bool brokeOff, Uri? address)
    {
        var container = root.Name is "rss" or "rdf" ? root.Children.FirstOrDefault(c => c.Name == "channel") ?? root : root;
        var format = FormatOf(root);
        var feedAuthor = root.Name == "entry" ? null : FeedPeople.Authors(container);
        var links = root.Name == "entry" ? new EntryLinks() : EntryLinks.Of(container, address);
        if (address is null)
        {
            // A feed read from a file has only its own word for where it comes from.
            address = FeedLinks.Absolute(links.Self, null) ?? FeedLinks.Absolute(links.Alternate, null);
            links = address is null ? links : EntryLinks.Of(container, address);
        }

        var feed = new Feed
        {
            Format = format,
            BrokeOff = brokeOff,
            Title = FeedText.Line(Child(container, "title") ?? container.First(Space.DublinCore, "title")),
            Link = links.Alternate ?? FeedLinks.Resolve(container.Attribute("href"), address) ?? WebOnly(container.Attribute("rdf:about")),
            Description = Description(container),
            Language = Language(container) ?? Language(root),
            FeedUrl = links.Self ?? FeedLinks.Resolve(container.Attribute("self"), address),
            Author = feedAuthor,
            Updated = EntryDates.First(container, EntryDates.FeedUpdated),
        };

        var inherited = format.Kind == FeedKind.Atom ? feedAuthor : null;
        var entries = new List<FeedEntry>();
        foreach (var element in Items(root))
        {
            if (!WasCut(element))
            {
                entries.Add(XmlEntry.Read(element, inherited, address));
            }
        }

        return feed with { Entries = entries };
    }

    /// <summary>The first child of that name in RSS or Atom.</summary>
    public static MarkupElement? Child(MarkupElement element, string name) =>
        element.First(Space.Core, name) ?? element.First(Space.Atom, name);

    private static bool IsFeedOfRdf(MarkupElement rdf) =>
        rdf.Children.Count == 0 || rdf.Children.Any(c => c is { Name: "channel" or "item", Space: Space.Core });

    private static string Description(MarkupElement container)
    {
        foreach (var name in (ReadOnlySpan<string>)["description", "subtitle", "tagline", "abstract", "summary", "info"])
        {
            if (Child(container, name) is { } element && FeedText.Read(element).ToPlain() is { Length: > 0 } text)
            {
                return text;
            }
        }

        var other = container.First(Space.DublinCore, "description") ?? container.First(Space.ITunes, "summary")
            ?? container.First(Space.ITunes, "subtitle");
        return other is null ? "" : FeedText.Read(other).ToPlain();
    }

    private static string? Language(MarkupElement element)
    {
        var stated = (Child(element, "language") ?? element.First(Space.DublinCore, "language"))?.Value().Trim();
        stated = string.IsNullOrEmpty(stated) ? element.Attribute("xml:lang") : stated;
        return string.IsNullOrEmpty(stated) ? null : stated.Replace('_', '-');
    }

    private static string? WebOnly(string? link) => FeedLinks.IsWeb(link) ? link : null;

    /// <summary>Items and entries anywhere below the root, in order, but none inside another.</summary>
    private static List<MarkupElement> Items(MarkupElement root)
    {
        var items = new List<MarkupElement>();
        if (root.Name == "entry")
        {
            items.Add(root);
        }
        else
        {
            Collect(root, items);
        }

        return items;
    }

    private static void Collect(MarkupElement element, List<MarkupElement> items)
    {
        foreach (var child in element.Children)
        {
            if (child.Name is "item" or "entry" && child.Space is Space.Core or Space.Atom)
            {
                items.Add(child);
            }
            else if (child.Children.Count > 0 && child.Name is not ("image" or "textinput"))
            {
                Collect(child, items);
            }
        }
    }

    /// <summary>
    /// True when the document broke off inside one of the entry's own elements. Such an entry is left for the next fetch:
    /// half a text would be stored under its address for good.
    /// </summary>
    private static bool WasCut(MarkupElement entry) =>
        !entry.Complete && (entry.Children.Count == 0 || entry.Children.Any(c => !c.Complete));

    private static FeedFormat FormatOf(MarkupElement root)
    {
        var version = root.Attribute("version") ?? "";
        return root.Name switch
        {
            "rss" => new(FeedKind.Rss, version),
            "rdf" => new(FeedKind.Rdf, NetscapeRdf(root) ? "0.90" : "1.0"),
            "channel" when root.Attribute("xmlns")?.Contains("rss1.1", StringComparison.OrdinalIgnoreCase) == true => new(FeedKind.Rdf, "1.1"),
            "channel" when root.Children.Any(c => c.Name == "item" && c.Attribute("href") is null) => new(FeedKind.Rss, version),
            "channel" => new(FeedKind.Cdf, ""),
            _ => new(FeedKind.Atom, version.Length > 0 ? version : OldAtom(root) ? "0.3" : "1.0"),
        };
    }

    private static bool NetscapeRdf(MarkupElement root) =>
        root.Attribute("xmlns")?.Contains("netscape.com", StringComparison.OrdinalIgnoreCase) == true;

    private static bool OldAtom(MarkupElement root)
    {
        var stated = root.Attribute(root.Prefix.Length == 0 ? "xmlns" : "xmlns:" + root.Prefix);
        return stated?.Contains("purl.org/atom/", StringComparison.OrdinalIgnoreCase) == true;
    }
}
