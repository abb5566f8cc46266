using System.Security.Cryptography;
using System.Text;
using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>Maps one <c>item</c> or <c>entry</c>.</summary>
internal static class XmlEntry
{
    /// <param name="feedAuthor">Who wrote entries that name nobody, as Atom has it.</param>
    public static FeedEntry Read(MarkupElement element, string? feedAuthor, Uri? address)
    {
        var links = EntryLinks.Of(element, address);
        var identity = Identity(element);
        var content = Content(element);
        var summary = Summary(element);
        var link = Link(element, links, identity, address);
        var title = Title(element);
        var text = content.ToPlainOr(summary);
        return new FeedEntry
        {
            Id = identity ?? link ?? Hash(title, text),
            Title = title,
            Link = link,
            OriginalLink = FeedLinks.Resolve(element.First(Space.FeedBurner, "origlink")?.Value(), address),
            Author = FeedPeople.Authors(element) ?? SourceAuthor(element) ?? feedAuthor,
            Published = EntryDates.First(element, EntryDates.Published),
            Updated = EntryDates.First(element, EntryDates.Updated) ?? PublicationDate.Parse(element.Attribute("lastmod")),
            ContentHtml = content.ToHtml(),
            SummaryHtml = summary.ToHtml(),
            Text = text,
            Categories = FeedMedia.Categories(element),
            Enclosures = FeedMedia.Enclosures(element, links, address),
            CommentsUrl = XmlFeed.Child(element, "comments") is { } comments
                ? FeedLinks.Resolve(comments.Value(), FeedLinks.BaseOf(comments, address)) ?? links.Replies
                : links.Replies,
            Base = FeedLinks.BaseOf(element, address),
        };
    }

    /// <summary>An identity for what has none, from its words.</summary>
    internal static string Hash(string title, string text) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{text}")));

    private static string? Identity(MarkupElement element)
    {
        foreach (var stated in (ReadOnlySpan<string?>)
        [
            XmlFeed.Child(element, "guid")?.Value(),
            XmlFeed.Child(element, "id")?.Value(),
            element.Attribute("rdf:about"),
            element.First(Space.DublinCore, "identifier")?.Value(),
        ])
        {
            if (stated?.Trim() is { Length: > 0 } identity)
            {
                return identity;
            }
        }

        return null;
    }

    private static string? Link(MarkupElement element, EntryLinks links, string? identity, Uri? address)
    {
        if (links.Alternate is not null)
        {
            return links.Alternate;
        }

        var guid = XmlFeed.Child(element, "guid");
        if (guid is not null && FeedLinks.IsWeb(identity) && guid.Attribute("ispermalink")?.ToLowerInvariant() != "false")
        {
            return identity;
        }

        var baseAddress = FeedLinks.BaseOf(element, address);
        return FeedLinks.Resolve(element.Attribute("href"), baseAddress)
            ?? FeedLinks.Resolve(XmlFeed.Child(element, "content")?.Attribute("src"), baseAddress)
            ?? (guid is null && FeedLinks.IsWeb(identity) ? identity : null)
            ?? links.Self;
    }

    private static string Title(MarkupElement element)
    {
        var group = element.First(Space.Media, "group");
        foreach (var stated in (ReadOnlySpan<MarkupElement?>)
        [
            XmlFeed.Child(element, "title"), element.First(Space.DublinCore, "title"), element.First(Space.Media, "title"),
            group?.First(Space.Media, "title"), element.First(Space.ITunes, "title"),
        ])
        {
            if (FeedText.Line(stated) is { Length: > 0 } title)
            {
                return title;
            }
        }

        return "";
    }

    private static FeedText Content(MarkupElement element)
    {
        var best = default(FeedText);
        foreach (var child in element.Children)
        {
            var isContent = (child.Space, child.Name) is
                (Space.Content, "encoded") or (Space.Core or Space.Atom, "content" or "fullitem") or (Space.Xhtml or Space.Core, "body");
            if (!isContent)
            {
                continue;
            }

            // Of several forms of one content the HTML one keeps most.
            var text = child.Space == Space.Xhtml ? new FeedText(child.InnerMarkup(), true) : FeedText.Read(child);
            if (best.IsEmpty || (text is { IsHtml: true, IsEmpty: false } && !best.IsHtml))
            {
                best = text;
            }
        }

        return best;
    }

    private static FeedText Summary(MarkupElement element)
    {
        var group = element.First(Space.Media, "group");
        foreach (var stated in (ReadOnlySpan<MarkupElement?>)
        [
            XmlFeed.Child(element, "description"), XmlFeed.Child(element, "summary"), XmlFeed.Child(element, "abstract"),
            element.First(Space.DublinCore, "description"), element.First(Space.ITunes, "summary"),
            element.First(Space.Media, "description"), group?.First(Space.Media, "description"), element.First(Space.ITunes, "subtitle"),
        ])
        {
            if (stated is not null && FeedText.Read(stated) is { IsEmpty: false } text)
            {
                return text;
            }
        }

        return default;
    }

    private static string? SourceAuthor(MarkupElement element) =>
        XmlFeed.Child(element, "source") is { } source ? FeedPeople.Authors(source) : null;

    private static string ToPlainOr(this FeedText content, FeedText summary) =>
        content.IsEmpty ? PlainOf(summary) : content.ToPlain() is { Length: > 0 } text ? text : PlainOf(summary);

    private static string PlainOf(FeedText text) => text.IsEmpty ? "" : text.ToPlain();
}
