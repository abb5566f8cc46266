using Glean.Scouts.Rss;

namespace Glean.Corpora.Feeds;

/// <summary>Our model under the names of feedparser's; a name without a counterpart is named as the reason it cannot be compared.</summary>
internal sealed class FeedparserView(Feed feed)
{
    /// <summary>How a value is compared.</summary>
    public enum Kind
    {
        Text,
        Link,
        Exact,
        Moment,
        Number,
    }

    /// <summary>The value our model has for <paramref name="path"/>, or a reason why it has none.</summary>
    public (Kind Kind, object? Value, string? Reason) Resolve(PythonNode.Reference path)
    {
        if (path.Name == "version")
        {
            return (Kind.Exact, Version(feed.Format), null);
        }

        if (path is { Name: "feed" or "channel", Accessors: [string, ..] })
        {
            return OfFeed(path.Accessors);
        }

        if (path is { Name: "entries" or "items", Accessors: [long index, string, ..] })
        {
            return index >= 0 && index < feed.Entries.Count ? OfEntry(feed.Entries[(int)index], [.. path.Accessors.Skip(1)]) : (Kind.Text, null, null);
        }

        return (default, null, path.Name is "encoding" or "bozo_exception" or "headers" or "status" or "namespaces" ? path.Name : $"name {path.Name}");
    }

    private (Kind Kind, object? Value, string? Reason) OfFeed(IReadOnlyList<object> path) => string.Join('.', path) switch
    {
        "title" or "title_detail.value" => (Kind.Text, feed.Title, null),
        "link" or "href" => (Kind.Link, feed.Link, null),
        "description" or "subtitle" or "tagline" or "subtitle_detail.value" or "tagline_detail.value" or "description_detail.value" =>
            (Kind.Text, feed.Description, null),
        "language" => (Kind.Exact, feed.Language, null),
        "author" or "author_detail.name" => (Kind.Text, feed.Author, null),
        "updated_parsed" or "modified_parsed" or "date_parsed" => (Kind.Moment, feed.Updated, null),
        var other => (default, null, Reason("feed", other)),
    };

    private static (Kind Kind, object? Value, string? Reason) OfEntry(FeedEntry entry, IReadOnlyList<object> path) => string.Join('.', path) switch
    {
        "title" or "title_detail.value" => (Kind.Text, entry.Title, null),
        "link" => (Kind.Link, entry.Link, null),
        "id" or "guid" => (Kind.Exact, entry.Id, null),
        "description" or "summary" or "summary_detail.value" or "description_detail.value" =>
            (Kind.Text, entry.SummaryHtml ?? entry.ContentHtml, null),
        "content.0.value" => (Kind.Text, entry.ContentHtml ?? entry.SummaryHtml, null),
        "author" or "author_detail.name" => (Kind.Text, entry.Author, null),
        "published_parsed" or "issued_parsed" or "created_parsed" => (Kind.Moment, entry.Published ?? entry.Updated, null),
        "updated_parsed" or "modified_parsed" => (Kind.Moment, entry.Updated ?? entry.Published, null),
        "date_parsed" => (Kind.Moment, entry.Updated ?? entry.Published, null),
        "category" => (Kind.Text, At(entry.Categories, 0), null),
        "comments" => (Kind.Link, entry.CommentsUrl, null),
        "tags.0.term" or "categories.0.1" => (Kind.Text, At(entry.Categories, 0), null),
        "tags.1.term" => (Kind.Text, At(entry.Categories, 1), null),
        "feedburner_origlink" => (Kind.Link, entry.Link, null),
        "enclosures.0.href" or "enclosures.0.url" => (Kind.Link, At(entry.Enclosures, 0)?.Url, null),
        "enclosures.0.type" => (Kind.Exact, At(entry.Enclosures, 0)?.Type, null),
        "enclosures.0.length" => (Kind.Exact, At(entry.Enclosures, 0)?.Length?.ToString(), null),
        var other => (default, null, Reason("entry", other)),
    };

    private static T? At<T>(IReadOnlyList<T> list, int index) where T : class => index < list.Count ? list[index] : null;

    private static string Reason(string owner, string path)
    {
        var first = path.Split('.')[0];
        var last = path.Split('.')[^1];
        return first.StartsWith("itunes", StringComparison.Ordinal) ? $"{owner} itunes detail"
            : last is "base" or "language" or "type" && first != last ? $"{owner} {last} of a text"
            : $"{owner} {first}";
    }

    private static string Version(FeedFormat format) => format switch
    {
        { Kind: FeedKind.Atom, Version: "0.3" } => "atom03",
        { Kind: FeedKind.Atom, Version: "1.0" } => "atom10",
        { Kind: FeedKind.Atom } => "atom",
        { Kind: FeedKind.Cdf } => "cdf",
        { Kind: FeedKind.Json } => "json" + format.Version.Replace(".", "", StringComparison.Ordinal),
        { Version: "0.90" } => "rss090",
        { Version: var version } when version.Length == 0 => "rss",
        { Version: "0.91" } => "rss091u",
        { Version: var version } when version.StartsWith('2') => "rss20",
        { Version: var version } => "rss" + version.Replace(".", "", StringComparison.Ordinal),
    };
}
