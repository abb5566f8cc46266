namespace Glean.Curation.Deduplication;

/// <summary>A name read beside the site it belongs to: what of it is the site's own name, and what is a product of it.</summary>
/// <param name="HasBrand">Whether the name says the site's name (at its beginning, its end or as the maker).</param>
/// <param name="Product">The other words; empty when the name is the site's name.</param>
internal sealed record SiteName(bool HasBrand, IReadOnlyList<string> Product)
{
    public string Compact { get; } = string.Concat(Product);

    public bool IsBrand => HasBrand && Product.Count == 0;

    public static SiteName Of(in NameProfile name, in ToolAddress address)
    {
        if (IsBrandName(name.Full, address))
        {
            return new SiteName(true, []);
        }

        var tokens = name.Tokens;
        for (var count = tokens.Length; count > 0; count--)
        {
            if (IsBrandName(string.Concat(tokens.AsSpan(0, count)), address))
            {
                return new SiteName(true, [.. tokens.Skip(count).Where(t => !NameWords.IsNeutral(t))]);
            }
        }

        if (tokens.Length > 1 && IsBrandName(tokens[^1], address))
        {
            return new SiteName(true, [.. tokens.Take(tokens.Length - 1).Where(t => !NameWords.IsNeutral(t))]);
        }

        var named = (name.Maker is { } maker && IsBrandName(maker, address)) || (name.Tail is { } tail && IsBrandName(tail, address));
        return new SiteName(named, WithoutNeutral(tokens));
    }

    /// <summary>Whether <paramref name="name"/> is the name of the site: its label, with or without what domains add to names.</summary>
    public static bool IsBrandName(string name, in ToolAddress address)
    {
        var label = address.Label;
        if (name.Length == 0 || label.Length == 0)
        {
            return false;
        }

        if (name == label || name == address.CompactSite)
        {
            return true;
        }

        if (name.Length < label.Length)
        {
            // getjasper, usefathom, datadoghq, surferseo.
            var at = name.Length < 2 ? -1 : label.IndexOf(name, StringComparison.Ordinal);
            return at >= 0 && NameWords.IsAffix(label[..at]) && NameWords.IsAffix(label[(at + name.Length)..]);
        }

        // "Zoom App" for zoom.us; but "HubSpot CRM" may be one of several products of hubspot.com.
        return label.Length > 2 && name.StartsWith(label, StringComparison.Ordinal) && NameWords.IsNeutral(name[label.Length..]);
    }

    // A name of neutral words only ("The App") still has to be told from others.
    private static IReadOnlyList<string> WithoutNeutral(string[] tokens)
    {
        var telling = tokens.Where(t => !NameWords.IsNeutral(t)).ToList();
        return telling.Count > 0 ? telling : tokens;
    }
}
