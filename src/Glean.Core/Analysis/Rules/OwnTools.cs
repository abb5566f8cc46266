using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>The tools a person approved, as a catalogue beside the shipped one.</summary>
public static class OwnTools
{
    /// <summary>
    /// An entry for each tool the shipped catalogue does not know. A name that is one lower-case-able dictionary word
    /// ("Beacon") needs context like any ambiguous name.
    /// </summary>
    public static IEnumerable<CatalogueEntry> Entries(IEnumerable<Tool> tools)
    {
        var shipped = ShippedCatalogue.Entries.Select(e => NameKey.Of(e.Name)).ToHashSet(StringComparer.Ordinal);
        return tools.Where(t => !shipped.Contains(t.NameKey)).Select(t => new CatalogueEntry(
            t.Name,
            [.. t.Aliases.Select(a => IsWord(a.Name) ? "?" + a.Name : a.Name)],
            Uri.TryCreate(t.Url, UriKind.Absolute, out var url) ? RegistrableDomain.Of(url.Host) ?? "" : "",
            t.Category,
            Ambiguous: IsWord(t.Name)));
    }

    private static bool IsWord(string name) => !name.Contains(' ') && Words.Default.IsOrdinary(name.ToLowerInvariant());
}
