using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glean.Egress;

/// <summary>Every fetch of every feature goes through this.</summary>
public interface IFetcher
{
    /// <summary>Fetches within the limits. Whatever the other side does is a result.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken);
}

/// <summary>
/// Fetches over guarded connections: follows redirects itself (each is judged anew and gets no credentials of another
/// origin), undoes compression up to a limit, and keeps its manners. One for the whole process.
/// </summary>
/// <remarks>
/// The retry is a loop of a few lines rather than a resilience pipeline, because an attempt belongs to a turn at the
/// host and to the time of the whole fetch, and because nothing beneath it retries.
/// </remarks>
public sealed partial class Fetcher : IFetcher, IDisposable
{
    /// <summary>An error is told soon, also by a server that dribbles its explanation.</summary>
    private static readonly TimeSpan DetailTime = TimeSpan.FromSeconds(1);

    private readonly EgressOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly AddressGuard guard;
    private readonly HostPacer pacer;
    private readonly HttpMessageInvoker invoker;

    public Fetcher(EgressOptions options, TimeProvider? time = null, ILogger<Fetcher>? logger = null, SharedPace? shared = null)
        : this(options, time, logger, resolve: null, shared)
    {
    }

    internal Fetcher(EgressOptions options, TimeProvider? time, ILogger<Fetcher>? logger, ResolveHost? resolve, SharedPace? shared = null)
    {
        this.options = options;
        this.time = time ?? TimeProvider.System;
        this.logger = logger ?? NullLogger<Fetcher>.Instance;
        guard = new AddressGuard(options.Allow);
        pacer = new HostPacer(this.time, shared);
        invoker = GuardedConnections.CreateInvoker(options, resolve);
    }

    /// <inheritdoc/>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var fetch = new Course(request, options, time, cancellationToken);
        var started = time.GetTimestamp();
        var result = await FollowAsync(fetch).ConfigureAwait(false);
        var elapsed = (long)time.GetElapsedTime(started).TotalMilliseconds;
        switch (result)
        {
            case FetchFailed failed:
                LogFailed(fetch.Url.Host, failed.Kind, failed.Status, elapsed);
                break;
            default:
                LogFetched(fetch.Url.Host, (result as Fetched)?.Body.Length, elapsed);
                break;
        }

