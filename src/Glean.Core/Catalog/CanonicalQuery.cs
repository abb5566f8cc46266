using System.Text;

namespace Glean.Catalog;

/// <summary>Writes the query of a canonical address: without trackers, sorted by name.</summary>
internal static class CanonicalQuery
{
    public static void Append(StringBuilder output, string? query, string host, string? baseHost)
    {
        if (string.IsNullOrEmpty(query))
        {
            return;
        }

        var kept = new List<(string Name, string Parameter)>();
        var part = new StringBuilder();
        foreach (var range in query.AsSpan().Split('&'))
        {
            var parameter = query.AsSpan(range);
            if (parameter.IsEmpty)
            {
                continue;
            }

            var equals = parameter.IndexOf('=');
            var name = UrlEncoding.Decode(equals < 0 ? parameter : parameter[..equals]);
            if (TrackingParameters.Contains(name) || (equals >= 0 && NamesOwnHost(name, UrlEncoding.Decode(parameter[(equals + 1)..]), host, baseHost)))
            {
                continue;
            }

            part.Clear();
            UrlEncoding.AppendQueryPart(part, parameter);
            kept.Add((name, part.ToString()));
        }

        var separator = '?';
        foreach (var (_, parameter) in kept.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            output.Append(separator).Append(parameter);
            separator = '&';
        }
    }

    /// <summary>"ref=blog.example" on blog.example says only where the reader came from; other uses of "ref" may choose a document.</summary>
    private static bool NamesOwnHost(string name, string value, string host, string? baseHost) =>
        name.Equals("ref", StringComparison.OrdinalIgnoreCase)
        && (value.Equals(host, StringComparison.OrdinalIgnoreCase) || (baseHost is not null && value.Equals(baseHost, StringComparison.OrdinalIgnoreCase)));
}
