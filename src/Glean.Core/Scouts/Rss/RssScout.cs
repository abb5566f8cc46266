using System.Globalization;
using System.Text;
using CsvHelper;
using Glean.Catalog;
using Glean.Egress;
using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts.Rss;

/// <summary>Reads feeds: each a place of its own, with its own conditional request.</summary>
public sealed class RssScout : IScout
{
    /// <summary>The source's name in <c>sources</c>.</summary>
    public const string Name = "rss";

    internal const string Accept =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

    private const int LongestTitle = 200;

    public ScoutDefinition Definition { get; } = new(Name, "rss", "Feeds")
    {
        Summary = "Read feeds: RSS, Atom, RDF, JSON Feed",
        Doors = "feeds",
        NextStepWithoutDoors = "Add one: glean feeds add https://example.com/feed.xml",
        Schedule = "0 7 * * * ?",
        Options =
        [
            new(ScoutFields.Feeds, "Read this feed instead of those subscribed to; repeatable"),
            new(ScoutFields.Limit, "At most N entries of each feed, newest first"),
            new(ScoutFields.Days, "Only entries of the last N days; those without a date are kept"),
        ],
    };

    /// <summary>The list that ships, see <c>Rss/Data/feeds.csv</c>.</summary>
    public IReadOnlyList<Door> Defaults
    {
        get
        {
            using var reader = new StreamReader(EmbeddedData.Open("Rss/Data/feeds.csv"), Encoding.UTF8);
            using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            List<Door> feeds = [];
            while (csv.Read())
            {
                feeds.Add(FeedList.DoorOf(FeedList.Valid(csv.GetField("url")!), csv.GetField("name")));
            }

            return feeds;
        }
    }

    public IReadOnlyList<Door> Named(ScoutOptions options) => [.. options[ScoutFields.Feeds].Select(url => FeedList.DoorOf(url))];

    public ApiService? Service(GleanSettings settings) => null;

    public async Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(visit.Door.Url, UriKind.Absolute, out var address))
        {
            return DoorEnd.Failed("is no usable address; remove it and add the right one");
        }

        // Whoever wants everything must not be told "unchanged" about what the filter left out before.
        var request = new FetchRequest(address) { Accept = Accept };
        request = visit.ReadsAll ? request : request with { ETag = visit.Door.ETag, LastModified = visit.Door.LastModified };
        switch (await visit.Fetcher.FetchAsync(request, cancellationToken))
        {
            case NotModified same:
                Move(visit.Door, same.PermanentlyMovedTo);
                return DoorEnd.Unchanged with { Message = Moved(same.PermanentlyMovedTo) };
            case FetchFailed failed:
                return DoorEnd.Failed(failed.Message, failed.RetryAfter);
            case Fetched fetched:
                return await TakeAsync(visit, fetched, cancellationToken);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private static async Task<DoorEnd> TakeAsync(DoorVisit visit, Fetched fetched, CancellationToken cancellationToken)
    {
        var read = FeedReader.Read(fetched.Body, fetched.ContentType, fetched.FinalUrl);
        if (!read.IsFeed)
        {
            return DoorEnd.Failed(read.Error.Message);
        }

        var trouble = Trouble(read.Feed, visit.Door.LastItemCount);
        var items = EntryItems.Of(read.Feed, visit.Door.Url!, new Uri(visit.Key), visit.Since, visit.Number(ScoutFields.Limit));
        Remember(visit.Door, fetched, read.Feed, isWhole: trouble is null && visit.Number(ScoutFields.Limit) is null && visit.Since is null);
        await visit.SaveAsync(items, cancellationToken);
        return trouble is not null
            ? DoorEnd.Degraded(trouble)
            : DoorEnd.Read with { Message = Moved(fetched.PermanentlyMovedTo) ?? (read.Feed.Entries.Count == 0 ? "has no entries yet" : null) };
    }

    private static string? Trouble(Feed feed, int before) => (feed.Entries.Count, feed.BrokeOff) switch
    {
        (0, _) when before > 0 => $"has no entries; it had {before} before",
        (0, true) => "breaks off before its first entry",
        (_, true) => "breaks off; what stands before the break was read",
        _ => null,
    };

    /// <param name="isWhole">Nothing was left out; else the next run must find it, and the feed would tell it "unchanged".</param>
    private static void Remember(Source door, Fetched fetched, Feed read, bool isWhole)
    {
        var title = StorableText.Of(read.Title);
        door.Title = title.Length == 0 ? door.Title : title.Length <= LongestTitle ? title : StorableText.Of(title[..LongestTitle]);
        // A feed that ran empty stays conspicuous until it has entries again.
        door.LastItemCount = read.Entries.Count > 0 ? read.Entries.Count : door.LastItemCount;
        door.ETag = isWhole ? fetched.ETag : null;
        door.LastModified = isWhole ? fetched.LastModified : null;
        Move(door, fetched.PermanentlyMovedTo);
    }

    private static void Move(Source door, Uri? address) => door.Url = address?.AbsoluteUri ?? door.Url;

    private static string? Moved(Uri? address) => address is null ? null : $"has moved for good to {address.AbsoluteUri}; it is read there from now on";
}
