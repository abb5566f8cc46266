using System.Text;
using System.Text.Json;
using Glean.Egress;
using Glean.Settings;

namespace Glean.Scouts.Api;

/// <summary>
/// Asks one service for JSON during one run: with its credentials, within its quota and the run's budget, and with every
/// failure as the end of a visit, in words that name the cause and hide the secrets.
/// </summary>
public sealed class ApiClient(ApiService service, GleanSettings settings, IFetcher fetcher, TimeProvider time)
{
    private readonly ApiToken? token = service.Token is null ? null : new ApiToken(service.Token, settings, fetcher, time);
    private readonly ApiFailures failures = new(service, settings, time);

    /// <summary>What is asked.</summary>
    public ApiService Service => service;

    /// <summary>Requests sent so far, those for a token not counted.</summary>
    public int Requests { get; private set; }

    /// <summary>What the service last said of its quota.</summary>
    public Quota? Quota { get; private set; }

    /// <summary>Asks for <paramref name="pathAndQuery"/> (see <see cref="ApiPath"/>).</summary>
    /// <param name="etag">The validator of an earlier answer: if nothing changed since, the answer is <see cref="DoorEnd.Unchanged"/>.</param>
    public Task<ApiAnswer> GetAsync(string pathAndQuery, CancellationToken cancellationToken, string? etag = null) =>
        AskAsync(pathAndQuery, request => request with { ETag = etag }, cancellationToken);

    /// <summary>Sends <paramref name="body"/> as JSON.</summary>
    public Task<ApiAnswer> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        return AskAsync(path, request => request with { Method = HttpMethod.Post, Body = new FetchBody(bytes, "application/json") }, cancellationToken);
    }

    private async Task<ApiAnswer> AskAsync(string pathAndQuery, Func<FetchRequest, FetchRequest> shape, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Halt() is { } halt)
            {
                return ApiAnswer.Over(halt);
            }

            var access = token is null ? new ApiAccess(null, null) : await token.GetAsync(cancellationToken);
            if (access.Failure is { } refused)
            {
                return ApiAnswer.Over(failures.OfToken(refused));
            }

            if (Request(pathAndQuery, access.Token) is not { } request)
            {
                return ApiAnswer.Over(ApiFailures.OfOrigin(service.OriginVariable));
            }

            Requests++;
            var result = await fetcher.FetchAsync(shape(request), cancellationToken);
            Quota = service.ReadQuota(HeadersOf(result), time.GetUtcNow()) ?? Quota;
            // A token may have been withdrawn before its time; a new one tells whether it was the token.
            if (result is FetchFailed { Kind: FetchFailureKind.Unauthorized } && token is not null && attempt == 1)
            {
                token.Forget();
                continue;
            }

            return Answer(result, access.Token);
        }
    }

    /// <summary>Why nothing more is asked in this run; it is no failure.</summary>
    private DoorEnd? Halt()
    {
        if (Requests >= service.RequestsPerRun)
        {
            return new DoorEnd(DoorState.Skipped, $"stopped after the {service.RequestsPerRun} requests of a run; the next one goes on from there") { EndsRun = true };
        }

        return Quota is { Remaining: 0, ResetsAt: { } resets } && resets > time.GetUtcNow()
            ? new DoorEnd(DoorState.Skipped, $"stopped because {service.Title} allows no more requests before {resets:yyyy-MM-dd HH:mm:ss} UTC; the next run after that goes on from there")
            {
                EndsRun = true,
                RetryAfter = resets - time.GetUtcNow(),
            }
            : null;
    }

    private FetchRequest? Request(string pathAndQuery, string? accessToken)
    {
        var keys = accessToken is not null ? ApiKeys.Bearer(accessToken) : service.Keys?.Invoke(settings) ?? ApiKeys.None;
        var query = ApiPath.With(pathAndQuery, keys.Query.Select(q => (q.Name, (string?)q.Value)));
        return ApiOrigin.Join(settings, service.OriginVariable, query) is not { } url ? null : new FetchRequest(url)
        {
            Accept = service.Accept,
            Headers = service.Headers.Concat(keys.Headers.Select(h => KeyValuePair.Create(h.Name, h.Value))).ToDictionary(h => h.Key, h => h.Value),
            Limits = service.Limits,
        };
    }

    private ApiAnswer Answer(FetchResult result, string? accessToken)
    {
        switch (result)
        {
            case NotModified:
                return ApiAnswer.Over(DoorEnd.Unchanged);
            case FetchFailed failed:
                return ApiAnswer.Over(failures.Of(failed, Quota, accessToken), failed.Status);
            case Fetched fetched when ApiJson.Read(fetched.Body) is var (json, problem):
                return json is null
                    ? ApiAnswer.Over(failures.OfContent(problem!))
                    : service.FindFailure(json.Value) is { } failure
                        ? ApiAnswer.Over(failures.Hide(failure, accessToken))
                        : ApiAnswer.Of(json.Value, fetched.ETag, fetched.Headers);
            default:
                throw new InvalidOperationException($"Unknown outcome {result}.");
        }
    }

    private static IReadOnlyDictionary<string, string> HeadersOf(FetchResult result) => result switch
    {
        Fetched fetched => fetched.Headers,
        FetchFailed failed => failed.Headers,
        _ => new Dictionary<string, string>(),
    };
}

/// <summary>Addresses at a service.</summary>
internal static class ApiOrigin
{
    /// <summary>The path at the origin that is set; null when that is no web address.</summary>
    public static Uri? Join(GleanSettings settings, string originVariable, string pathAndQuery) =>
        Uri.TryCreate((settings[SettingDefinitions.Find(originVariable)!] ?? "").TrimEnd('/') + pathAndQuery, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" ? url : null;
}

/// <summary>Reads bodies that should be JSON.</summary>
internal static class ApiJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        // Comments that answer comments nest by five levels each; readers of such trees keep a stack of their own.
        MaxDepth = 1000,
    };

    /// <summary>The JSON, or what the body is instead.</summary>
    public static (JsonElement? Json, string? Problem) Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }

        var start = body.Span.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty)
        {
            return (null, "an empty answer where JSON belongs");
        }

        if (start[0] == (byte)'<')
        {
            return (null, "an HTML page where JSON belongs");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException e)
        {
            return (null, $"JSON that breaks off or is broken (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
    }
}
