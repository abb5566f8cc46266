using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>Attached files and categories of an entry.</summary>
internal static class FeedMedia
{
    public static List<Enclosure> Enclosures(MarkupElement entry, EntryLinks links, Uri? address)
    {
        var found = new List<Enclosure>();
        foreach (var child in entry.Children)
        {
            switch (child.Space, child.Name)
            {
                case (Space.Core or Space.Atom, "enclosure"):
                    Add(found, child, "length", address);
                    break;
                case (Space.Media, "content"):
                    Add(found, child, "filesize", address);
                    break;
                case (Space.Media, "group"):
                    foreach (var content in child.Children.Where(c => c is { Space: Space.Media, Name: "content" }))
                    {
                        Add(found, content, "filesize", address);
                    }

                    break;
            }
        }

        found.AddRange(links.Enclosures.Where(link => found.All(known => known.Url != link.Url)));
        return found;
    }

    public static List<string> Categories(MarkupElement element)
    {
        var found = new List<string>();
        foreach (var child in element.Children)
        {
            switch (child.Space, child.Name)
            {
                case (Space.Core or Space.Atom or Space.Media, "category") or (Space.DublinCore, "subject"):
                    Add(child.Attribute("label") ?? child.Attribute("term") ?? child.Value());
                    break;
                case (Space.ITunes, "category"):
                    Add(child.Attribute("text") ?? "");
                    foreach (var inner in child.Children)
                    {
                        Add(inner.Attribute("text") ?? "");
                    }

                    break;
                case (Space.ITunes or Space.Media, "keywords"):
                    foreach (var word in child.Value().Split(','))
                    {
                        Add(word);
                    }

                    break;
            }
        }

        return found;

        void Add(string category)
        {
            var name = PlainText.Headline(category);
            if (name.Length > 0 && !found.Contains(name))
            {
                found.Add(name);
            }
        }
    }

    /// <summary>A size in bytes as feeds write it (<c>12,216,320</c>), or null.</summary>
    public static long? Number(string? text) =>
        long.TryParse(text?.Replace(",", "", StringComparison.Ordinal), out var number) && number > 0 ? number : null;

    private static void Add(List<Enclosure> found, MarkupElement element, string lengthName, Uri? address)
    {
        var url = FeedLinks.Resolve(element.Attribute("url") ?? element.Attribute("href"), FeedLinks.BaseOf(element, address));
        if (url is not null && found.All(known => known.Url != url))
        {
            found.Add(new(url, element.Attribute("type") ?? "", Number(element.Attribute(lengthName))));
        }
    }
}
