using System.Text;

namespace Glean.Egress;

/// <summary>A service that a vendor's library speaks to.</summary>
/// <param name="Address">Scheme, host and port count; the path is the library's affair.</param>
/// <param name="IsOperators">
/// The address was set by whoever runs the machine (environment or configuration file), so that it may be a private one. One that
/// an admin stored by the web interface is judged like any other and needs <c>GLEAN_EGRESS_ALLOW</c>.
/// </param>
public sealed record ServiceOrigin(Uri Address, bool IsOperators)
{
    /// <summary>How often a request that failed in passing is sent again.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The pause before the first retry; it doubles with each. A <c>Retry-After</c> comes before it.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A <c>Retry-After</c> up to this is waited out; a longer one is a failure.</summary>
    public TimeSpan MaxPatience { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>A service gave no usable answer. The message is for people and holds no secret.</summary>
public sealed class ServiceFailedException(FetchFailed failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public FetchFailed Failure { get; } = failure;
}

/// <summary>
/// Stands below a vendor's library and gives it what every fetch of Glean has: one origin, a limit of size and time, refusals told
/// alike, and the only retries there are (the libraries' own are switched off).
/// </summary>
internal sealed class ServiceHandler(HttpMessageHandler inner, ServiceOrigin service, EgressOptions options, TimeProvider time) : DelegatingHandler(inner)
{
    private const int LongestDetail = 2 * 1024;

    private readonly AddressGuard guard = new(options.Allow);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri ?? throw new InvalidOperationException("A request without an address.");
        if (Refuse(url) is { } refused)
            throw new ServiceFailedException(refused);

        // Sent again as it is, so it is not read from a stream that ends.
        if (request.Content is { } content)
            await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);

        for (var attempt = 0; ; attempt++)
        {
            var (response, failed) = await AskAsync(request, url, cancellationToken).ConfigureAwait(false);
            if (response is not null)
                return response;

            if (attempt >= service.MaxRetries || Pause(failed!, attempt) is not { } pause)
                throw new ServiceFailedException(failed!);

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private FetchFailed? Refuse(Uri url)
    {
        if (Uri.Compare(url, service.Address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0)
            return Failures.Refused(url, new Refusal($"only {service.Address.Authority} is asked here", "This is a mistake in the program; report it."));

        return !service.IsOperators && guard.Judge(url) is { } refusal ? Failures.Refused(url, refusal) : null;
    }

    private async Task<(HttpResponseMessage? Response, FetchFailed? Failed)> AskAsync(HttpRequestMessage request, Uri url, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(options.TotalTime, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        var hasBegun = false;
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            hasBegun = true;
            if (response.IsSuccessStatusCode)
            {
                await HoldBodyAsync(response, limit.Token).ConfigureAwait(false);
                var whole = response;
                response = null;
                return (whole, null);
            }

            var failed = Failures.OfStatus(url, response.StatusCode, RetryAfter.Read(response.Headers, time.GetUtcNow()));
            return (null, failed with { Detail = await ReadDetailAsync(response, limit.Token).ConfigureAwait(false) });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Failures.TimedOut(url, options.TotalTime));
        }
        catch (Exception e) when (e is not OperationCanceledException && Failures.Of(url, e, hasBegun, options, options.MaxBodyBytes) is { } failed)
        {
            return (null, failed);
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>Reads the body within the limits, so that the library finds it whole.</summary>
    private async Task HoldBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var streamed = response.Content;
        var body = await BodyReader.ReadAsync(streamed, options.MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        response.Content = new ByteArrayContent(body);
        response.Content.Headers.ContentType = streamed.Headers.ContentType;
        streamed.Dispose();
    }

    private static async Task<string?> ReadDetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await BodyReader.ReadAsync(response.Content, LongestDetail * 32, cancellationToken).ConfigureAwait(false);
            return body.Length == 0 ? null : Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, LongestDetail)));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or BodyTooLargeException or UnknownEncodingException)
        {
            return null;
        }
    }

    /// <summary>How long to wait before this is tried again; null when that is of no use. 529 is Anthropic's word for overload.</summary>
    private TimeSpan? Pause(FetchFailed failed, int attempt) => failed switch
    {
        { RetryAfter: { } silence } => silence <= service.MaxPatience ? silence : null,
        { Status: 408 or 429 or 500 or 502 or 503 or 504 or 529 } => service.RetryDelay * (1 << attempt),
        { Kind: FetchFailureKind.Connect or FetchFailureKind.Truncated } => service.RetryDelay * (1 << attempt),
        _ => null,
    };
}
