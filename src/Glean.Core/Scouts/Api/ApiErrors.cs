using System.Text.Json;

namespace Glean.Scouts.Api;

/// <summary>How services explain their errors.</summary>
public static class ApiErrors
{
    /// <summary>
    /// The usual places: <c>message</c>, <c>detail</c> (RFC 9457), <c>error_description</c> (RFC 6749), <c>error</c> as a text or with a
    /// <c>message</c> of its own, the first of <c>errors</c>, <c>reason</c>, <c>title</c>.
    /// </summary>
    public static string? Usual(JsonElement json)
    {
        if (JsonFields.TextOf(json) is { } text)
        {
            return text;
        }

        return json.Text("message") ?? json.Text("detail") ?? json.Text("error_description") ?? json.Text("error")
            ?? (json.Child("error") is { } error ? Usual(error) : null)
            ?? (json.Items("errors") is [var first, ..] ? Usual(first) : null)
            ?? json.Text("reason") ?? json.Text("title");
    }
}
