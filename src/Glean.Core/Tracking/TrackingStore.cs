using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glean.Catalog;
using Glean.Catalog.Prices;
using Glean.Storage;
using Glean.Tracking.Differences;
using Glean.Tracking.Pages;
using Glean.Tracking.Plans;
using Microsoft.EntityFrameworkCore;

namespace Glean.Tracking;

/// <summary>A tool whose pages are watched.</summary>
public sealed record WatchedTool(long Id, string Name, string Url);

/// <summary>The rows of the tracker. All that a check found is written in one transaction, so that a run can be cut off anywhere.</summary>
internal sealed class TrackingStore(GleanDatabase database, TimeProvider time)
{
    /// <summary>After so many checks in a row that could not be made, the tool's history says so.</summary>
    private const int ToldAfter = 3;

    public async Task<IReadOnlyList<WatchedTool>> ToolsAsync(long? toolId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var tools = await context.Tools.AsNoTracking()
            .Where(t => t.Status == ToolStatus.Approved && t.Url != null && (toolId == null || t.Id == toolId))
            .OrderBy(t => t.Id)
            .Select(t => new WatchedTool(t.Id, t.Name, t.Url!))
            .ToListAsync(cancellationToken);
        return [.. tools.Where(t => CanonicalUrl.From(t.Url) is not null)];
    }

