using Glean.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Glean.Server.Accounts;

/// <summary>Answers of <c>application/problem+json</c> with a detail that a person can read.</summary>
internal static class Problem
{
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    public static ProblemHttpResult Invalid(string detail) => Of(StatusCodes.Status422UnprocessableEntity, detail);

    public static ProblemHttpResult Of(AccountResult.Refused refused) => Of(refused.Problem switch
    {
        AccountProblem.Invalid => StatusCodes.Status422UnprocessableEntity,
        AccountProblem.Taken or AccountProblem.LastAdmin => StatusCodes.Status409Conflict,
        AccountProblem.Closed or AccountProblem.SetupToken or AccountProblem.WrongPassword => StatusCodes.Status403Forbidden,
        AccountProblem.NoSuchUser => StatusCodes.Status404NotFound,
    }, refused.Detail);

    /// <summary>429, with the seconds to wait.</summary>
    public static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString();
        return Of(StatusCodes.Status429TooManyRequests, $"Too many tries. Wait {seconds} s.");
    }
}
