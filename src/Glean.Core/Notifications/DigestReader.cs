using Glean.Catalog;
using Glean.Settings;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Notifications;

/// <summary>Reads what there is to tell. Times come in, so that the same rows give the same digest.</summary>
/// <param name="home">Where people reach this server, see <see cref="NotificationSettings.Home"/>.</param>
public sealed class DigestReader(GleanDatabase database, string? home)
{
    private const int LongestList = 40;
    private const int LongestWords = 600;

    /// <summary>What happened from <paramref name="from"/> until before <paramref name="to"/>.</summary>
    public async Task<Digest> PeriodAsync(DeliveryKind kind, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var changes = OfApproved(context).Where(c => c.DetectedAt >= from && c.DetectedAt < to);
        var approved = context.Tools.AsNoTracking().Where(t => t.Status == ToolStatus.Approved && t.ReviewedAt >= from && t.ReviewedAt < to);
        var prices = changes.Where(c => c.ChangeType == ChangeType.PricingChange);
        var others = changes.Where(c => c.ChangeType != ChangeType.PricingChange);
        var priceLines = await ChangesAsync(context, prices, cancellationToken);
        var otherLines = await ChangesAsync(context, others, cancellationToken);
        var tools = await approved.OrderByDescending(t => t.ReviewedAt).ThenBy(t => t.Id).Take(LongestList).ToListAsync(cancellationToken);
        var changeCount = await changes.CountAsync(cancellationToken);
        var approvedCount = await approved.CountAsync(cancellationToken);
        return new Digest(
            kind, kind == DeliveryKind.Daily ? "The day in AI tools for sales" : "The week in AI tools for sales", from, to, home,
            [
                new DigestFigure("Changes of approved tools", changeCount),
                new DigestFigure("Price changes", await prices.CountAsync(cancellationToken)),
                new DigestFigure("Newly approved tools", approvedCount),
                new DigestFigure("Waiting for review", await context.Tools.CountAsync(t => t.Status == ToolStatus.Review, cancellationToken)),
            ],
            priceLines, otherLines, changeCount - priceLines.Count - otherLines.Count, [.. tools.Select(Line)], approvedCount - tools.Count);
    }

    /// <summary>Changes of the given types after the change <paramref name="after"/>, none older than <paramref name="notBefore"/>.</summary>
    public async Task<Digest> ImportantAsync(IReadOnlyList<ChangeType> types, long after, DateTime notBefore, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var changes = OfApproved(context).Where(c => c.Id > after && c.DetectedAt >= notBefore && types.Contains(c.ChangeType));
        // Oldest first: what is cut is told by the next message.
        var lines = await ChangesAsync(context, changes, cancellationToken, oldestFirst: true);
        var prices = lines.Where(c => c.Type == ChangeType.PricingChange).ToList();
        var title = (prices.Count, lines.Count) switch
        {
            (1, 1) => $"Price change: {lines[0].Tool}",
            (var p, var all) when p == all => $"{p} price changes",
            (_, 1) => $"Change: {lines[0].Tool}",
            _ => $"{lines.Count} important changes",
        };
        return new Digest(
            DeliveryKind.Important, title, lines.Count > 0 ? lines[0].DetectedAt : now, now, home, [], prices, [.. lines.Except(prices)], 0, [], 0);
    }

    /// <summary>A digest of made-up rows that fills every part, for trying a channel or a template where there is nothing to tell.</summary>
    public static Digest Sample(DeliveryKind kind, DateTime now, string? home) => new(
        kind, kind == DeliveryKind.Test ? "A test message from Glean" : "The week in AI tools for sales", now.AddDays(-7), now, home,
        [new DigestFigure("Changes of approved tools", 2), new DigestFigure("Newly approved tools", 1)],
        [new DigestChange(1, 1, "Example Dialer", ChangeType.PricingChange, "Pro: $49 to $59 a user a month", now.AddDays(-2), "https://example.com/pricing", "https://example.com/pricing")],
        [new DigestChange(2, 2, "Example Notes", ChangeType.FeatureAdded, "New: summaries of calls <in your words> & theirs", now.AddDays(-1), "https://example.org/", "https://example.org/")],
        3,
        [new DigestTool(3, "Example Router", "prospecting", "Sends each lead to whoever should have it.", "https://example.net/", "https://example.net/")],
        1);

    /// <summary>What there is to tell at present whatever was told before, else a <see cref="Sample"/>.</summary>
    public static async Task<(Digest Digest, bool IsSample)> PreviewAsync(GleanDatabase database, GleanSettings settings, DeliveryKind kind, DateTime now, CancellationToken cancellationToken)
    {
        var home = NotificationSettings.Home(settings);
        var reader = new DigestReader(database, home);
        var digest = kind == DeliveryKind.Important
            ? await reader.ImportantAsync(NotificationSettings.ImportantTypes(settings), 0, now.AddDays(-30), now, cancellationToken)
            : await reader.PeriodAsync(kind, now.AddDays(kind == DeliveryKind.Daily ? -1 : -7), now, cancellationToken);
        return digest.IsEmpty ? (Sample(kind, now, home), true) : (digest, false);
    }

    /// <summary>Of a tool whose approval was taken back nobody wants to hear.</summary>
    private static IQueryable<Change> OfApproved(GleanDbContext context) => context.Changes.AsNoTracking().Where(c => c.Tool!.Status == ToolStatus.Approved);

    private async Task<IReadOnlyList<DigestChange>> ChangesAsync(GleanDbContext context, IQueryable<Change> changes, CancellationToken cancellationToken, bool oldestFirst = false)
    {
        var ordered = oldestFirst ? changes.OrderBy(c => c.Id) : changes.OrderByDescending(c => c.DetectedAt).ThenByDescending(c => c.Id);
        var rows = await (
            from change in ordered.Take(LongestList)
            select new
            {
                change.Id,
                change.ToolId,
                change.Tool!.Name,
                change.ChangeType,
                Words = context.ChangeWordings.Where(w => w.DiffHash == change.DiffHash).Select(w => w.Words).FirstOrDefault() ?? change.Description,
                change.DetectedAt,
                change.SourceUrl,
            }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new DigestChange(
                r.Id, r.ToolId, ForeignLine.Of(r.Name), r.ChangeType, ForeignLine.Of(r.Words, LongestWords), r.DetectedAt, Web(r.SourceUrl), LinkTo($"/tools/{r.ToolId}") ?? Web(r.SourceUrl))),
        ];
    }

    private DigestTool Line(Tool tool) => new(
        tool.Id, ForeignLine.Of(tool.Name), tool.Category.Replace('_', ' '), tool.Description is { } words ? ForeignLine.Of(words, LongestWords) : null, Web(tool.Url), LinkTo($"/tools/{tool.Id}") ?? Web(tool.Url));

    private string? LinkTo(string path) => home is null ? null : home + path;

    private static string? Web(string? url) => url is null ? null : CanonicalUrl.From(url);
}