    /// <summary>The pages of a tool with what is known of them; its home page is added when it has none.</summary>
    /// <param name="dueOnly">Only those whose time has come.</param>
    public async Task<IReadOnlyList<KnownPage>> PagesAsync(WatchedTool tool, bool dueOnly, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var pages = await context.WatchedPages.AsNoTracking().Where(p => p.ToolId == tool.Id).OrderBy(p => p.Kind == PageKind.Home ? 0 : 1).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        if (!pages.Exists(p => p.Kind == PageKind.Home))
            pages.InsertRange(0, await AddAsync(tool.Id, [new FoundPage(PageKind.Home, CanonicalUrl.From(tool.Url)!)], cancellationToken));
        else if (IsElsewhere(pages[0], tool))
            pages = await FollowAsync(tool, cancellationToken);

        var now = Now;
        var chosen = pages.Where(p => p.Enabled && (!dueOnly || p.NextCheckAt is null || p.NextCheckAt <= now)).ToList();
        var ids = chosen.Select(p => p.Id).ToList();
        var snapshotIds = chosen.Select(p => p.SnapshotId).OfType<long>().ToList();
        var snapshots = await context.ToolSnapshots.AsNoTracking().Where(s => snapshotIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        var mutes = (await context.PageMutes.AsNoTracking().Where(m => ids.Contains(m.PageId)).ToListAsync(cancellationToken)).ToLookup(m => m.PageId);
        return
        [
            .. chosen.Select(p => p.SnapshotId is { } id && snapshots.TryGetValue(id, out var last)
                ? new KnownPage(p, new PageContent(last.Content, ChangeDetails.ReadPlans(last.Plans)), last.TakenAt, [.. mutes[p.Id]])
                : new KnownPage(p, null, null, [.. mutes[p.Id]])),
        ];
    }

    /// <summary>A person said no to this site already; the address on it may differ by a mark of the day.</summary>
    private static bool IsDismissed(WatchedPage page, string proposed) =>
        page.DismissedUrl is { } dismissed && PageFinder.IsSameSite(new Uri(dismissed), new Uri(proposed));

    /// <summary>A person gave the tool another site than the one watched.</summary>
    private static bool IsElsewhere(WatchedPage home, WatchedTool tool) => !PageFinder.IsSameSite(new Uri(home.Url), new Uri(tool.Url));

    /// <summary>Watches the tool's new site in place of the old one; pages that a person added stay.</summary>
    private async Task<List<WatchedPage>> FollowAsync(WatchedTool tool, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var pages = await context.WatchedPages.Where(p => p.ToolId == tool.Id).ToListAsync(cancellationToken);
        context.WatchedPages.RemoveRange(pages.Where(p => !p.AddedByPerson));
        await context.SaveChangesAsync(cancellationToken);
        pages.RemoveAll(p => !p.AddedByPerson);
        var home = new WatchedPage { ToolId = tool.Id, Url = CanonicalUrl.From(tool.Url)!, Kind = PageKind.Home, CreatedAt = Now };
        context.WatchedPages.Add(home);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [home, .. pages.Where(p => p.Kind != PageKind.Home)];
    }

    /// <summary>Adds pages that the tool does not have; one that a person took off the list is not added again.</summary>
    /// <returns>Those added.</returns>
    public async Task<IReadOnlyList<WatchedPage>> AddAsync(long toolId, IReadOnlyList<FoundPage> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
            return [];
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var known = await context.WatchedPages.Where(p => p.ToolId == toolId).ToListAsync(cancellationToken);
        List<WatchedPage> added = [];
        foreach (var page in found.Where(f => !known.Exists(k => k.Url == f.Url || k.Kind == f.Kind)))
            added.Add(new WatchedPage { ToolId = toolId, Url = page.Url, Kind = page.Kind, CreatedAt = Now });
        context.WatchedPages.AddRange(added);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    /// <summary>Writes what a check came to.</summary>
    /// <returns>False when the page is gone from the list meanwhile, or somebody else has checked it.</returns>
    public async Task<bool> SaveAsync(KnownPage known, PageCheck check, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var page = await context.WatchedPages.SingleOrDefaultAsync(p => p.Id == known.Page.Id && p.Enabled, cancellationToken);
        // Two runs at once: the later one compared with a text that is not the last any more.
        if (page is null || page.SnapshotId != known.Page.SnapshotId || page.Url != known.Page.Url)
            return false;

        var now = Now;
        if (check.State == PageState.Gone && page is { SnapshotId: null, AddedByPerson: false } && page.Kind != PageKind.Home)
        {
            // A link that led nowhere from the start was no page.
            context.WatchedPages.Remove(page);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return false;
        }

        var wasReached = page.State is not (PageState.CouldNotCheck or PageState.Gone or PageState.Moved);
        var failed = check.State is PageState.CouldNotCheck or PageState.Gone or PageState.Moved;
        page.ConsecutiveFailures = failed ? page.ConsecutiveFailures + 1 : 0;
        page.State = check.State;
        page.StateReason = check.Reason;
        page.LastCheckedAt = now;
        page.IntervalHours = PageSchedule.Next(page.Kind, page.IntervalHours, check.State, page.ConsecutiveFailures);
        page.NextCheckAt = PageSchedule.At(now, page.IntervalHours, page.Id);
        if (check.RetryAfter is { } silence && now + silence > page.NextCheckAt)
            page.NextCheckAt = now + silence;
        page.ProposedUrl = check.ProposedUrl is { } proposed ? (IsDismissed(page, proposed) ? null : proposed) : failed ? page.ProposedUrl : null;
        if (!failed)
        {
            (page.ETag, page.LastModified, page.Moving) = (check.ETag, check.LastModified, check.Moving.ToString());
            page.Url = check.MovedTo is { } moved && !await context.WatchedPages.AnyAsync(p => p.ToolId == page.ToolId && p.Url == moved, cancellationToken) ? moved : page.Url;
        }

        var before = page.SnapshotId;
        if (check.Content is { } content)
        {
            var snapshot = Snapshot(page, content, now);
            context.ToolSnapshots.Add(snapshot);
            await context.SaveChangesAsync(cancellationToken);
            page.SnapshotId = snapshot.Id;
        }

        if (failed && (check.State == PageState.CouldNotCheck ? page.ConsecutiveFailures == ToldAfter : wasReached))
            context.Changes.Add(Unreachable(page, check, now));
        var changes = check.Changes.Select(c => Change(page, c, before, now)).ToList();
        context.Changes.AddRange(changes);
        page.LastChangedAt = changes.Count > 0 ? now : page.LastChangedAt;
        await context.SaveChangesAsync(cancellationToken);
        if (check.Content is { } newest)
            await KeepPlansAsync(context, page, newest.Plans, changes.Find(c => c.ChangeType == ChangeType.PricingChange)?.Id, now, cancellationToken);
        await ProposeAsync(context, page, check, changes, now, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>A page the tool did not have before: told when the tool is watched for a while already.</summary>
    public async Task TellNewPageAsync(WatchedPage page, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        context.Changes.Add(new Change
        {
            ToolId = page.ToolId,
            PageId = page.Id,
            ChangeType = ChangeType.New,
            Description = $"New page ({page.Kind.ToWire()}): {page.Url}",
            SourceUrl = page.Url,
            DetectedAt = Now,
        });
        await context.SaveChangesAsync(cancellationToken);
    }

    private static ToolSnapshot Snapshot(WatchedPage page, PageContent content, DateTime now) => new()
    {
        ToolId = page.ToolId,
        PageId = page.Id,
        Url = page.Url,
        Content = content.Text,
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.Text))),
        Plans = content.Plans.Count == 0 ? null : StorableText.Of(ChangeDetails.WritePlans(content.Plans)),
        TakenAt = now,
    };

    private static Change Change(WatchedPage page, FoundChange found, long? before, DateTime now)
    {
        var details = StorableText.Of(ChangeDetails.Of(found).Write());
        return new Change
        {
            ToolId = page.ToolId,
            PageId = page.Id,
            ChangeType = found.Type,
            Description = StorableText.Of(found.Summary),
            SourceUrl = page.Url,
            DetectedAt = now,
            BeforeSnapshotId = before,
            AfterSnapshotId = page.SnapshotId,
            Details = details,
            DiffHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(details))),
        };
    }

    private static Change Unreachable(WatchedPage page, PageCheck check, DateTime now) => new()
    {
        ToolId = page.ToolId,
        PageId = page.Id,
        ChangeType = ChangeType.Unreachable,
        Description = check.State switch
        {
            PageState.Gone => $"The {page.Kind.ToWire()} page is gone. {check.Reason}",
            PageState.Moved => $"The {page.Kind.ToWire()} page has moved. {check.Reason}",
            _ => $"The {page.Kind.ToWire()} page could not be checked {page.ConsecutiveFailures} times in a row. {check.Reason}",
        },
        SourceUrl = page.Url,
        DetectedAt = now,
        BeforeSnapshotId = page.SnapshotId,
    };

    /// <summary>Ends the rows of plans that are not offered so any more and begins those that are.</summary>
    private static async Task KeepPlansAsync(GleanDbContext context, WatchedPage page, IReadOnlyList<PricePlan> plans, long? changeId, DateTime now, CancellationToken cancellationToken)
    {
        var current = await context.PlanPeriods.Where(p => p.PageId == page.Id && p.ValidTo == null).ToListAsync(cancellationToken);
        // A page without any plan was built anew; what it offered is not known to have ended.
        if (plans.Count == 0)
            return;
        foreach (var row in current.Where(r => !plans.Any(p => p.Key == r.PlanKey && IsSame(r, p))))
            (row.ValidTo, row.EndedBy) = (now, changeId);
        foreach (var plan in plans.DistinctBy(p => p.Key).Where(p => !current.Exists(r => r.PlanKey == p.Key && r.ValidTo == null)))
            context.PlanPeriods.Add(Period(page, plan, now));
    }

    private static bool IsSame(PlanPeriod row, PricePlan plan)
    {
        var old = new PricePlan(row.Name, WireName.Parse<PlanKind>(row.Kind) ?? PlanKind.Priced, ChangeDetails.ReadList<PlanPrice>(row.Prices), []);
        return PlanDifference.Of([old], [plan]).Count == 0;
    }

    private static PlanPeriod Period(WatchedPage page, PricePlan plan, DateTime now)
    {
        var price = plan.Prices.Count > 0 ? plan.Prices[0] : null;
        return new PlanPeriod
        {
            ToolId = page.ToolId,
            PageId = page.Id,
            PlanKey = StorableText.Of(plan.Key),
            Name = StorableText.Of(plan.Name),
            Kind = plan.Kind.ToWire(),
            Amount = price?.Amount,
            Currency = price?.Currency,
            Period = price is null or { Period: PricePeriod.None } ? null : price.Period.ToWire(),
            Unit = price?.Unit,
            Prices = JsonSerializer.Serialize(plan.Prices, ChangeDetails.Json),
            Limits = StorableText.Of(JsonSerializer.Serialize(plan.Limits, ChangeDetails.Json)),
            ValidFrom = now,
        };
    }

    private static async Task ProposeAsync(GleanDbContext context, WatchedPage page, PageCheck check, List<Change> changes, DateTime now, CancellationToken cancellationToken)
    {
        if (changes.Count == 0 || check.Content is null)
            return;
        var claims = await context.Claims.AsNoTracking().Where(c => c.ToolId == page.ToolId).ToListAsync(cancellationToken);
        for (var i = 0; i < changes.Count; i++)
        {
            foreach (var proposal in ClaimProposals.Of(check.Changes[i], claims, check.Content.Text))
            {
                (proposal.ToolId, proposal.ChangeId, proposal.CreatedAt) = (page.ToolId, changes[i].Id, now);
                proposal.Content = StorableText.Of(proposal.Content);
                context.ClaimProposals.Add(proposal);
            }
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
