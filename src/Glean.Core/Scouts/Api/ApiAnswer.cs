using System.Text.Json;

namespace Glean.Scouts.Api;

/// <summary>What a service answered: JSON, or the end of the visit.</summary>
public sealed record ApiAnswer
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    private ApiAnswer()
    {
    }

    /// <summary>The answer; undefined when there is an <see cref="End"/>.</summary>
    public JsonElement Json { get; private init; }

    /// <summary>How the visit ends, when there is no answer to go on with: a failure, a spent quota, or that nothing changed.</summary>
    public DoorEnd? End { get; private init; }

    /// <summary>The HTTP status of a failure, when it came with one.</summary>
    public int? Status { get; private init; }

    /// <summary>To send with the next request, verbatim.</summary>
    public string? ETag { get; private init; }

    /// <summary>Names without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private init; } = NoHeaders;

    internal static ApiAnswer Of(JsonElement json, string? etag, IReadOnlyDictionary<string, string> headers) => new() { Json = json, ETag = etag, Headers = headers };

    internal static ApiAnswer Over(DoorEnd end, int? status = null) => new() { End = end, Status = status };
}
