using System.Text;
using System.Text.Json;

namespace Glean.Scouts.Api;

/// <summary>How services explain their errors.</summary>
public static class ApiErrors
{
    private const int LongestQuote = 300;

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

    /// <summary>Words of a service as they may be repeated: one line, not too long; null when there are none.</summary>
    public static string? Quote(string? words)
    {
        var line = new StringBuilder(LongestQuote);
        foreach (var rune in (words ?? "").EnumerateRunes().Take(LongestQuote))
        {
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>A sentence that repeats them; empty when there are none.</summary>
    public static string Said(string? words) => Quote(words) is { } said ? $" It said: {said}{(said[^1] is '.' or '!' or '?' ? "" : ".")}" : "";

    /// <summary>A sentence that says which variables hold refused credentials; empty when there are none.</summary>
    public static string Source(IReadOnlyList<string> credentials) => credentials.Count == 0 ? "" : $" The credentials come from {string.Join(" and ", credentials)}.";
}
