using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Glean.Server.Http;

/// <summary>
/// One line for each request that changes something, fails or takes long; reads that go well are told at level Debug, so that
/// a busy and healthy server stays readable. The query is left out: it may hold what people search for.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, RequestMetrics metrics, TimeProvider time, ILogger<RequestLog> logger)
{
    private const double Slow = 1000;
    private static readonly object TellsAlready = new();

    /// <summary>Whoever refuses a caller says why in a line of its own; a second one here would tell of the same.</summary>
    public static void Told(HttpContext context) => context.Items[TellsAlready] = true;

    public async Task InvokeAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var elapsed = time.GetElapsedTime(start);
            var status = context.Response.StatusCode;
            metrics.Count(context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, status, elapsed.TotalSeconds);
            if (!context.Items.ContainsKey(TellsAlready))
            {
                Tell(context.Request, status, elapsed.TotalMilliseconds);
            }
        }
    }

    private void Tell(HttpRequest request, int status, double milliseconds)
    {
        switch (status)
        {
            case StatusCodes.Status401Unauthorized:
                LogUnauthorized(logger, request.Method, request.Path);
                break;
            case >= 400:
                LogNotDone(logger, request.Method, request.Path, status, milliseconds);
                break;
            case var _ when milliseconds >= Slow || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)):
                LogDone(logger, request.Method, request.Path, status, milliseconds);
                break;
            case var _ when logger.IsEnabled(LogLevel.Debug):
                LogRead(logger, request.Method, request.Path, status, milliseconds);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} 401 unauthorized")]
    private static partial void LogUnauthorized(ILogger logger, string method, string path);

    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds:0.0} ms")]
    private static partial void LogNotDone(ILogger logger, string method, string path, int status, double milliseconds);

    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds:0.0} ms")]
    private static partial void LogDone(ILogger logger, string method, string path, int status, double milliseconds);

    [LoggerMessage(LogLevel.Debug, "{Method} {Path} {Status} in {Milliseconds:0.0} ms")]
    private static partial void LogRead(ILogger logger, string method, string path, int status, double milliseconds);
}
