using System.Net.Http.Headers;
using System.Text;

namespace Glean.Egress;

/// <summary>How a fetch ended: <see cref="Fetched"/>, <see cref="NotModified"/> or <see cref="FetchFailed"/>.</summary>
public abstract record FetchResult
{
    private protected FetchResult()
    {
    }
}

/// <summary>An answer with a status of success.</summary>
/// <param name="Body">The whole body, decompressed.</param>
/// <param name="FinalUrl">Where the answer came from, after redirects.</param>
public sealed record Fetched(int Status, byte[] Body, Uri FinalUrl) : FetchResult
{
    /// <summary>The <c>Content-Type</c> as sent, parameters included.</summary>
    public string? ContentType { get; init; }

    /// <summary>To send with the next request, verbatim.</summary>
    public string? ETag { get; init; }

    /// <inheritdoc cref="ETag"/>
    public string? LastModified { get; init; }

    /// <summary>The address to ask from now on; set only when every redirect on the way was permanent (301, 308).</summary>
    public Uri? PermanentlyMovedTo { get; init; }

    /// <summary>The headers of the answer, names without regard to case; repeated ones are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The media type without parameters, lower case; empty when the server named none.</summary>
    public string MediaType =>
        MediaTypeHeaderValue.TryParse(ContentType, out var type) ? type.MediaType?.ToLowerInvariant() ?? "" : "";

    /// <summary>The body as text: by its byte order mark, else the charset of the header, else UTF-8.</summary>
    public string Text()
    {
        using var reader = new StreamReader(new MemoryStream(Body), Charset(), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private Encoding Charset()
    {
        var name = MediaTypeHeaderValue.TryParse(ContentType, out var type) ? type.CharSet?.Trim('"', '\'') : null;
        if (string.IsNullOrEmpty(name))
            return Encoding.UTF8;

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}

/// <summary>The server says that nothing has changed since the validators of the request.</summary>
public sealed record NotModified(Uri FinalUrl) : FetchResult
{
    /// <inheritdoc cref="Fetched.PermanentlyMovedTo"/>
    public Uri? PermanentlyMovedTo { get; init; }
}

/// <summary>No usable answer.</summary>
/// <param name="Message">For people: the host, the cause, the next step. Holds no path, query or header, so no secret.</param>
public sealed record FetchFailed(FetchFailureKind Kind, string Message) : FetchResult
{
    /// <summary>The HTTP status, when there was one.</summary>
    public int? Status { get; init; }

    /// <summary>How long the host asks to be left alone, counted from now.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc cref="Fetched.Headers"/>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The start of the answer's body, for APIs that explain themselves there. Foreign text.</summary>
    public string? Detail { get; init; }
}

/// <summary>Why there is no usable answer.</summary>
public enum FetchFailureKind
{
    /// <summary>The address guard forbids it.</summary>
    Refused,

    /// <summary>The name leads nowhere.</summary>
    Dns,

    /// <summary>No connection, or one that broke before an answer.</summary>
    Connect,

    /// <summary>The server's certificate or handshake is no good.</summary>
    Tls,

    Timeout,
    TooLarge,
    TooManyRedirects,

    /// <summary>The body ended early.</summary>
    Truncated,

    /// <summary>The content encoding is unknown or its data broken.</summary>
    BadEncoding,

    /// <summary>What came back is no HTTP.</summary>
    BadResponse,

    Unauthorized,

    /// <summary>402: the account has no credit left, or its plan does not hold this.</summary>
    PaymentRequired,
    Forbidden,
    NotFound,
    Gone,

    /// <summary>429, or 503 with <c>Retry-After</c>.</summary>
    RateLimited,

    ServerError,
    OtherStatus,
}
