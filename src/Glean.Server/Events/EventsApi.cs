using System.Globalization;
using System.Text;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Server.Accounts;
using Glean.Server.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Glean.Server.Events;

/// <summary>
/// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): what happened, as it happens, and from
/// where a watcher left off.
/// </summary>
public static class EventsApi
{
    private const int Batch = 200;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Registers what watches the event log.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventLog>();
        services.AddSingleton<EventWatch>();
        services.AddHostedService(p => p.GetRequiredService<EventWatch>());
        return services;
    }

    /// <summary>Maps the streams.</summary>
    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/events", AllAsync).WithTags("events").RequireAuthorization(Policies.Read);
        app.MapGet("/api/jobs/{id}/events", OfJobAsync).WithTags("jobs").RequireAuthorization(Policies.Read);
        return app;
    }

    /// <summary>Everything from now on, or from where the watcher left off.</summary>
    private static async Task AllAsync(HttpContext http, EventLog log, EventWatch watch, TimeProvider time, IHostApplicationLifetime host)
    {
        using var ended = Ended(http, host);
        try
        {
            var (oldest, newest) = log.Range();
            var last = LastId(http.Request);
            Begin(http.Response);
            if (last is { } id && (id < oldest - 1 || id > newest))
            {
                // What happened in between is forgotten, or the database is another: the watcher has to read everything anew.
                await http.Response.WriteAsync($"id: {newest}\nevent: resync\ndata: {{}}\n\n", ended.Token);
                last = newest;
            }

            await StreamAsync(http.Response, log, watch, time, last ?? newest, subject: null, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The watcher left, or the server ends.
        }
    }

    /// <summary>All that is kept of a job, on to its end.</summary>
    private static async Task OfJobAsync(string id, HttpContext http, JobReader jobs, EventLog log, EventWatch watch, TimeProvider time, IHostApplicationLifetime host)
    {
        using var ended = Ended(http, host);
        try
        {
            if (jobs.Find(id) is not { } job)
            {
                await Problems.NoSuchJob(id).ExecuteAsync(http);
                return;
            }

            var after = LastId(http.Request) ?? 0;
            if (IsOver(job.Status) && log.Read(after, id, 1).Count == 0)
            {
                // Tells a browser that it need not come back.
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            Begin(http.Response);
            await StreamAsync(http.Response, log, watch, time, after, id, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The watcher left, or the server ends.
        }
    }

    /// <summary>Writes events until the watcher leaves, or, of one job, until it is over.</summary>
    private static async Task StreamAsync(
        HttpResponse response, EventLog log, EventWatch watch, TimeProvider time, long after, string? subject, CancellationToken cancellationToken)
    {
        await response.WriteAsync("retry: 2000\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        var seen = after;
        var written = time.GetTimestamp();
        while (true)
        {
            var events = log.Read(seen, subject, Batch);
            foreach (var happened in events)
            {
                await response.WriteAsync(Format(happened), cancellationToken);
                seen = happened.Id;
            }

            if (events.Count == 0 && time.GetElapsedTime(written) >= Heartbeat)
            {
                await response.WriteAsync(": still here\n\n", cancellationToken);
                written = time.GetTimestamp();
            }

            await response.Body.FlushAsync(cancellationToken);
            if (events.Count == 0)
            {
                // Not from what was seen: of one job that may lie far behind what everybody was told.
                after = await watch.WaitAsync(Math.Max(after, seen), Heartbeat, cancellationToken);
                continue;
            }

            written = time.GetTimestamp();
            if (subject is not null && IsLast(events[^1]))
            {
                return;
            }
        }
    }

    private static string Format(Event happened)
    {
        var text = new StringBuilder();
        text.Append("id: ").Append(happened.Id).Append("\nevent: ").Append(happened.Kind).Append("\ndata: ");
        // Our own JSON has no line breaks; a row written by hand might.
        return text.Append(happened.Data.ReplaceLineEndings(" ")).Append("\n\n").ToString();
    }

    private static bool IsLast(Event happened) =>
        Json.Element(happened.Data) is { ValueKind: System.Text.Json.JsonValueKind.Object } data
        && data.TryGetProperty("status", out var status)
        && WireName.Parse<JobStatus>(status.GetString()) is { } value && IsOver(value);

    private static bool IsOver(JobStatus status) => status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled;

    private static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        // Asks proxies of the nginx family not to hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private static long? LastId(HttpRequest request)
    {
        var given = request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["last_event_id"].FirstOrDefault();
        return long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static CancellationTokenSource Ended(HttpContext http, IHostApplicationLifetime host) =>
        CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
}
