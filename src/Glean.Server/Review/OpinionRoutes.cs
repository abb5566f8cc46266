using Glean.Catalog;
using Glean.Review;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Review;

/// <summary>Second opinions.</summary>
internal static class OpinionRoutes
{
    public static void MapOpinions(this IEndpointRouteBuilder routes)
    {
        var opinions = routes.MapGroup("/api/review/tools/{id:long}/opinions").WithTags("Review").RequireAuthorization(Policies.Review);
        opinions.MapGet("", ListAsync).RequireAuthorization(Policies.Read).WithSummary("What people think of a tool");
        opinions.MapPut("", GiveAsync).Produces<OpinionList>().Refuses(404, 422).WithSummary("Say what you would do, without deciding; 'unsure' asks others");
        opinions.MapDelete("", WithdrawAsync).Produces<OpinionList>().Refuses(404).WithSummary("Take your opinion back");
    }

    private static async Task<Ok<OpinionList>> ListAsync(long id, HttpContext context, OpinionDesk desk, CancellationToken cancellationToken)
    {
        var opinions = await desk.OfAsync(id, cancellationToken);
        return TypedResults.Ok(new OpinionList([.. opinions.Select(o => OpinionItem.Of(o, context.User.Name()))], opinions.Count));
    }

    private static async Task<IResult> GiveAsync(long id, OpinionBody body, HttpContext context, OpinionDesk desk, SettingStore settings, CancellationToken cancellationToken)
    {
        if (WireName.Parse<OpinionVerdict>(body.Verdict) is not { } verdict)
        {
            return Problems.Invalid("verdict", $"Must be one of {string.Join(", ", WireName.All<OpinionVerdict>())}.");
        }

        var given = new NewOpinion(verdict, body.Reasons ?? [], body.Comment);
        return await desk.GiveAsync(id, given, settings.Focus().Focus, context.Person(), cancellationToken) switch
        {
            null => ToolRoutes.NoTool(id),
            { Count: > 0 } problems => Problems.Invalid(problems),
            _ => await ListAsync(id, context, desk, cancellationToken),
        };
    }

    private static async Task<IResult> WithdrawAsync(long id, HttpContext context, OpinionDesk desk, CancellationToken cancellationToken) =>
        await desk.WithdrawAsync(id, context.Person(), cancellationToken)
            ? await ListAsync(id, context, desk, cancellationToken)
            : Problems.NotFound($"You have given no opinion of tool {id}.");
}
