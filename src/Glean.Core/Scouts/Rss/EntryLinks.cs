using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>The <c>link</c> elements of a feed or an entry, sorted by what they are for.</summary>
internal sealed class EntryLinks
{
    /// <summary>The page this is about: HTML before other forms of it.</summary>
    public string? Alternate { get; private set; }

    public string? Self { get; private set; }

    public string? Replies { get; private set; }

    public List<Enclosure> Enclosures { get; } = [];

    public static EntryLinks Of(MarkupElement element, Uri? address)
    {
        var links = new EntryLinks();
        string? otherForm = null;
        foreach (var child in element.Children)
        {
            if (child.Name != "link" || child.Space is not (Space.Core or Space.Atom))
            {
                continue;
            }

            var href = child.Attribute("href") ?? (child.Children.Count == 0 ? child.Value() : null);
            var link = FeedLinks.Resolve(href, FeedLinks.BaseOf(child, address));
            if (link is null)
            {
                continue;
            }

            var type = child.Attribute("type") ?? "";
            var relation = child.Attribute("rel")?.ToLowerInvariant() ?? "alternate";
            switch (relation[(relation.LastIndexOf('/') + 1)..])
            {
                case "alternate" or "" when type.Length == 0 || type.Contains("html", StringComparison.OrdinalIgnoreCase):
                    links.Alternate ??= link;
                    break;
                case "alternate" or "":
                    otherForm ??= link;
                    break;
                case "self":
                    links.Self ??= link;
                    break;
                case "replies":
                    links.Replies ??= link;
                    break;
                case "enclosure":
                    links.Enclosures.Add(new(link, type, FeedMedia.Number(child.Attribute("length"))));
                    break;
            }
        }

        links.Alternate ??= otherForm;
        return links;
    }
}
