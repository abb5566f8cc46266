using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Glean.Catalog;
using Glean.Storage;
using Glean.Tracking.Pages;
using Microsoft.EntityFrameworkCore;

namespace Glean.Tracking;

/// <summary>What people arrange about the pages of a tool: which are watched, what of them is muted, and whether they moved.</summary>
public sealed class PageDesk(GleanDatabase database, TimeProvider time)
{
    private const int LongestPattern = 500;
    private const int MostMutes = 50;
    private const int MostPages = 50;

    /// <summary>The pages of a tool, or of all tools those in the given states.</summary>
    public async Task<IReadOnlyList<(WatchedPage Page, string Tool, IReadOnlyList<PageMute> Mutes)>> ListAsync(
        long? toolId, IReadOnlyList<PageState> states, int limit, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await (
            from page in context.WatchedPages.AsNoTracking()
            join tool in context.Tools on page.ToolId equals tool.Id
            where page.Enabled && (toolId == null || page.ToolId == toolId) && (states.Count == 0 || states.Contains(page.State))
            orderby page.ToolId, page.Id
            select new { page, tool.Name }).Take(limit).ToListAsync(cancellationToken);
        var ids = rows.Select(r => r.page.Id).ToList();
        var mutes = (await context.PageMutes.AsNoTracking().Where(m => ids.Contains(m.PageId)).OrderBy(m => m.Id).ToListAsync(cancellationToken)).ToLookup(m => m.PageId);
        return [.. rows.Select(r => (r.page, r.Name, (IReadOnlyList<PageMute>)[.. mutes[r.page.Id]]))];
    }

