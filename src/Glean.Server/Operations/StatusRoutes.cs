using System.Reflection;
using Glean.Operations;
using Glean.Redis;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Operations;

/// <param name="Status"><c>healthy</c>, <c>degraded</c> (reads only, or without the Redis that is set) or <c>unhealthy</c>.</param>
internal sealed record HealthAnswer(string Status, string Service, string Version, DatabaseAnswer Database, RedisAnswer Redis);

internal sealed record DatabaseAnswer(string Status, bool Writable, string? Detail);

/// <param name="Status"><c>ok</c>, <c>unavailable</c> or <c>not_set</c>.</param>
internal sealed record RedisAnswer(string Status, string? Detail);

internal sealed record ActivityList(IReadOnlyList<Activity> Activities, int Total);

/// <summary>How the server and the pipeline are.</summary>
internal static class StatusRoutes
{
    public static readonly string Version =
        typeof(StatusRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/api/health", ["GET", "HEAD"], Health).AllowAnonymous().WithTags("Status").Produces<HealthAnswer>().Produces<HealthAnswer>(503).WithSummary("Whether the server can work");

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        var status = routes.MapGroup("/api").WithTags("Status").RequireAuthorization(Policies.Read);
        status.MapGet("stats", Stats).Produces<PipelineCounts>().WithSummary("The figures of the dashboard");
        status.MapGet("activity", Latest).Produces<ActivityList>().Refuses(422).WithSummary("What happened lately");
    }

    private static JsonHttpResult<HealthAnswer> Health(DatabaseHealth health, [FromServices] RedisLink? redis)
    {
        var condition = health.Ask();
        var shared = Redis(redis);
        var answer = condition switch
        {
            { Usable: false } => new HealthAnswer("unhealthy", "glean", Version, new DatabaseAnswer("unavailable", false, condition.Detail), shared),
            { Writable: false } => new HealthAnswer("degraded", "glean", Version, new DatabaseAnswer("read_only", false, condition.Detail), shared),
            _ => new HealthAnswer(shared.Status == "unavailable" ? "degraded" : "healthy", "glean", Version, new DatabaseAnswer("ok", true, null), shared),
        };
        return TypedResults.Json(answer, ApiJson.Default.HealthAnswer, statusCode: condition.Usable ? 200 : 503);
    }

    private static RedisAnswer Redis(RedisLink? redis) => redis?.Condition switch
    {
        null => new RedisAnswer("not_set", null),
        { Reachable: true } => new RedisAnswer("ok", null),
        { Detail: var detail } => new RedisAnswer("unavailable", detail),
    };

    private static JsonBytes Stats(ResultCache cache, GleanDatabase database, TimeProvider time)
    {
        // The week of the recent discoveries moves on by itself.
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonBytes(cache.Get($"stats {now:yyyyMMddHHmm}", () =>
        {
            using var connection = database.OpenForReading();
            return ApiJson.Bytes(PipelineCounts.Read(connection, now));
        }));
    }

    private static IResult Latest([FromQuery(Name = "limit")] int? limit, ResultCache cache, GleanDatabase database)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(limit, null, problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var most = limit ?? 20;
        return new JsonBytes(cache.Get($"activity {most}", () =>
        {
            using var connection = database.OpenForReading();
            var activities = ActivityReader.Latest(connection, most);
            return ApiJson.Bytes(new ActivityList(activities, activities.Count));
        }));
    }
}
