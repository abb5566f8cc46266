using System.Text.Json;
using Glean.Egress;
using Glean.Settings;

namespace Glean.Scouts.Api;

/// <summary>A JSON API as a scout describes it to <see cref="ApiClient"/>, which does the asking.</summary>
/// <param name="Title">For messages.</param>
/// <param name="OriginVariable">The setting that holds scheme and host; documented paths are appended to it.</param>
public sealed record ApiService(string Title, string OriginVariable)
{
    /// <summary>Sent with every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Accept { get; init; } = "application/json";

    /// <summary>The variables its credentials come from, to be named when they are refused.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];

    /// <summary>How credentials go with a request; null when there are none.</summary>
    public Func<GleanSettings, ApiKeys>? Keys { get; init; }

    /// <summary>Where an access token is had; null when none is needed.</summary>
    public ApiTokenRequest? Token { get; init; }

    /// <summary>What the headers of an answer say of the quota; null when they say nothing.</summary>
    public Func<IReadOnlyDictionary<string, string>, DateTimeOffset, Quota?> ReadQuota { get; init; } = (_, _) => null;

    /// <summary>The explanation in the JSON of an error; null when there is none.</summary>
    public Func<JsonElement, string?> ReadError { get; init; } = ApiErrors.Usual;

    /// <summary>What the JSON of an error says it is, where its status does not: Google answers 400 to a wrong key; null leaves it to the status.</summary>
    public Func<JsonElement, FetchFailureKind?> JudgeError { get; init; } = _ => null;

    /// <summary>A failure that comes with status 200, as with GraphQL; null when the answer is sound.</summary>
    public Func<JsonElement, DoorEnd?> FindFailure { get; init; } = _ => null;

    /// <summary>403 is about the account and not about one door.</summary>
    public bool ForbiddenEndsRun { get; init; }

    /// <summary>Requests that one run may send; what is left goes on in the next.</summary>
    public int RequestsPerRun { get; init; } = 100;

    /// <summary>Limits other than the usual ones.</summary>
    public FetchLimits Limits { get; init; } = FetchLimits.Default;
}

/// <summary>Credentials as they go with a request.</summary>
public sealed record ApiKeys(IReadOnlyList<(string Name, string Value)> Headers, IReadOnlyList<(string Name, string Value)> Query)
{
    public static readonly ApiKeys None = new([], []);

    public static ApiKeys Bearer(string token) => Header("Authorization", "Bearer " + token);

    public static ApiKeys Header(string name, string value) => new([(name, value)], []);

    public static ApiKeys InQuery(params (string Name, string Value)[] parameters) => new([], parameters);
}

/// <summary>How an access token is asked for by OAuth 2 (RFC 6749, 4.3 and 4.4); the answer carries <c>access_token</c> and <c>expires_in</c>.</summary>
/// <param name="OriginVariable">The setting that holds scheme and host.</param>
/// <param name="Path">Of the token endpoint.</param>
/// <param name="Body">What is sent, by the settings.</param>
public sealed record ApiTokenRequest(string OriginVariable, string Path, Func<GleanSettings, FetchBody> Body)
{
    /// <summary>Headers of the request, for credentials that go by <c>Authorization: Basic</c>.</summary>
    public Func<GleanSettings, ApiKeys> Keys { get; init; } = _ => ApiKeys.None;
}

/// <summary>What a service still allows.</summary>
/// <param name="Remaining">Requests (or points) until <paramref name="ResetsAt"/>.</param>
/// <param name="Limit">Of how many; null when it does not say.</param>
/// <param name="ResetsAt">UTC; null when it does not say.</param>
public sealed record Quota(int Remaining, int? Limit = null, DateTimeOffset? ResetsAt = null)
{
    /// <summary>Reads headers as most services send them.</summary>
    /// <param name="prefix">What they begin with, for example <c>x-ratelimit-</c>.</param>
    /// <param name="resetIsTime">The reset is a time in Unix seconds, else a number of seconds from now.</param>
    public static Quota? FromHeaders(IReadOnlyDictionary<string, string> headers, DateTimeOffset now, string prefix, bool resetIsTime)
    {
        if (Number(headers, prefix + "remaining") is not { } remaining)
        {
            return null;
        }

        var reset = Number(headers, prefix + "reset");
        return new Quota(
            (int)Math.Clamp(remaining, 0, int.MaxValue),
            Number(headers, prefix + "limit") is { } limit ? (int)Math.Clamp(limit, 0, int.MaxValue) : null,
            reset switch
            {
                null => null,
                { } at when resetIsTime => DateTimeOffset.FromUnixTimeSeconds((long)Math.Clamp(at, 0, 253402300799)),
                { } seconds => now.AddSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(31).TotalSeconds)),
            });
    }

    // Reddit counts in fractions.
    private static double? Number(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out var text)
        && double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
