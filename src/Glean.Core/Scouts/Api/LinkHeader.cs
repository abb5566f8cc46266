namespace Glean.Scouts.Api;

/// <summary>Paging by the <c>Link</c> header (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>Whether there is a page after this one.</summary>
    public static bool HasNext(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue("Link", out var links) && links.Split(',').Any(link => link.Split(';').Skip(1).Any(IsNext));

    private static bool IsNext(string parameter) =>
        parameter.Split('=', 2) is [var name, var value] && name.Trim().Equals("rel", StringComparison.OrdinalIgnoreCase)
        && value.Trim().Trim('"').Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase);
}
