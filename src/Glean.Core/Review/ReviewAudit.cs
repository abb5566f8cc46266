using System.Text.Json;
using Glean.Catalog;

namespace Glean.Review;

/// <summary>Lines of the audit log about tools.</summary>
internal static class ReviewAudit
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static AuditEntry Line(string action, long toolId, Person person, DateTime now, object? detail = null) => new()
    {
        At = now,
        Actor = person.Name,
        UserId = person.UserId,
        Action = action,
        Subject = $"tool:{toolId}",
        Detail = detail is null ? "{}" : JsonSerializer.Serialize(detail, Json),
    };
}
