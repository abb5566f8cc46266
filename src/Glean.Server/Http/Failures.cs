using System.ComponentModel;
using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;

namespace Glean.Server.Http;

/// <summary>Turns what went wrong into an answer for people; the exception itself goes to the log only.</summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    /// <summary>PostgreSQL's <c>character_not_in_repertoire</c>.</summary>
    private const string NoSuchCharacter = "22021";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be answered.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var (status, detail) = Explain(e);
            if (status == StatusCodes.Status500InternalServerError)
            {
                LogFailure(logger, context.Request.Method, context.Request.Path, e);
            }
            else if (status > StatusCodes.Status500InternalServerError)
            {
                LogUnavailable(logger, context.Request.Method, context.Request.Path, detail);
            }

            context.Response.Clear();
            SecurityHeaders.Set(context);
            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = "5";
            }

            await Problems.Of(status, detail).ExecuteAsync(context);
            return;
        }

        await ExplainBareStatusAsync(context);
    }

    private static (int Status, string Detail) Explain(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case DbException database:
                    return Explain(database);
                case GleanException { Kind: FailureKind.Usage } usage:
                    return (StatusCodes.Status422UnprocessableEntity, usage.Message);
                case GleanException { Kind: FailureKind.Database } failure:
                    return failure.InnerException is DbException inner ? Explain(inner) : (StatusCodes.Status503ServiceUnavailable, "The database cannot be used. See: glean doctor");
                case GleanException { Kind: FailureKind.Setting } setting:
                    return (StatusCodes.Status503ServiceUnavailable, setting.Message);
                case FileNotFoundException or UnauthorizedAccessException:
                    return (StatusCodes.Status503ServiceUnavailable, "The database cannot be used. See: glean doctor");
                case BadHttpRequestException bad:
                    return Explain(bad);
            }
        }

        return (StatusCodes.Status500InternalServerError, "Something went wrong on the server; its log says what.");
    }

    private static (int, string) Explain(DbException e) => DatabaseTroubles.Of(e) switch
    {
        DatabaseTrouble.Value when e.SqlState == NoSuchCharacter =>
            (StatusCodes.Status422UnprocessableEntity, "A text holds the character U+0000, which can be neither stored nor looked for."),
        DatabaseTrouble.Full => (StatusCodes.Status507InsufficientStorage, "The disk is full. Nothing was changed; make room and try again."),
        DatabaseTrouble.Busy => (StatusCodes.Status503ServiceUnavailable, "The database is busy. Nothing was changed; try again in a moment."),
        DatabaseTrouble.ReadOnly => (StatusCodes.Status503ServiceUnavailable, "The database is read-only. Nothing was changed."),
        DatabaseTrouble.Unreachable => (StatusCodes.Status503ServiceUnavailable, "The database cannot be read or written. See: glean doctor"),
        DatabaseTrouble.Damaged => (StatusCodes.Status503ServiceUnavailable, "The database is damaged. Restore the last good backup: glean restore FILE"),
        _ => (StatusCodes.Status500InternalServerError, "Something went wrong on the server; its log says what."),
    };

    /// <summary>What the caller sent could not be read.</summary>
    private static (int, string) Explain(BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (bad.StatusCode, "The body is larger than 1 MB.");
        }

        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType)
        {
            return (bad.StatusCode, "The body must be JSON: send the header Content-Type: application/json.");
        }

        if (bad.InnerException is JsonException json)
        {
            return Explain(json);
        }

        if (FailedParameter().Match(bad.Message) is { Success: true } match)
        {
            return Unreadable(SnakeCase(match.Groups["name"].Value), match.Groups["type"].Value);
        }

        return MissingParameter().Match(bad.Message) is { Success: true } missing
            ? (StatusCodes.Status422UnprocessableEntity, $"{SnakeCase(missing.Groups["name"].Value)} is missing.")
            : (bad.StatusCode, "The request cannot be read.");
    }

    private static (int, string) Explain(JsonException json)
    {
        if (MissingFields().Match(json.Message) is { Success: true } missing)
        {
            return (StatusCodes.Status422UnprocessableEntity, $"Missing: {missing.Groups["names"].Value.Replace("'", "").TrimEnd('.')}.");
        }

        // A reader's error carries JsonReaderException inside; anything else is well-formed JSON of the wrong shape.
        return json.InnerException is JsonException || json.Path is null or "$"
            ? (StatusCodes.Status400BadRequest, $"The body is no valid JSON of the expected form{(json.LineNumber is { } line ? $" (line {line + 1})" : "")}.")
            : (StatusCodes.Status422UnprocessableEntity, $"{json.Path.TrimStart('$').TrimStart('.')}: the value has the wrong type.");
    }

    /// <summary>Statuses that the framework sets without a word.</summary>
    private static async Task ExplainBareStatusAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength > 0 || response.ContentType is not null)
        {
            return;
        }

        if (response.StatusCode == StatusCodes.Status400BadRequest && UnreadableParameter(context) is var (status, detail))
        {
            await Problems.Of(status, detail).ExecuteAsync(context);
            return;
        }

        await Problems.Of(response.StatusCode, response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => "Sign in first.",
            StatusCodes.Status403Forbidden => "Your role does not allow this.",
            StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}.",
            StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not possible here.",
            StatusCodes.Status413PayloadTooLarge => "The body is larger than 1 MB.",
            StatusCodes.Status415UnsupportedMediaType => "The body must be JSON: send the header Content-Type: application/json.",
            StatusCodes.Status429TooManyRequests => "Too many tries; wait a little.",
            _ => "The request cannot be answered.",
        }).ExecuteAsync(context);
    }

    /// <summary>A parameter that may be left out and has a value of another kind: of these the framework does not say which it was.</summary>
    /// <remarks>https://learn.microsoft.com/aspnet/core/fundamentals/aot/request-delegate-generator/rdg</remarks>
    private static (int, string)? UnreadableParameter(HttpContext context)
    {
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Where(p => p.HasTryParse) ?? [])
        {
            var name = parameter.ParameterInfo.GetCustomAttributes(inherit: false).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name;
            var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            if (context.Request.Query[name] is [{ Length: > 0 } value, ..] && !TypeDescriptor.GetConverter(type).IsValid(value))
            {
                return Unreadable(name, type.Name);
            }
        }

        return null;
    }

    private static (int, string) Unreadable(string parameter, string type) =>
        (StatusCodes.Status422UnprocessableEntity, $"{parameter}: the value cannot be read; {Kind(type)} belongs there.");

    private static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("int", StringComparison.OrdinalIgnoreCase) || type.Contains("long", StringComparison.OrdinalIgnoreCase) => "a whole number",
        _ when type.Contains("double", StringComparison.OrdinalIgnoreCase) => "a number",
        _ when type.Contains("bool", StringComparison.OrdinalIgnoreCase) => "true or false",
        _ when type.Contains("Date", StringComparison.Ordinal) => "a date like 2026-01-31",
        _ => "another kind of value",
    };

    [GeneratedRegex("^Failed to bind parameter \"(?<type>.+) (?<name>\\w+)\" from \"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FailedParameter();

    [GeneratedRegex("^Required parameter \".+ (?<name>\\w+)\" was not provided", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MissingParameter();

    [GeneratedRegex("missing required properties including: (?<names>.*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MissingFields();

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, string method, string path, Exception e);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be answered: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, string reason);
}
