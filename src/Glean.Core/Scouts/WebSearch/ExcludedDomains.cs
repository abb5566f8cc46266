using Glean.Catalog;

namespace Glean.Scouts.WebSearch;

/// <summary>Sites whose hits are left out: those of the list that ships (<c>WebSearch/Data/excluded-domains.txt</c>) and those that a run names.</summary>
internal sealed class ExcludedDomains
{
    private static readonly Lazy<IReadOnlyList<string>> Shipped = new(Load);

    private readonly HashSet<string> domains;

    public ExcludedDomains(IReadOnlyList<string> named) => domains = [.. Shipped.Value, .. named];

    /// <summary>Whether the address lies on such a domain or on one below it.</summary>
    public bool Covers(string url)
    {
        if (!Uri.TryCreate(CanonicalUrl.From(url), UriKind.Absolute, out var address))
        {
            return false;
        }

        var host = address.Host;
        while (!domains.Contains(host))
        {
            var dot = host.IndexOf('.');
            if (dot < 0)
            {
                return false;
            }

            host = host[(dot + 1)..];
        }

        return true;
    }

    private static IReadOnlyList<string> Load()
    {
        using var reader = new StreamReader(EmbeddedData.Open("WebSearch/Data/excluded-domains.txt"));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#'))];
    }
}
