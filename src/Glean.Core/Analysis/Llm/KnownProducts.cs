using Glean.Analysis.Rules;
using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>The catalogue as far as a model's notes are held against it: full names and home domains by any unmistakable name.</summary>
internal sealed class KnownProducts
{
    private readonly Dictionary<string, CatalogueEntry> byName = new(StringComparer.Ordinal);

    /// <param name="entries">The user's own before those that ship.</param>
    public KnownProducts(IEnumerable<CatalogueEntry> entries)
    {
        var all = entries.ToList();
        foreach (var entry in all)
        {
            byName.TryAdd(NameKey.Of(entry.Name), entry);
        }

        foreach (var entry in all)
        {
            foreach (var alias in entry.Aliases.Where(a => !a.StartsWith('?')))
            {
                byName.TryAdd(NameKey.Of(alias), entry);
            }
        }
    }

    public CatalogueEntry? Find(string name) => byName.GetValueOrDefault(NameKey.Of(name));
}
