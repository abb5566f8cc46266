using Glean.Operations.Statistics;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Operations;

/// <summary>How the pipeline and its reviewers do.</summary>
internal static class StatisticsRoutes
{
    private const int MostDays = 3660;

    private const int MostDaysShown = 92;

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/statistics/discoveries", Daily).WithTags("Status").RequireAuthorization(Policies.Read)
            .Produces<DailyDiscoveries>().Refuses(422).WithSummary("Discoveries a day by source");
        routes.MapGet("/api/statistics", Read).WithTags("Status").RequireAuthorization(Policies.Read)
            .Produces<ReviewStatistics>().Refuses(422).WithSummary("Funnel, conversion, time in stage, throughput, precision of sources, agreement of reviewers");
    }

    private static IResult Daily([FromQuery(Name = "days")] int? days, GleanDatabase database, TimeProvider time)
    {
        if (days is < 1 or > MostDaysShown)
        {
            return Problems.Invalid("days", $"Must be between 1 and {MostDaysShown}.");
        }

        using var connection = database.OpenForReading();
        return TypedResults.Ok(DailyDiscoveries.Read(connection, days ?? 30, time.GetUtcNow().UtcDateTime));
    }

    private static IResult Read([FromQuery(Name = "days")] int? days, GleanDatabase database, TimeProvider time)
    {
        if (days is < 1 or > MostDays)
        {
            return Problems.Invalid("days", $"Must be between 1 and {MostDays}; leave it out for all time.");
        }

        using var connection = database.OpenForReading();
        return TypedResults.Ok(StatisticsReader.Read(connection, days, time.GetUtcNow().UtcDateTime));
    }
}
