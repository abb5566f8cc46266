using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Reports;

/// <summary>Reads what a report tells. The time comes in, so that the same rows give the same report.</summary>
public sealed class ReportBuilder(GleanDatabase database, DateTime now)
{
    private const int StatementsOfATool = 5;
    private const int LongestList = 20;

    /// <summary>The last <paramref name="weeks"/> weeks.</summary>
    public async Task<Report> WeeklyAsync(int weeks, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var from = now.AddDays(-7 * weeks);
        var approved = await DecidedAsync(context, ToolStatus.Approved, from, cancellationToken);
        var rejected = await DecidedAsync(context, ToolStatus.Rejected, from, cancellationToken);
        var queue = await context.Tools.AsNoTracking().Where(t => t.Status == ToolStatus.Review)
            .OrderByDescending(t => t.RelevanceScore).ThenBy(t => t.Id).Take(LongestList).ToListAsync(cancellationToken);
        return new Report(
            ReportKind.Weekly,
            weeks == 1 ? "The week in AI tools for sales" : $"{weeks} weeks in AI tools for sales",
            now,
            from,
            [
                new ReportFigure("Discoveries", await context.Discoveries.CountAsync(d => d.DiscoveredAt >= from, cancellationToken)),
                new ReportFigure("Tools newly found", await context.Tools.CountAsync(t => t.CreatedAt >= from, cancellationToken)),
                new ReportFigure("Claims", await context.Claims.CountAsync(c => c.CreatedAt >= from, cancellationToken)),
                new ReportFigure("Approved", approved.Count),
                new ReportFigure("Rejected", rejected.Count),
                new ReportFigure("Waiting for review", await context.Tools.CountAsync(t => t.Status == ToolStatus.Review, cancellationToken)),
            ],
            [
                new ReportSection("Approved", await EntriesAsync(context, approved, cancellationToken), "Nothing was approved in this time."),
                new ReportSection("Waiting for review", await EntriesAsync(context, queue, cancellationToken), "The queue is clear."),
                new ReportSection("Rejected", [.. rejected.Select(t => new ReportEntry(t.Name, t.Url, t.RejectionReason ?? "no reason given", []))], "Nothing was rejected in this time."),
                new ReportSection("Changes", await ChangesAsync(context, from, cancellationToken), "No changes were seen in this time."),
            ]);
    }

    /// <summary>Changes and decisions of the last <paramref name="days"/> days.</summary>
    public async Task<Report> ChangelogAsync(int days, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var from = now.AddDays(-days);
        var changes = await ChangesAsync(context, from, cancellationToken);
        var decisions = await DecisionsAsync(context, from, cancellationToken);
        return new Report(
            ReportKind.Changelog,
            $"Changes of the last {(days == 1 ? "day" : $"{days} days")}",
            now,
            from,
            [new ReportFigure("Changes", changes.Count), new ReportFigure("Decisions", decisions.Count)],
            [
                new ReportSection("Changes of approved tools", changes, "No changes were seen in this time."),
                new ReportSection("Decisions", decisions, "Nothing was decided in this time."),
            ]);
    }

    /// <summary>All approved tools by category.</summary>
    public async Task<Report> IndexAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var tools = await context.Tools.AsNoTracking().Where(t => t.Status == ToolStatus.Approved).ToListAsync(cancellationToken);
        List<ReportSection> sections = [];
        foreach (var category in tools.GroupBy(t => t.Category).OrderBy(c => c.Key == Focus.Other).ThenBy(c => c.Key, StringComparer.Ordinal))
        {
            var inOrder = category.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.Id).ToList();
            sections.Add(new ReportSection(Heading(category.Key), await EntriesAsync(context, inOrder, cancellationToken), ""));
        }

        if (sections.Count == 0)
        {
            sections.Add(new ReportSection("Tools", [], "No tool is approved yet. Approve some: glean review"));
        }

        return new Report(ReportKind.Index, "Index of AI tools for sales", now, null, [new ReportFigure("Approved tools", tools.Count)], sections);
    }

    private static Task<List<Tool>> DecidedAsync(GleanDbContext context, ToolStatus status, DateTime from, CancellationToken cancellationToken) =>
        context.Tools.AsNoTracking().Where(t => t.Status == status && t.ReviewedAt >= from)
            .OrderByDescending(t => t.ReviewedAt).ThenBy(t => t.Id).ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<ReportEntry>> ChangesAsync(GleanDbContext context, DateTime from, CancellationToken cancellationToken) =>
        [.. (await context.Changes.AsNoTracking().Include(c => c.Tool).Where(c => c.DetectedAt >= from)
                .OrderByDescending(c => c.DetectedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken))
            .Select(c => new ReportEntry(
                c.Tool!.Name, c.Tool.Url, $"{c.DetectedAt:yyyy-MM-dd} · {c.ChangeType.ToWire().Replace('_', ' ')}",
                [new ReportStatement(c.Description, null, null, c.SourceUrl, c.DetectedAt)]))];

    private static async Task<IReadOnlyList<ReportEntry>> DecisionsAsync(GleanDbContext context, DateTime from, CancellationToken cancellationToken)
    {
        var decisions = await context.Decisions.AsNoTracking().Where(d => d.DecidedAt >= from && d.UndoneAt == null && d.Kind == StepKind.Decision)
            .Join(context.Tools, d => d.ToolId, t => t.Id, (d, t) => new { Decision = d, t.Name, t.Url })
            .OrderByDescending(r => r.Decision.DecidedAt).ThenBy(r => r.Decision.Id)
            .ToListAsync(cancellationToken);
        return [.. decisions.Select(r => new ReportEntry(
            r.Name,
            r.Url,
            $"{r.Decision.DecidedAt:yyyy-MM-dd} · {r.Decision.ToStatus.ToWire()} by {r.Decision.Actor}{(r.Decision.Reason is { } why ? $": {why}" : "")}",
            []))];
    }

    private static async Task<IReadOnlyList<ReportEntry>> EntriesAsync(GleanDbContext context, List<Tool> tools, CancellationToken cancellationToken)
    {
        List<ReportEntry> entries = [];
        foreach (var tool in tools)
        {
            var claims = await context.Claims.AsNoTracking().Where(c => c.ToolId == tool.Id)
                .Include(c => c.Source).Include(c => c.Discovery)
                .OrderByDescending(c => c.Verified).ThenByDescending(c => c.Confidence).ThenBy(c => c.Id)
                .Take(StatementsOfATool)
                .ToListAsync(cancellationToken);
            var detail = tool.Description ?? (tool.RelevanceScore is { } score ? $"{Heading(tool.Category)} · score {score:0.00}" : Heading(tool.Category));
            entries.Add(new ReportEntry(tool.Name, tool.Url, detail, [.. claims.Select(Statement)]));
        }

        return entries;
    }

    private static ReportStatement Statement(Claim claim) => new(
        claim.Content, claim.ClaimType.ToWire(), claim.Source?.Name, claim.Discovery?.SourceUrl, claim.Discovery?.PublishedAt);

    private static string Heading(string category) =>
        category == "crm" ? "CRM" : char.ToUpperInvariant(category[0]) + category[1..].Replace('_', ' ');
}
