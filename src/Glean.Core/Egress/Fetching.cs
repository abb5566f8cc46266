namespace Glean.Egress;

public sealed record FetchRequest(Uri Address)
{
    public string? Accept { get; init; }

    public string? ETag { get; init; }

    public string? IfModifiedSince { get; init; }
}

public abstract record FetchResult
{
    public sealed record Fetched(ReadOnlyMemory<byte> Body, string? ContentType, string? ETag, string? LastModified, Uri Address, Uri? PermanentlyMovedTo) : FetchResult;

    public sealed record NotModified : FetchResult;

    public sealed record Failed(string Message, TimeSpan? RetryAfter) : FetchResult;
}

public interface IFetcher
{
    Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken);
}