    /// <summary>Watches a page; one that was taken off the list comes back.</summary>
    /// <returns>The page, or null when there is no such tool.</returns>
    /// <exception cref="GleanException">The address is none, or the list is full.</exception>
    public async Task<WatchedPage?> AddAsync(long toolId, string url, PageKind kind, Person person, CancellationToken cancellationToken)
    {
        var address = CanonicalUrl.From(url) ?? throw new GleanException(FailureKind.Usage, $"'{url}' is no address of a web page.", "Enter one that begins with https://");
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await context.Tools.AnyAsync(t => t.Id == toolId, cancellationToken))
            return null;
        var pages = await context.WatchedPages.Where(p => p.ToolId == toolId).ToListAsync(cancellationToken);
        var page = pages.Find(p => p.Url == address);
        if (page is null && pages.Count >= MostPages)
            throw new GleanException(FailureKind.Usage, $"A tool has at most {MostPages} pages.", "Take one off the list first.");
        if (page is null)
            context.WatchedPages.Add(page = new WatchedPage { ToolId = toolId, Url = address, CreatedAt = Now });
        (page.Kind, page.AddedByPerson, page.Enabled, page.NextCheckAt) = (kind, true, true, null);
        Audit(context, "page.added", $"tool:{toolId}", person, address);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return page;
    }

    /// <summary>Takes a page off the list. The row stays, so that the tracker does not find it again.</summary>
    /// <returns>False when there is none with that id.</returns>
    public async Task<bool> RemoveAsync(long id, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.WatchedPages.SingleOrDefaultAsync(p => p.Id == id && p.Enabled, cancellationToken) is not { } page)
            return false;
        page.Enabled = false;
        Audit(context, "page.removed", $"tool:{page.ToolId}", person, page.Url);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Mutes a part of a page: what it says is not looked at any more.</summary>
    /// <returns>The mute, or null when there is no such page.</returns>
    /// <exception cref="GleanException">The pattern says nothing, or is no selector.</exception>
    public async Task<PageMute?> MuteAsync(long pageId, MuteKind kind, string pattern, Person person, CancellationToken cancellationToken)
    {
        pattern = pattern.Trim();
        if (Wrong(kind, pattern) is { } wrong)
            throw new GleanException(FailureKind.Usage, wrong);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.WatchedPages.SingleOrDefaultAsync(p => p.Id == pageId && p.Enabled, cancellationToken) is not { } page)
            return null;
        var known = await context.PageMutes.Where(m => m.PageId == pageId).ToListAsync(cancellationToken);
        if (known.Find(m => m.Kind == kind && m.Pattern == pattern) is { } same)
            return same;
        if (known.Count >= MostMutes)
            throw new GleanException(FailureKind.Usage, $"A page has at most {MostMutes} muted parts.", "Take one back first.");
        var mute = new PageMute { PageId = pageId, Kind = kind, Pattern = pattern, CreatedBy = person.Name, CreatedAt = Now };
        context.PageMutes.Add(mute);
        Audit(context, "page.muted", $"page:{page.Id}", person, pattern);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return mute;
    }

    /// <summary>Listens to a muted part again.</summary>
    /// <returns>False when there is none with that id.</returns>
    public async Task<bool> UnmuteAsync(long muteId, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.PageMutes.SingleOrDefaultAsync(m => m.Id == muteId, cancellationToken) is not { } mute)
            return false;
        context.PageMutes.Remove(mute);
        // What was muted is read anew: that it is back is no change.
        await context.WatchedPages.Where(p => p.Id == mute.PageId).ExecuteUpdateAsync(s => s.SetProperty(p => p.SnapshotId, (long?)null).SetProperty(p => p.ETag, (string?)null), cancellationToken);
        Audit(context, "page.unmuted", $"page:{mute.PageId}", person, mute.Pattern);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Decides on the address a page leads to on another site: it is watched from now on, and is the tool's when the page is its home.</summary>
    /// <returns>The page, or null when there is none or it proposes nothing.</returns>
    public async Task<WatchedPage?> DecideMoveAsync(long pageId, bool accept, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.WatchedPages.SingleOrDefaultAsync(p => p.Id == pageId && p.ProposedUrl != null, cancellationToken) is not { } page)
            return null;
        var proposed = CanonicalUrl.From(page.ProposedUrl!);
        (page.ProposedUrl, page.DismissedUrl) = (null, accept ? null : page.ProposedUrl);
        if (accept && proposed is not null)
        {
            (page.Url, page.State, page.StateReason, page.ETag, page.LastModified) = (proposed, PageState.New, null, null, null);
            (page.NextCheckAt, page.ConsecutiveFailures, page.SnapshotId, page.Moving) = (null, 0, null, null);
            if (page.Kind == PageKind.Home)
                await MoveToolAsync(context, page, proposed, cancellationToken);
        }

        Audit(context, accept ? "page.move_accepted" : "page.move_dismissed", $"tool:{page.ToolId}", person, proposed ?? "");
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return page;
    }

    /// <summary>The other pages of the old site are looked for anew on the new one.</summary>
    private async Task MoveToolAsync(GleanDbContext context, WatchedPage home, string url, CancellationToken cancellationToken)
    {
        var now = Now;
        await context.Tools.Where(t => t.Id == home.ToolId).ExecuteUpdateAsync(
            s => s.SetProperty(t => t.Url, url).SetProperty(t => t.Version, t => t.Version + 1).SetProperty(t => t.LastUpdated, now), cancellationToken);
        var others = await context.WatchedPages.Where(p => p.ToolId == home.ToolId && p.Id != home.Id && !p.AddedByPerson).ToListAsync(cancellationToken);
        context.WatchedPages.RemoveRange(others.Where(p => !PageFinder.IsSameSite(new Uri(p.Url), new Uri(url))));
    }

    private static string? Wrong(MuteKind kind, string pattern)
    {
        if (pattern.Length is 0 or > LongestPattern)
            return $"A muted part is named by at most {LongestPattern} characters.";
        if (kind == MuteKind.Text)
            return MutePattern.IsTelling(pattern) ? null : "A pattern needs at least two characters beside its stars.";
        try
        {
            return new HtmlParser().ParseDocument("<body></body>").QuerySelector(pattern) is { LocalName: "body" or "html" } ? "This selector takes the whole page." : null;
        }
        catch (DomException)
        {
            return $"'{pattern}' is no CSS selector. Write one like .customer-logos or #news > p.";
        }
    }

    private void Audit(GleanDbContext context, string action, string subject, Person person, string about) => context.AuditLog.Add(new AuditEntry
    {
        At = Now,
        Actor = person.Name,
        UserId = person.UserId,
        Action = action,
        Subject = subject,
        Detail = System.Text.Json.JsonSerializer.Serialize(new { about }),
    });

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
