using System.Text.Json;
using Glean.Catalog;
using Glean.Curation;
using Glean.Curation.Learning;
using Glean.Curation.Queue;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Curation;

/// <summary>How tools are ranked, why, and what a changed focus would do.</summary>
internal static class RankingRoutes
{
    public static void MapRanking(this IEndpointRouteBuilder routes)
    {
        var ranking = routes.MapGroup("/api").WithTags("Ranking").RequireAuthorization(Policies.Read);
        ranking.MapGet("ranking", (Curator curator) => TypedResults.Ok(curator.Ranking())).WithSummary("What was learned from decisions, and its gain over the plain score");
        ranking.MapGet("tools/{id:long}/score", Explain).Produces<ScoreExplanation>().Refuses(404).WithSummary("Why a tool scores as it does, part by part");
        ranking.MapPost("settings/focus/backtest", Test).RequireAuthorization(Policies.Admin)
            .Accepts<Focus>("application/json").Produces<BacktestReport>().Refuses(422).WithSummary("A changed focus against past decisions, before it is saved");
    }

    private static IResult Explain(long id, Curator curator) => curator.Explain(id) is { } explanation ? TypedResults.Ok(explanation) : ToolRoutes.NoTool(id);

    private static IResult Test([FromBody] JsonElement body, [FromQuery(Name = "min_score")] double? minScore, Curator curator)
    {
        if (minScore is { } least && least is not (>= 0 and <= 1))
        {
            return Problems.Invalid("min_score", "Must be between 0 and 1.");
        }

        return SettingsRoutes.TryReadFocus(body, out var focus, out var refused)
            ? TypedResults.Ok(curator.Backtest(focus, minScore ?? ReviewQueuePlan.DefaultMinimum))
            : refused;
    }
}
