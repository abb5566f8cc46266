using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.ProductHunt;

/// <summary>The errors of GraphQL, which come with status 200 beside or in place of data.</summary>
internal static class ProductHuntErrors
{
    public static readonly IReadOnlyList<string> Credentials = ["PRODUCTHUNT_API_KEY", "PRODUCTHUNT_API_SECRET"];

    /// <summary>Why there is no page of posts; null when there is one, or when a smaller page may be had.</summary>
    public static DoorEnd? Find(JsonElement json)
    {
        if (json.Child("data")?.Child("posts") is not null || json.Items("errors") is not [var error, ..] || IsTooComplex(json))
        {
            return null;
        }

        var said = ApiErrors.Said(ApiErrors.Usual(error));
        return error.Text("error") switch
        {
            "rate_limit_reached" => DoorEnd.Failed(
                $"Product Hunt says that these are too many requests (rate_limit_reached).{said}",
                error.Child("details")?.Whole("reset_in") is { } seconds and > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : null) with
            { EndsRun = true },
            { } code when code.Contains("oauth", StringComparison.Ordinal) => DoorEnd.Failed(
                $"Product Hunt refuses the credentials.{said}{ApiErrors.Source(Credentials)}") with
            { EndsRun = true },
            _ => DoorEnd.Failed($"Product Hunt answers with an error.{said} It is tried again on the next run."),
        };
    }

    /// <summary>"Query has complexity of 1126, which exceeds max complexity of 1000": a smaller page costs less.</summary>
    public static bool IsTooComplex(JsonElement json) =>
        json.Items("errors").Any(e => e.Text("message")?.Contains("complexity", StringComparison.OrdinalIgnoreCase) is true);
}
