using System.Globalization;
using System.Text;
using CsvHelper;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Scouts.Rss;

/// <summary>What became of the feeds of a list.</summary>
/// <param name="Known">Subscribed to before.</param>
/// <param name="Repeated">Listed twice.</param>
/// <param name="Unusable">Without an address on the web, or with a password in it.</param>
public sealed record FeedImport(int Added, int Known, int Repeated, int Unusable);

/// <summary>The feeds Glean knows: rows of <c>sources</c> below <c>rss</c>. Those enabled are read by every run.</summary>
public sealed class FeedList(GleanDatabase database, TimeProvider time)
{
    private const string DefaultsAdded = "rss.default_feeds_added";

    /// <summary>The feeds subscribed to; on the first call the default list is.</summary>
    public async Task<IReadOnlyList<Source>> SubscribedAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var parent = await ParentAsync(context, cancellationToken);
        if (await context.Settings.FindAsync([DefaultsAdded], cancellationToken) is null)
        {
            await EnableAsync(context, parent.Id, Defaults(), cancellationToken);
            context.Settings.Add(new Setting { Key = DefaultsAdded, Value = "true", UpdatedAt = Now });
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        var rows = await context.Sources.AsNoTracking().Where(s => s.ParentId == parent.Id && s.Enabled).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        // Two feeds that moved to one place are one.
        return [.. rows.DistinctBy(s => s.Url, StringComparer.Ordinal)];
    }

    /// <summary>All feeds known, also those not subscribed to.</summary>
    public async Task<IReadOnlyList<Source>> AllAsync(CancellationToken cancellationToken)
    {
        await SubscribedAsync(cancellationToken);
        await using var context = database.CreateContext();
        return await context.Sources.AsNoTracking().Where(s => s.ParentId != null).OrderBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The rows of the feeds at <paramref name="urls"/>; one not known yet is remembered, but not subscribed to.</summary>
    /// <exception cref="GleanException">An address is no http or https address.</exception>
    public async Task<IReadOnlyList<Source>> NamedAsync(IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var parent = await ParentAsync(context, cancellationToken);
        List<Source> rows = [];
        foreach (var url in urls.Select(Valid).Distinct(StringComparer.Ordinal))
        {
            rows.Add(await RememberAsync(context, parent.Id, url, cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        context.ChangeTracker.Clear();
        return [.. rows.DistinctBy(r => r.Id)];
    }

    /// <summary>Subscribes to feeds; those known already are switched on.</summary>
    /// <returns>How many were not subscribed to before.</returns>
    public async Task<int> SubscribeAsync(IReadOnlyList<(string Url, string? Title)> feeds, CancellationToken cancellationToken)
    {
        await SubscribedAsync(cancellationToken);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var parent = await ParentAsync(context, cancellationToken);
        var added = await EnableAsync(context, parent.Id, feeds, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

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

    /// <summary>Stops reading a feed; what came through it stays.</summary>
    /// <returns>False when there is no such feed.</returns>
    public async Task<bool> UnsubscribeAsync(string url, CancellationToken cancellationToken)
    {
        await SubscribedAsync(cancellationToken);
        await using var context = database.CreateContext();
        return await context.Sources.Where(s => s.ParentId != null && s.Enabled && (s.Url == url || s.Name == RowName(url)))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Enabled, false), cancellationToken) > 0;
    }

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

    /// <summary>The address under which a feed was added, wherever it has moved since.</summary>
    internal static Uri FirstAddress(Source feed) =>
        feed.Name.StartsWith(RssScout.Name + ':', StringComparison.Ordinal) && Uri.TryCreate(feed.Name[(RssScout.Name.Length + 1)..], UriKind.Absolute, out var first)
            ? first
            : new Uri(feed.Url!);

    private static string RowName(string url) => $"{RssScout.Name}:{url}";

    private async Task<Source> ParentAsync(GleanDbContext context, CancellationToken cancellationToken)
    {
        var parent = await context.Sources.SingleOrDefaultAsync(s => s.Name == RssScout.Name, cancellationToken);
        if (parent is null)
        {
            parent = new Source { Name = RssScout.Name, CreatedAt = Now };
            context.Sources.Add(parent);
            await context.SaveChangesAsync(cancellationToken);
        }

        return parent;
    }

    // By the address it has now or had when it was added: a feed that moved for good is still found under its old one.
    private static Task<Source?> FindAsync(GleanDbContext context, string url, CancellationToken cancellationToken)
    {
        var name = RowName(url);
        return context.Sources.FirstOrDefaultAsync(s => s.ParentId != null && (s.Url == url || s.Name == name), cancellationToken);
    }

    private async Task<Source> RememberAsync(GleanDbContext context, long parentId, string url, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, url, cancellationToken) is { } known)
        {
            return known;
        }

        var row = new Source { Name = RowName(url), Url = url, ParentId = parentId, Enabled = false, CreatedAt = Now };
        context.Sources.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>Switches feeds on, adding those that are missing; the caller saves. A list may have thousands, so the rows are read once.</summary>
    private async Task<int> EnableAsync(GleanDbContext context, long parentId, IReadOnlyList<(string Url, string? Title)> feeds, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, Source>(StringComparer.Ordinal);
        foreach (var row in await context.Sources.Where(s => s.ParentId != null).OrderBy(s => s.Id).ToListAsync(cancellationToken))
        {
            known.TryAdd(row.Name, row);
            known.TryAdd(RowName(row.Url ?? ""), row);
        }

        var added = 0;
        foreach (var (url, title) in feeds)
        {
            if (!known.TryGetValue(RowName(url), out var row))
            {
                row = new Source { Name = RowName(url), Url = url, ParentId = parentId, Enabled = false, CreatedAt = Now };
                context.Sources.Add(row);
                known.Add(row.Name, row);
            }

            added += row.Enabled ? 0 : 1;
            row.Enabled = true;
            row.Title ??= title;
        }

        return added;
    }

    private static List<(string Url, string? Title)> Defaults()
    {
        using var reader = new StreamReader(EmbeddedData.Open("Rss/Data/feeds.csv"), Encoding.UTF8);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<(string, string?)> feeds = [];
        while (csv.Read())
        {
            feeds.Add((Valid(csv.GetField("url")!), csv.GetField("name")));
        }

        return feeds;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
