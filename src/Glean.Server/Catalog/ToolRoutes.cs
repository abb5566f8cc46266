using Glean.Review;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Catalog;

/// <summary>Tools: list, detail, correction, removal.</summary>
internal static class ToolRoutes
{
    private const int MostIds = 100;

    public static void MapTools(this IEndpointRouteBuilder routes)
    {
        var tools = routes.MapGroup("/api/tools").WithTags("Tools").RequireAuthorization(Policies.Read);
        tools.MapGet("", List).Produces<ToolPage>().Refuses(422).WithSummary("List tools");
        tools.MapGet("{id:long}", Find).Produces<ToolPageDetail>().Refuses(404).WithSummary("One tool with claims, changelog and discoveries");
        tools.MapGet("{id:long}/claims", Claims).Produces<ClaimList>().Refuses(404).WithSummary("What is said of a tool, with the evidence");
        tools.MapPut("{id:long}", EditAsync).RequireAuthorization(Policies.Review).Produces<ToolPageDetail>().Refuses(404, 409, 422).WithSummary("Correct a tool");
        tools.MapDelete("{id:long}", DeleteAsync).RequireAuthorization(Policies.Admin).Produces(204).Refuses(404).WithSummary("Remove a tool with its claims");
        tools.MapDelete("bulk", DeleteManyAsync).RequireAuthorization(Policies.Admin).Produces<BulkDeletion>().Refuses(422).WithSummary("Remove up to 100 tools");
    }

    private static IResult List([AsParameters] ToolQuery query, HttpRequest request, ResultCache cache, GleanDatabase database)
    {
        if (query.Read(out var problems) is not { } filter)
        {
            return Problems.Invalid(problems);
        }

        return new JsonBytes(cache.Get("tools" + request.QueryString.Value, () =>
        {
            using var connection = database.OpenForReading();
            var (tools, total) = ToolReader.List(connection, filter);
            return ApiJson.Bytes(new ToolPage([.. tools.Select(ToolItem.Of)], total, filter.Limit, filter.Offset, ToolQuery.Describe(filter)));
        }));
    }

    private static IResult Find(long id, GleanDatabase database, HttpResponse response)
    {
        using var connection = database.OpenForReading();
        if (ToolReader.Find(connection, id) is not { } tool)
        {
            return NoTool(id);
        }

        response.Headers.ETag = $"\"{tool.Tool.Version}\"";
        return TypedResults.Ok(ToolPageDetail.Of(tool));
    }

    private static IResult Claims(long id, GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        return ToolReader.Find(connection, id) is { } tool
            ? TypedResults.Ok(new ClaimList(tool.Claims, tool.Claims.Count))
            : NoTool(id);
    }

    private static async Task<IResult> EditAsync(
        long id, ToolChanges changes, HttpContext context, ToolDesk desk, SettingStore settings, GleanDatabase database, CancellationToken cancellationToken)
    {
        if (!TryVersion(context.Request, changes.Version, out var version))
        {
            return Problems.Invalid("If-Match", "Must be the version of the tool in quotes, as its ETag says.");
        }

        var edit = new ToolEdit(changes.Name, changes.Url, changes.Description, changes.Category);
        return await desk.EditAsync(id, edit, settings.Focus().Focus, version, context.Person(), cancellationToken) switch
        {
            EditOutcome.Done => Find(id, database, context.Response),
            EditOutcome.Stale stale => Problems.Conflict(
                $"The tool was changed meanwhile, at {stale.ChangedAt:yyyy-MM-dd HH:mm:ss} UTC. Load it again, then make your change.", ("version", stale.Version)),
            EditOutcome.Invalid invalid => Problems.Invalid(invalid.Problems),
            _ => NoTool(id),
        };
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext context, ToolDesk desk, CancellationToken cancellationToken) =>
        (await desk.DeleteAsync([id], context.Person(), cancellationToken)).Count == 0 ? NoTool(id) : TypedResults.NoContent();

    /// <summary>The ids stand in the body, or in the query since some clients send no body with DELETE.</summary>
    private static async Task<IResult> DeleteManyAsync(
        [FromBody] ToolIdsBody? body, HttpContext context, ToolDesk desk, CancellationToken cancellationToken, [FromQuery(Name = "tool_ids")] string[]? toolIds = null)
    {
        var parts = (toolIds ?? []).SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        List<long> ids = [.. body?.ToolIds ?? []];
        foreach (var part in parts)
        {
            if (!long.TryParse(part, out var id))
            {
                return Problems.Invalid("tool_ids", "Must be whole numbers, separated by commas.");
            }

            ids.Add(id);
        }

        if (CheckIds(ids) is { } problem)
        {
            return problem;
        }

        var deleted = await desk.DeleteAsync(ids.ToHashSet(), context.Person(), cancellationToken);
        return TypedResults.Ok(new BulkDeletion(deleted, deleted.Count, [.. ids.Distinct().Except(deleted)]));
    }

    /// <summary>What is wrong with the ids of a bulk request, or null.</summary>
    public static IResult? CheckIds(IReadOnlyCollection<long> ids) =>
        ids.Count is 0 or > MostIds ? Problems.Invalid("tool_ids", $"Must be 1 to {MostIds} ids.") : null;

    public static IResult NoTool(long id) => Problems.NotFound($"There is no tool {id}.");

    private static bool TryVersion(HttpRequest request, int? inBody, out int? version)
    {
        version = inBody;
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*")
        {
            return true;
        }

        var ok = int.TryParse(header.Trim().Trim('"'), out var parsed);
        version = parsed;
        return ok;
    }
}
