using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>A feed in a list of feeds.</summary>
/// <param name="Title">Its name for people; its address when the list gives none.</param>
/// <param name="SiteUrl">The site it belongs to, or null.</param>
/// <param name="CategoryPath">The folders it lies in, outermost first.</param>
public sealed record FeedSubscription(string Title, string FeedUrl, string? SiteUrl, IReadOnlyList<string> CategoryPath);

/// <summary>What a list held, or why it is none.</summary>
public sealed record OpmlResult
{
    public string Title { get; init; } = "";

    /// <summary>Its feeds in order, each address once.</summary>
    public IReadOnlyList<FeedSubscription> Feeds { get; init; } = [];

    /// <summary>Outlines that look like a feed but have no address on the web.</summary>
    public int Skipped { get; init; }

    /// <summary>Outlines left out because their feed was in the list already.</summary>
    public int Repeated { get; init; }

    public string? Error { get; init; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOpml => Error is null;
}

/// <summary>Reads and writes OPML lists of feeds (https://opml.org/spec2.opml).</summary>
public static class Opml
{
    /// <summary>Reads a list, well-formed or not: bare ampersands and missing ends are common in them.</summary>
    public static OpmlResult Import(ReadOnlyMemory<byte> body)
    {
        var tree = MarkupTree.Parse(FeedEncoding.Decode(body.Span, null));
        if (tree.Danger is { } danger)
        {
            return new OpmlResult { Error = $"The document type {danger}; such documents are refused." };
        }

        var root = tree.Root.Children.FirstOrDefault(c => c.Name is "opml" or "outlinedocument")
            ?? (tree.Root.Children.Any(c => c.Name is "body" or "outline") && !tree.Root.Children.Any(c => c.Name == "html") ? tree.Root : null);
        if (root is null)
        {
            return new OpmlResult { Error = "This is not OPML: it has no <opml> element." };
        }

        var reading = new Reading();
        reading.Walk(root);
        return new OpmlResult
        {
            Title = PlainText.FromText(root.Children.FirstOrDefault(c => c.Name == "head")?.Children.FirstOrDefault(c => c.Name == "title")?.Value()),
            Feeds = reading.Feeds,
            Skipped = reading.Skipped,
            Repeated = reading.Repeated,
        };
    }

    /// <summary>Writes OPML 2.0; <see cref="Import"/> reads back the same feeds in the same order, grouped by folder.</summary>
    public static string Export(string title, IEnumerable<FeedSubscription> feeds)
    {
        var output = new Utf8StringWriter();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = Encoding.UTF8, CheckCharacters = false }))
        {
            writer.WriteStartElement("opml");
            writer.WriteAttributeString("version", "2.0");
            writer.WriteStartElement("head");
            writer.WriteElementString("title", Clean(title));
            writer.WriteEndElement();
            writer.WriteStartElement("body");
            WriteFolder(writer, [.. feeds], depth: 0);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return output + "\n";
    }

    private static void WriteFolder(XmlWriter writer, List<FeedSubscription> feeds, int depth)
    {
        foreach (var feed in feeds.Where(f => f.CategoryPath.Count <= depth))
        {
            writer.WriteStartElement("outline");
            writer.WriteAttributeString("type", "rss");
            writer.WriteAttributeString("text", Clean(feed.Title));
            writer.WriteAttributeString("title", Clean(feed.Title));
            writer.WriteAttributeString("xmlUrl", Clean(feed.FeedUrl));
            if (feed.SiteUrl is not null)
            {
                writer.WriteAttributeString("htmlUrl", Clean(feed.SiteUrl));
            }

            writer.WriteEndElement();
        }

        foreach (var folder in feeds.Where(f => f.CategoryPath.Count > depth).GroupBy(f => f.CategoryPath[depth]))
        {
            writer.WriteStartElement("outline");
            writer.WriteAttributeString("text", Clean(folder.Key));
            WriteFolder(writer, [.. folder], depth + 1);
            writer.WriteEndElement();
        }
    }

    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));

    private sealed class Utf8StringWriter : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
    }

    private sealed class Reading
    {
        private readonly HashSet<string> known = new(StringComparer.Ordinal);
        private readonly List<string> path = [];

        public List<FeedSubscription> Feeds { get; } = [];

        public int Skipped { get; private set; }

        public int Repeated { get; private set; }

        // Not deeper than the tree itself, which is bounded.
        public void Walk(MarkupElement element)
        {
            foreach (var child in element.Children)
            {
                if (child.Name != "outline")
                {
                    Walk(child);
                    continue;
                }

                var name = Name(child);
                if ((child.Attribute("xmlurl") ?? SpilledAttribute(child, "xmlurl")) is { } address)
                {
                    Add(name, address, child.Attribute("htmlurl") ?? SpilledAttribute(child, "htmlurl"));
                }
                else if (child.Attribute("type")?.ToLowerInvariant() is "rss" or "atom")
                {
                    // Some lists put the address of the feed into "url".
                    Add(name, child.Attribute("url") ?? "", child.Attribute("htmlurl"));
                }

                if (child.Children.Count > 0)
                {
                    path.Add(name);
                    Walk(child);
                    path.RemoveAt(path.Count - 1);
                }
            }
        }

        /// <summary>
        /// A description with unescaped quotes or tags ends the tag early; the attributes behind it then stand in the text
        /// before the next outline.
        /// </summary>
        private static string? SpilledAttribute(MarkupElement outline, string name)
        {
            var rest = outline.Source.AsSpan(outline.AttributesEnd);
            var next = rest.IndexOf("outline", StringComparison.OrdinalIgnoreCase);
            rest = next < 0 ? rest[..Math.Min(rest.Length, 4096)] : rest[..next];
            var at = rest.IndexOf($"{name}=", StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return null;
            }

            var attributes = new MarkupAttributes(rest[at..]);
            return attributes.Next() ? CharacterReferences.Decode(attributes.RawValue).Trim() : null;
        }

        private static string Name(MarkupElement outline)
        {
            var title = outline.Attribute("title");
            return PlainText.FromText(string.IsNullOrEmpty(title) ? outline.Attribute("text") : title);
        }

        private void Add(string name, string address, string? site)
        {
            address = address.StartsWith("feed:", StringComparison.OrdinalIgnoreCase) ? OfFeedScheme(address) : address;
            if (!FeedLinks.IsWeb(address))
            {
                Skipped++;
            }
            else if (known.Add(address))
            {
                Feeds.Add(new(name.Length > 0 ? name : address, address, FeedLinks.IsWeb(site) ? site : null, [.. path.Where(p => p.Length > 0)]));
            }
            else
            {
                Repeated++;
            }
        }

        private static string OfFeedScheme(string address) => address[5..] switch
        {
            ['/', '/', ..] rest => "http:" + rest,
            var rest => rest,
        };
    }
}
