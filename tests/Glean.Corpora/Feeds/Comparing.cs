using System.Globalization;
using System.Text.Json;
using Glean.Scouts;

namespace Glean.Corpora.Feeds;

/// <summary>How an expectation written for another reader is compared with ours: texts by their words, links as links.</summary>
internal static class Comparing
{
    public static string Words(string? html) =>
        string.Concat(PlainText.FromHtml(html).Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Equal as text, however either is marked up and spaced.</summary>
    public static bool SameText(string? expected, string? actual)
    {
        var (left, right) = (Squeeze(expected), Squeeze(actual));
        return left == right || Words(expected) == right || left == Words(actual) || Words(expected) == Words(actual)
            || Words(System.Net.WebUtility.HtmlDecode(expected)) == Words(System.Net.WebUtility.HtmlDecode(actual));
    }

    public static bool SameLink(string? expected, string? actual) =>
        expected?.Trim() == actual || (expected?.TrimEnd('/') == actual?.TrimEnd('/'))
        || Uri.TryCreate(expected, UriKind.Absolute, out var left) && Uri.TryCreate(actual, UriKind.Absolute, out var right)
            && left.AbsoluteUri == right.AbsoluteUri;

    public static bool SameMoment(string expected, DateTime? actual) =>
        DateTimeOffset.TryParse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        && actual is { } found && Math.Abs((moment.UtcDateTime - found).TotalSeconds) < 1;

    public static string? Text(this JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray()
            : [];

    private static string Squeeze(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
}
