using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>One or more records that are the same beyond doubt (same name, same site), prepared for comparison: a row of <see cref="ToolNodes"/>.</summary>
internal readonly struct ToolNode(ToolNodes nodes, int number)
{
    public long Id => First.Id;

    /// <summary>The record that the node began with: the decided one, else the oldest.</summary>
    public ToolRecord First => nodes.FirstOf(number);

    /// <summary>The first, then by id.</summary>
    public IReadOnlyList<ToolRecord> Records => nodes.RecordsOf(number);

    public bool HasSeveralRecords => nodes.HasSeveralRecords(number);

    /// <summary>The record that a person decided on, if one did.</summary>
    public ToolRecord? Decided => First.Status.IsDecided() ? First : null;

    public ref readonly NameProfile Name => ref Names[0];

    /// <summary>All names it goes by, the one in use first.</summary>
    public ReadOnlySpan<NameProfile> Names => nodes.NamesOf(number);

    /// <summary>All compact names, with those inside parentheses.</summary>
    public string[] FullNames
    {
        get
        {
            if (HasOneName)
            {
                return [Name.Full];
            }

            List<string> all = [];
            foreach (var name in Names)
            {
                all.AddRange(name.Others.Prepend(name.Full).Where(n => n.Length > 0));
            }

            return [.. all];
        }
    }

    public bool HasOneName => Names is [{ Others.Count: 0, Full.Length: > 0 }];

    /// <summary>
    /// Whether tools of many sites bear this name ("Documentation", "Chat"): then it is a word, not the name of one tool.
    /// </summary>
    public bool HasCommonName => nodes.HasCommonName(number);

    public ref readonly ToolAddress Address => ref nodes.AddressOf(number);

    public DescriptionWords Words => nodes.WordsOf(number);

    public string Category => First.Category;

    public string DisplayName => First.Name;

    /// <summary>What a person reads when the name stands beside others.</summary>
    public override string ToString() => Address.IsKnown ? $"\"{DisplayName}\" ({Address.Site})" : $"\"{DisplayName}\"";
}
