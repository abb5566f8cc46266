using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>Which elements date an entry, best first.</summary>
internal static class EntryDates
{
    public static readonly (Space Space, string Name)[] Published =
    [
        (Space.Core, "pubdate"), (Space.Atom, "published"), (Space.Core, "published"), (Space.Atom, "issued"), (Space.Core, "issued"),
        (Space.DublinCore, "issued"), (Space.DublinCore, "date"), (Space.Atom, "created"), (Space.Core, "created"),
        (Space.DublinCore, "created"), (Space.DublinCore, "available"), (Space.Core, "date"), (Space.ITunes, "pubdate"),
    ];

    public static readonly (Space Space, string Name)[] Updated =
    [
        (Space.Atom, "updated"), (Space.Core, "updated"), (Space.Atom, "modified"), (Space.Core, "modified"),
        (Space.DublinCore, "modified"), (Space.Core, "lastbuilddate"), (Space.Core, "lastmod"), (Space.DublinCore, "date"),
    ];

    public static readonly (Space Space, string Name)[] FeedUpdated =
    [
        (Space.Core, "lastbuilddate"), (Space.Atom, "updated"), (Space.Core, "updated"), (Space.Atom, "modified"),
        (Space.Core, "modified"), (Space.Core, "pubdate"), (Space.DublinCore, "date"), (Space.DublinCore, "modified"),
    ];

    public static DateTime? First(MarkupElement element, (Space Space, string Name)[] names)
    {
        foreach (var (space, name) in names)
        {
            if (element.First(space, name) is { } stated && PublicationDate.Parse(stated.Value()) is { } date)
            {
                return date;
            }
        }

        return null;
    }
}
