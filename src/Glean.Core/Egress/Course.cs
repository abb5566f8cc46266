using System.Net;

namespace Glean.Egress;

/// <summary>Where one fetch stands: the address it has come to, what may still be sent there, and the time left.</summary>
internal sealed class Course : IDisposable
{
    private readonly FetchRequest request;
    private readonly EgressOptions options;
    private readonly TimeProvider time;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource clock;
    private readonly CancellationTokenSource either;
    private HttpMethod method;
    private FetchBody? body;
    private bool sendsHeaders = true;
    private bool isPermanent = true;
    private int redirects;
    private TimeSpan left;
    private long since;

    internal Course(FetchRequest request, EgressOptions options, TimeProvider time, CancellationToken caller)
    {
        this.request = request;
        this.options = options;
        this.time = time;
        this.caller = caller;
        (method, body, Url) = (request.Method, request.Body, request.Url);
        left = TotalTime;
        since = time.GetTimestamp();
        clock = new CancellationTokenSource(TotalTime, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, caller);
    }

    internal Uri Url { get; private set; }

    internal int Retries { get; set; }

    internal CancellationToken Token => either.Token;

    internal bool IsCancelled => caller.IsCancellationRequested;

    internal bool IsOverdue => clock.IsCancellationRequested;

    internal bool IsConditional => request.ETag is not null || request.LastModified is not null;

    /// <summary>Asking twice does no more than asking once.</summary>
    internal bool IsRepeatable => method == HttpMethod.Get || method == HttpMethod.Head;

    internal TimeSpan TotalTime => request.Limits.TotalTime ?? options.TotalTime;

    internal long MaxBodyBytes => request.Limits.MaxBodyBytes ?? options.MaxBodyBytes;

    internal TimeSpan Interval => request.Limits.MinimumInterval ?? options.MinimumInterval;

    internal Uri? PermanentlyMovedTo => redirects > 0 && isPermanent ? Url : null;

    public void Dispose()
    {
        either.Dispose();
        clock.Dispose();
    }

    /// <summary>Waits for something that the time limit does not count: one's turn at a busy host.</summary>
    internal async Task<T> OffTheClockAsync<T>(Func<CancellationToken, Task<T>> wait)
    {
        left -= time.GetElapsedTime(since);
        clock.CancelAfter(Timeout.InfiniteTimeSpan);
        var result = await wait(caller).ConfigureAwait(false);
        since = time.GetTimestamp();
        clock.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return result;
    }

    internal HttpRequestMessage CreateMessage()
    {
        var message = new HttpRequestMessage(method, Url);
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", BodyReader.Encodings);
        if (request.ETag is { Length: > 0 } etag)
            message.Headers.TryAddWithoutValidation("If-None-Match", etag);

        if (request.LastModified is { Length: > 0 } modified)
            message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);

        if (body is not null)
        {
            message.Content = new ReadOnlyMemoryContent(body.Bytes);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
        }

        if (sendsHeaders)
        {
            foreach (var (name, value) in request.Headers)
            {
                message.Headers.Remove(name);
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    /// <summary>Moves on to where a redirect points; a result ends the fetch instead.</summary>
    internal FetchFailed? Redirect(HttpStatusCode status, Uri location)
    {
        if (++redirects > options.MaxRedirects)
            return Failures.TooManyRedirects(request.Url, options.MaxRedirects);

        if (!Uri.TryCreate(Url, location, out var target))
            return Failures.Refused(Url, AddressGuard.Unreadable);

        isPermanent &= (int)status is 301 or 308;
        var from = Url;
        Url = target.Fragment.Length > 0 && Uri.TryCreate(target.GetLeftPart(UriPartial.Query), UriKind.Absolute, out var bare) ? bare : target;

        // The browsers' way: only 307 and 308 repeat a POST.
        if (body is not null && (int)status is 301 or 302 or 303)
            (method, body) = (HttpMethod.Get, null);

        var isSameOrigin = Uri.Compare(from, Url, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (isSameOrigin)
            return null;

        // Once dropped, headers stay dropped: a redirect back would let a stranger choose where they go.
        sendsHeaders = false;
        return body is null ? null : Failures.RefusedBody(from, Url);
    }
}