        return result;
    }

    public void Dispose() => invoker.Dispose();

    private async Task<FetchResult> FollowAsync(Course fetch)
    {
        HostPacer.Turn? turn = null;
        var turnHost = "";
        try
        {
            while (true)
            {
                if (guard.Judge(fetch.Url) is { } refusal)
                    return Failures.Refused(fetch.Url, refusal);

                // A turn lasts while one host redirects to itself, and is given back before another host is asked:
                // whoever holds two could wait in a ring.
                if (turn is null || turnHost != fetch.Url.Authority)
                {
                    turn?.Dispose();
                    turnHost = fetch.Url.Authority;
                    turn = await fetch.OffTheClockAsync(token => pacer.EnterAsync(turnHost, fetch.Interval, options.MaxPatience, token))
                        .ConfigureAwait(false);
                    if (turn.Silence is { } silence)
                        return Failures.Held(fetch.Url, silence);
                }

                var result = await AskAsync(fetch).ConfigureAwait(false);
                if (result is not null && !await RetryAsync(fetch, result).ConfigureAwait(false))
                    return result;

                // A retry queues anew, so the silence the host may have asked for is kept.
                if (result is not null)
                {
                    turn.Dispose();
                    turn = null;
                }
            }
        }
        finally
        {
            turn?.Dispose();
        }
    }

    /// <summary>Sends one request. Null means that the course has moved on by a redirect.</summary>
    private async Task<FetchResult?> AskAsync(Course fetch)
    {
        var hasBegun = false;
        try
        {
            using var message = fetch.CreateMessage();
            using var response = await invoker.SendAsync(message, fetch.Token).ConfigureAwait(false);
            hasBegun = true;
            return IsRedirect(response.StatusCode) && response.Headers.Location is { } location
                ? fetch.Redirect(response.StatusCode, location)
                : await ReadAsync(fetch, response).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (fetch.IsCancelled)
        {
            throw;
        }
        catch (OperationCanceledException) when (fetch.IsOverdue)
        {
            return Failures.TimedOut(fetch.Url, fetch.TotalTime);
        }
        catch (Exception e) when (Failures.Of(fetch.Url, e, hasBegun, options, fetch.MaxBodyBytes) is { } failed)
        {
            return failed;
        }
    }

    private async Task<FetchResult> ReadAsync(Course fetch, HttpResponseMessage response)
    {
        var headers = Flatten(response);
        if (response.StatusCode == HttpStatusCode.NotModified && fetch.IsConditional)
            return new NotModified(fetch.Url) { PermanentlyMovedTo = fetch.PermanentlyMovedTo };

        if (response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.PartialContent)
        {
            var body = await BodyReader.ReadAsync(response.Content, fetch.MaxBodyBytes, fetch.Token).ConfigureAwait(false);
            return new Fetched((int)response.StatusCode, body, fetch.Url)
            {
                ContentType = headers.GetValueOrDefault("Content-Type"),
                ETag = headers.GetValueOrDefault("ETag"),
                LastModified = headers.GetValueOrDefault("Last-Modified"),
                PermanentlyMovedTo = fetch.PermanentlyMovedTo,
                Headers = headers,
            };
        }

        var retryAfter = RetryAfter.Read(response.Headers, time.GetUtcNow());
        var failed = Failures.OfStatus(fetch.Url, response.StatusCode, retryAfter);
        if (failed is { Kind: FetchFailureKind.RateLimited, RetryAfter: { } silence })
            pacer.Hold(fetch.Url.Authority, silence);

        return failed with { Headers = headers, Detail = await ReadDetailAsync(response, fetch).ConfigureAwait(false) };
    }

    /// <summary>The start of an error's body; that it cannot be read changes nothing about the error.</summary>
    private async Task<string?> ReadDetailAsync(HttpResponseMessage response, Course fetch)
    {
        const int longest = 8 * 1024;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(fetch.Token);
        limit.CancelAfter(DetailTime);
        try
        {
            var body = await BodyReader.ReadAsync(response.Content, longest * 8, limit.Token).ConfigureAwait(false);
            return body.Length == 0 ? null : Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, longest)));
        }
        catch (Exception e) when (!fetch.IsCancelled
            && (e is OperationCanceledException || Failures.Of(fetch.Url, e, hasBegun: true, options, fetch.MaxBodyBytes) is not null))
        {
            return null;
        }
    }

    /// <summary>Whether this failure may pass and the request goes out again; pauses before it does.</summary>
    private async Task<bool> RetryAsync(Course fetch, FetchResult result)
    {
        if (result is not FetchFailed failed || fetch.Retries >= options.MaxRetries || !fetch.IsRepeatable)
            return false;

        var pause = failed switch
        {
            // The silence itself is waited out in the queue of the host.
            { Kind: FetchFailureKind.RateLimited, RetryAfter: { } silence } when silence <= options.MaxPatience => TimeSpan.Zero,
            { Kind: FetchFailureKind.Connect or FetchFailureKind.Truncated } => options.RetryDelay * (1 << fetch.Retries),
            { Kind: FetchFailureKind.ServerError, Status: 502 or 503 or 504 } => options.RetryDelay * (1 << fetch.Retries),
            _ => Timeout.InfiniteTimeSpan,
        };
        if (pause == Timeout.InfiniteTimeSpan)
            return false;

        try
        {
            await Task.Delay(pause, time, fetch.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!fetch.IsCancelled)
        {
            return false;
        }

        fetch.Retries++;
        return true;
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static Dictionary<string, string> Flatten(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers[name] = values.ToString();

        return headers;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Fetched from {Host}: {Bytes} bytes in {Milliseconds} ms")]
    private partial void LogFetched(string host, int? bytes, long milliseconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No answer from {Host}: {Kind} (status {Status}) after {Milliseconds} ms")]
    private partial void LogFailed(string host, FetchFailureKind kind, int? status, long milliseconds);
}
