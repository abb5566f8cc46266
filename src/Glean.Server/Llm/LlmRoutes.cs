using Glean.Llm;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Llm;

/// <param name="Budget">What may be used; null is no limit.</param>
/// <param name="BudgetProblem">Why the budget cannot be read, in words; nothing is asked of a model then.</param>
internal sealed record LlmUsageAnswer(SpendingReport Spending, LlmBudget? Budget, string? BudgetProblem);

/// <summary>What language models use and may use. The settings that change it are among <c>/api/settings</c>.</summary>
internal static class LlmRoutes
{
    private const int MostDays = 366;

    public static void MapLlm(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/llm").WithTags("Settings").RequireAuthorization(Policies.Admin)
            .MapGet("usage", Usage).Produces<LlmUsageAnswer>().Refuses(422).WithSummary("Tokens and money that language models used, and the budget");

    private static IResult Usage([FromQuery(Name = "days")] int? days, SettingStore store, GleanDatabase database, TimeProvider time)
    {
        if (days is < 1 or > MostDays)
        {
            return Problems.Invalid("days", $"Must be a number from 1 to {MostDays}.");
        }

        using var connection = database.OpenForReading();
        var report = LlmSpending.Read(connection, time.GetUtcNow().UtcDateTime, days ?? 30);
        var settings = store.Effective();
        var problem = LlmSettings.Problem(settings);
        return TypedResults.Ok(new LlmUsageAnswer(report, problem is null ? LlmBudget.Of(settings) : null, problem));
    }
}
