namespace Glean.Egress;

/// <summary>What to fetch.</summary>
/// <param name="Url">An absolute http or https address.</param>
public sealed record FetchRequest(Uri Url)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>The <c>Accept</c> header.</summary>
    public string Accept { get; init; } = "*/*";

    /// <summary>The validator an earlier answer gave, sent as <c>If-None-Match</c>.</summary>
    public string? ETag { get; init; }

    /// <summary>The <c>Last-Modified</c> of an earlier answer, verbatim, sent as <c>If-Modified-Since</c>.</summary>
    public string? LastModified { get; init; }

    /// <summary>Further headers, credentials among them; none of them crosses to another origin by a redirect.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of a POST.</summary>
    public FetchBody? Body { get; init; }

    /// <summary>Limits other than the ones of <see cref="EgressOptions"/>.</summary>
    public FetchLimits Limits { get; init; } = FetchLimits.Default;
}

/// <summary>What to send, and what it is.</summary>
public sealed record FetchBody(ReadOnlyMemory<byte> Bytes, string ContentType);

/// <summary>Limits for one request; null means what the options say.</summary>
public sealed record FetchLimits(long? MaxBodyBytes = null, TimeSpan? TotalTime = null, TimeSpan? MinimumInterval = null)
{
    public static readonly FetchLimits Default = new();
}
