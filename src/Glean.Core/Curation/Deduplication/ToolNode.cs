using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>One or more records that are the same beyond doubt (same name, same site), prepared for comparison.</summary>
internal sealed class ToolNode
{
    private NameProfile[]? _names;
    private string[]? _fullNames;
    private DescriptionWords? _words;

    public ToolNode(ToolRecord first)
    {
        Records = [first];
        Name = NameProfile.Of(first.Name);
        Address = ToolAddress.From(first.Url);
        Aliases = [.. first.Aliases.Where(a => !string.IsNullOrWhiteSpace(a)).Select(NameProfile.Of)];
    }

    /// <summary>By id.</summary>
    public List<ToolRecord> Records { get; }

    public long Id => Records[0].Id;

    public NameProfile Name { get; }

    public IReadOnlyList<NameProfile> Aliases { get; private set; }

    public ToolAddress Address { get; }

    /// <summary>Read when first asked for: most nodes never are.</summary>
    public DescriptionWords Words => _words ??= DescriptionWords.Of(Records.Find(r => !string.IsNullOrWhiteSpace(r.Description))?.Description, Records[0].Name);

    public string Category => Records[0].Category;

    public string DisplayName => Records[0].Name;

    /// <summary>
    /// Whether tools of many sites bear this name ("Documentation", "Chat"): then it is a word, not the name of one tool.
    /// </summary>
    public bool HasCommonName { get; set; }

    /// <summary>The record that a person decided on, if one did.</summary>
    public ToolRecord? Decided { get; private set; }

    public void Add(ToolRecord record)
    {
        Records.Add(record);
        Decide(record);
        if (record.Aliases.Count > 0)
        {
            Aliases = [.. Aliases, .. record.Aliases.Select(NameProfile.Of)];
            (_names, _fullNames) = (null, null);
        }
    }

    public ToolNode Decide(ToolRecord record)
    {
        if (record.Status.IsDecided())
        {
            Decided = record;
        }

        return this;
    }

    /// <summary>All names it goes by.</summary>
    public NameProfile[] Names => _names ??= [Name, .. Aliases];

    /// <summary>All compact names, with those inside parentheses.</summary>
    public string[] FullNames => _fullNames ??= Aliases.Count == 0 && Name.Others.Count == 0 && Name.Full.Length > 0
        ? [Name.Full]
        : [.. Names.SelectMany(n => n.Others.Prepend(n.Full)).Where(n => n.Length > 0)];

    /// <summary>What a person reads when the name stands beside others.</summary>
    public override string ToString() => Address.IsKnown ? $"\"{DisplayName}\" ({Address.Site})" : $"\"{DisplayName}\"";
}
