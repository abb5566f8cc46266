using System.Text;
using Glean.Egress;
using Glean.Settings;

namespace Glean.Scouts.Api;

/// <summary>What a failure of a service means for the visit and the run, told to a person.</summary>
internal sealed class ApiFailures(ApiService service, GleanSettings settings, TimeProvider time)
{
    /// <param name="accessToken">What the request carried, so that it is not repeated.</param>
    public DoorEnd Of(FetchFailed failed, Quota? quota, string? accessToken)
    {
        var json = string.IsNullOrWhiteSpace(failed.Detail) ? null : ApiJson.Read(Encoding.UTF8.GetBytes(failed.Detail)).Json;
        var (kind, wait) = Kind(failed, json is null ? null : service.JudgeError(json.Value), quota);
        var words = kind switch
        {
            FetchFailureKind.RateLimited when failed.Kind != kind => $"{service.Title} says that these are too many requests ({failed.Status}).",
            FetchFailureKind.Unauthorized when failed.Kind != kind => $"{service.Title} refuses the credentials ({failed.Status}).",
            _ => failed.Message,
        };
        words += ApiErrors.Said(json is null ? null : service.ReadError(json.Value));
        if (kind is FetchFailureKind.Unauthorized or FetchFailureKind.PaymentRequired or FetchFailureKind.Forbidden)
        {
            words += ApiErrors.Source(service.Credentials);
        }

        return Hide(DoorEnd.Failed(words, wait) with { EndsRun = EndsRun(kind) }, accessToken);
    }

    /// <summary>Why no access token could be had.</summary>
    public DoorEnd OfToken(ApiRefusal refusal) => refusal.Fetch is { } failed
        ? Of(failed, quota: null, accessToken: null) with { EndsRun = true }
        : Hide(
            DoorEnd.Failed($"{service.Title} {refusal.Problem}.{(service.Credentials.Count > 0 ? $" Check {string.Join(" and ", service.Credentials)}." : "")}") with { EndsRun = true }, null);

    public DoorEnd OfContent(string problem) => DoorEnd.Failed($"{service.Title} sends {problem}. It is tried again on the next run.");

    public static DoorEnd OfOrigin(string variable) => DoorEnd.Failed($"{variable} is no web address. Set it to scheme and host, for example https://api.example.com.") with { EndsRun = true };

    /// <summary>The same without secrets: services repeat a wrong key in their explanation, whole or cut.</summary>
    public DoorEnd Hide(DoorEnd end, string? accessToken) =>
        end.Message is null ? end : end with { Message = SecretMask.Hide(end.Message, SecretMask.Of(settings).Append(accessToken)) };

    /// <summary>A refusal that is about rate, whatever its status: GitHub says 403, with the quota used up or a time to wait.</summary>
    /// <param name="judged">What the JSON of the error says it is.</param>
    private (FetchFailureKind Kind, TimeSpan? Wait) Kind(FetchFailed failed, FetchFailureKind? judged, Quota? quota)
    {
        var untilReset = quota is { Remaining: 0, ResetsAt: { } resets } ? resets - time.GetUtcNow() : (TimeSpan?)null;
        return (judged ?? failed.Kind) switch
        {
            FetchFailureKind.RateLimited => (FetchFailureKind.RateLimited, failed.RetryAfter ?? untilReset),
            FetchFailureKind.Forbidden when failed.RetryAfter is not null || untilReset > TimeSpan.Zero => (FetchFailureKind.RateLimited, failed.RetryAfter ?? untilReset),
            var kind => (kind, failed.RetryAfter),
        };
    }

    private bool EndsRun(FetchFailureKind kind) => kind switch
    {
        FetchFailureKind.Unauthorized or FetchFailureKind.PaymentRequired or FetchFailureKind.RateLimited => true,
        FetchFailureKind.Refused or FetchFailureKind.Dns or FetchFailureKind.Connect or FetchFailureKind.Tls or FetchFailureKind.Timeout => true,
        FetchFailureKind.Forbidden => service.ForbiddenEndsRun,
        _ => false,
    };
}
