using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Glean.Server.Http;

/// <summary>Answers that say what is wrong (RFC 9457), in words for people.</summary>
internal static class Problems
{
    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    public static ProblemHttpResult Conflict(string detail, params (string Name, object? Value)[] more) => Of(StatusCodes.Status409Conflict, detail, more);

    /// <summary>One field is wrong.</summary>
    public static ProblemHttpResult Invalid(string field, string what) => Invalid(new Dictionary<string, string> { [field] = what });

    /// <summary>Several fields are wrong; <c>errors</c> holds each with its reason.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string> errors) => Of(
        StatusCodes.Status422UnprocessableEntity, string.Join(" ", errors.Select(e => $"{e.Key}: {e.Value}")), ("errors", errors));

    public static ProblemHttpResult Of(int status, string detail, params (string Name, object? Value)[] more)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail };
        foreach (var (name, value) in more)
        {
            problem.Extensions[name] = value;
        }

        return TypedResults.Problem(problem);
    }
}
