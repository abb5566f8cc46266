using Glean.Egress;
using Glean.Settings;

namespace Glean.Scouts.Api;

/// <summary>An access token, or why there is none.</summary>
internal sealed record ApiAccess(string? Token, ApiRefusal? Failure);

/// <summary>Why there is no token: how the request ended, or what its answer held instead.</summary>
internal sealed record ApiRefusal(FetchFailed? Fetch, string? Problem);

/// <summary>Gets an access token when it is first needed and keeps it until shortly before it expires.</summary>
internal sealed class ApiToken(ApiTokenRequest request, GleanSettings settings, IFetcher fetcher, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private string? current;
    private DateTimeOffset expires;

    public async Task<ApiAccess> GetAsync(CancellationToken cancellationToken)
    {
        if (current is not null && time.GetUtcNow() < expires)
        {
            return new ApiAccess(current, null);
        }

        if (ApiOrigin.Join(settings, request.OriginVariable, request.Path) is not { } url)
        {
            return Refused(null, $"{request.OriginVariable} is no web address");
        }

        var result = await fetcher.FetchAsync(
            new FetchRequest(url)
            {
                Method = HttpMethod.Post,
                Accept = "application/json",
                Body = request.Body(settings),
                Headers = request.Keys(settings).Headers.ToDictionary(h => h.Name, h => h.Value),
            },
            cancellationToken);
        return result switch
        {
            FetchFailed failed => Refused(failed, null),
            Fetched fetched => Take(fetched),
            _ => throw new InvalidOperationException($"Unknown outcome {result}."),
        };
    }

    /// <summary>It was refused: the next request gets a new one.</summary>
    public void Forget() => current = null;

    private ApiAccess Take(Fetched fetched)
    {
        var (json, problem) = ApiJson.Read(fetched.Body);
        if (json is not { } answer)
        {
            return Refused(null, $"answered its token request with {problem}");
        }

        if (answer.Text("access_token") is not { Length: > 0 } token)
        {
            return Refused(null, $"gave no access token{(ApiErrors.Usual(answer) is { } words ? $"; it said: {words}" : "")}");
        }

        var life = answer.Whole("expires_in") is { } seconds and > 0 && seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
        (current, expires) = (token, time.GetUtcNow() + (life > 2 * Margin ? life - Margin : life / 2));
        return new ApiAccess(token, null);
    }

    private static ApiAccess Refused(FetchFailed? fetch, string? problem) => new(null, new ApiRefusal(fetch, problem));
}
