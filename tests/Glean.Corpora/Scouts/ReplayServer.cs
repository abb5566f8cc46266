using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Glean.Corpora.Scouts;

/// <summary>What a scout asked.</summary>
/// <param name="Query">The parameters, decoded; of repeated ones the last.</param>
internal sealed record ReplayRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What was recorded.</summary>
internal sealed record ReplayAnswer(int Status, byte[] Body, string ContentType = "application/json", IReadOnlyDictionary<string, string>? Headers = null)
{
    public static ReplayAnswer Json(string body, int status = 200) => new(status, System.Text.Encoding.UTF8.GetBytes(body));
}

/// <summary>A real web server on a free port of loopback that plays a service of which answers were recorded.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    // What belongs to the connection that was recorded and not to the answer.
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Length", "Content-Encoding", "Transfer-Encoding", "Connection", "Keep-Alive", "Date", "Content-Type",
    };

    private readonly WebApplication app;
    private readonly ConcurrentQueue<ReplayRequest> requests = new();
    private Func<ReplayRequest, ReplayAnswer?> answer = _ => null;

    private ReplayServer(WebApplication app) => this.app = app;

    public Uri Origin => new(app.Urls.First());

    /// <summary>What was asked since the last <see cref="Play"/>, oldest first.</summary>
    public IReadOnlyList<ReplayRequest> Requests => [.. requests];

    public static async Task<ReplayServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new ReplayServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>From now on, answers so; what has no answer is answered 501.</summary>
    public void Play(Func<ReplayRequest, ReplayAnswer?> answers)
    {
        requests.Clear();
        answer = answers;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ReplayRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.Query.ToDictionary(q => q.Key, q => q.Value.LastOrDefault() ?? ""),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        requests.Enqueue(request);
        var given = answer(request) ?? ReplayAnswer.Json("{}", StatusCodes.Status501NotImplemented);
        context.Response.StatusCode = given.Status;
        context.Response.ContentType = given.ContentType;
        foreach (var (name, value) in given.Headers ?? new Dictionary<string, string>())
        {
            if (!Dropped.Contains(name))
            {
                context.Response.Headers[name] = value;
            }
        }

        if (given.Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            context.Response.ContentLength = given.Body.Length;
            await context.Response.Body.WriteAsync(given.Body);
        }
    }
}
