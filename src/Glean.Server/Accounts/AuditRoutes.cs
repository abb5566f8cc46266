using System.Text.Json;
using Glean.Accounts;
using Glean.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Accounts;

internal sealed record AuditView(long Id, DateTime At, string Actor, long? UserId, string Action, string? Subject, JsonElement Detail, string? Address)
{
    public static AuditView Of(AuditEntry entry) =>
        new(entry.Id, entry.At, entry.Actor, entry.UserId, entry.Action, entry.Subject, Parse(entry.Detail), entry.Address);

    private static JsonElement Parse(string detail)
    {
        using var document = JsonDocument.Parse(detail);
        return document.RootElement.Clone();
    }
}

internal sealed record AuditPage(IReadOnlyList<AuditView> Entries, int Total, int Limit, int Offset);

/// <summary><c>GET /api/audit</c>: who did what and when, for admins.</summary>
internal static class AuditRoutes
{
    private const int MaxLimit = 200;

    public static void Map(RouteGroupBuilder audit) => audit.MapGet("", PageAsync).RequireAuthorization(Policies.Admin);

    private static async Task<Results<Ok<AuditPage>, ProblemHttpResult>> PageAsync(
        AuditLog audit, CancellationToken cancellationToken, int limit = 50, int offset = 0, string? action = null, string? actor = null)
    {
        if (limit is < 1 or > MaxLimit || offset < 0)
        {
            return Problem.Invalid($"limit must be 1 to {MaxLimit}, offset 0 or more.");
        }

        var (entries, total) = await audit.PageAsync(limit, offset, action, actor, cancellationToken);
        return TypedResults.Ok(new AuditPage([.. entries.Select(AuditView.Of)], total, limit, offset));
    }
}
