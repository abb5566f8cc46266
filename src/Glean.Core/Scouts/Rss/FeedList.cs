using Glean.Catalog;
using Glean.Storage;

namespace Glean.Scouts.Rss;

/// <summary>What became of the feeds of a list.</summary>
/// <param name="Known">Subscribed to before.</param>
/// <param name="Repeated">Listed twice.</param>
/// <param name="Unusable">Without an address on the web, or with a password in it.</param>
public sealed record FeedImport(int Added, int Known, int Repeated, int Unusable);

/// <summary>The feeds Glean knows: doors whose key is the address they were added under.</summary>
public sealed class FeedList(GleanDatabase database, TimeProvider time)
{
    private static readonly RssScout Scout = new();

    private readonly DoorBook book = new(database, time);

    /// <summary>The feeds subscribed to.</summary>
    public Task<IReadOnlyList<Source>> SubscribedAsync(CancellationToken cancellationToken) => book.EnabledAsync(Scout, cancellationToken);

    /// <summary>All feeds known, also those not subscribed to.</summary>
    public Task<IReadOnlyList<Source>> AllAsync(CancellationToken cancellationToken) => book.AllAsync(Scout, cancellationToken);

    /// <summary>Subscribes to feeds; those known already are switched on.</summary>
    /// <returns>How many were not subscribed to before.</returns>
    public Task<int> SubscribeAsync(IReadOnlyList<(string Url, string? Title)> feeds, CancellationToken cancellationToken) =>
        book.EnableAsync(Scout, [.. feeds.Select(f => DoorOf(f.Url, f.Title))], cancellationToken);

    /// <summary>Subscribes to the feeds of an OPML list.</summary>
    /// <exception cref="GleanException">It is no such list, or lists no feeds.</exception>
    public async Task<FeedImport> ImportAsync(ReadOnlyMemory<byte> opml, CancellationToken cancellationToken)
    {
        var list = Opml.Import(opml);
        if (list.Error is not null || list.Feeds.Count + list.Skipped == 0)
        {
            throw new GleanException(FailureKind.Usage, list.Error ?? "This list names no feeds.", "Name an OPML file: outlines with the attribute xmlUrl");
        }

        var usable = list.Feeds.Select(f => (Url: Spelling(f.FeedUrl), f.Title)).Where(f => f.Url is not null).Select(f => (Url: f.Url!, Title: (string?)StorableText.Of(f.Title))).ToList();
        var wanted = usable.DistinctBy(f => f.Url, StringComparer.Ordinal).ToList();
        var added = await SubscribeAsync(wanted, cancellationToken);
        return new FeedImport(added, wanted.Count - added, list.Repeated + usable.Count - wanted.Count, list.Skipped + list.Feeds.Count - usable.Count);
    }

    /// <summary>The feeds subscribed to as an OPML list.</summary>
    public async Task<string> ExportAsync(CancellationToken cancellationToken) => Opml.Export(
        "Feeds that Glean reads", (await SubscribedAsync(cancellationToken)).Select(f => new FeedSubscription(f.Title ?? f.Url!, f.Url!, SiteUrl: null, CategoryPath: [])));

    /// <summary>Stops reading a feed; what came through it stays.</summary>
    /// <returns>False when there is no such feed.</returns>
    public Task<bool> UnsubscribeAsync(string url, CancellationToken cancellationToken) => book.DisableAsync(Scout, DoorOf(url), cancellationToken);

    /// <summary>The door to the feed at <paramref name="url"/>.</summary>
    internal static Door DoorOf(string url, string? title = null) => new(url, title, url);

    /// <summary>The one spelling under which the feed at <paramref name="url"/> is known.</summary>
    /// <exception cref="GleanException">It is no address of a feed.</exception>
    public static string Valid(string url) => Spelling(url) ?? throw new GleanException(
        FailureKind.Usage,
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && address.UserInfo.Length > 0
            ? $"The address of a feed must not hold a user name or password: {address.Scheme}://{address.Authority}{address.AbsolutePath}"
            : $"'{url}' is no http or https address.",
        "Give the feed's full address, for example https://example.com/feed.xml");

    /// <summary><see cref="Valid"/>, or null for what is no address of a feed.</summary>
    public static string? Spelling(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo.Length: 0, Host.Length: > 0 }
            ? address.GetLeftPart(UriPartial.Query)
            : null;
}
