using System.Data.Common;
using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Glean.Tracking;
using Glean.Tracking.Plans;

namespace Glean.Operations.Publishing;

/// <summary>Reads the approved index, all out of one state of the database.</summary>
internal static class SiteReader
{
    private const int Portion = 250;

    private const string ChangeColumns = "SELECT c.id, c.tool_id, t.name, c.change_type, c.description, c.source_url, c.detected_at FROM changelog c JOIN tools t ON t.id = c.tool_id WHERE t.status = 'approved'";

    /// <summary>Every approved tool, by name.</summary>
    public static IReadOnlyList<ListedTool> Tools(DbConnection connection) => connection.Rows(
        "SELECT id, name, url, description, category, coalesce(reviewed_at, created_at) FROM tools WHERE status = 'approved' ORDER BY lower(name), id",
        r => new ListedTool(r.GetInt64(0), r.GetString(1), r.Text(2), r.Text(3), r.GetString(4), r.Utc(5)));

    /// <summary>Every change of an approved tool, newest first.</summary>
    public static IReadOnlyList<SiteChange> Changes(DbConnection connection, int most) =>
        connection.Rows($"{ChangeColumns} ORDER BY c.detected_at DESC, c.id DESC LIMIT @most", Change, ("@most", most));

    /// <summary>The tools with all that is known of them, a portion at a time.</summary>
    public static IEnumerable<SiteTool> WithEvidence(DbConnection connection, IReadOnlyList<ListedTool> tools)
    {
        foreach (var part in tools.Chunk(Portion))
        {
            var ids = JsonSerializer.Serialize(part.Select(t => t.Id));
            var claims = ClaimReader.OfTools(connection, ids);
            var plans = Plans(connection, ids);
            var changes = connection.Rows(
                $"{ChangeColumns} AND {connection.Dialect().In("c.tool_id", "@ids")} ORDER BY c.detected_at DESC, c.id DESC", Change, ("@ids", ids)).ToLookup(c => c.ToolId);
            foreach (var tool in part)
            {
                yield return new SiteTool(
                    tool,
                    [.. claims[tool.Id].Where(c => c.Resolution is null or "holds").DistinctBy(c => c.GroupId ?? c.Id)],
                    [.. plans[tool.Id]],
                    [.. changes[tool.Id]]);
            }
        }
    }

    private static ILookup<long, SitePlan> Plans(DbConnection connection, string ids) => connection.Rows(
        $"""
        SELECT p.tool_id, p.page_id, p.plan_key, p.name, p.kind, p.prices, p.limits, p.valid_from, p.valid_to, g.url
        FROM price_plans p LEFT JOIN tool_pages g ON g.id = p.page_id
        WHERE {connection.Dialect().In("p.tool_id", "@ids")} ORDER BY p.page_id, p.id
        """,
        r => (
            Tool: r.GetInt64(0), Page: r.GetInt64(1), Key: r.GetString(2), Url: r.Text(9),
            Price: new SitePrice(
                new PricePlan(
                    r.GetString(3), WireName.Parse<PlanKind>(r.GetString(4)) ?? PlanKind.Priced,
                    ChangeDetails.ReadList<PlanPrice>(r.GetString(5)), ChangeDetails.ReadList<string>(r.GetString(6))),
                r.Utc(7), r.UtcOrNull(8))),
        ("@ids", ids))
        .GroupBy(r => (r.Tool, r.Page, r.Key))
        .Select(g => (g.Key.Tool, Plan: new SitePlan(g.Last().Price.Plan.Name, g.Last().Url, [.. g.Select(r => r.Price).Reverse()])))
        .ToLookup(p => p.Tool, p => p.Plan);

    private static SiteChange Change(DbDataReader r) =>
        new(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetString(4), r.Text(5), r.Utc(6));
}
