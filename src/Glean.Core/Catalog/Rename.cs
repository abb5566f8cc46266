namespace Glean.Catalog;

/// <summary>That a text says of a product that it has another name now.</summary>
public sealed class Rename
{
    public long Id { get; set; }

    public long DiscoveryId { get; set; }

    /// <summary>The former name as it stands in the text; a word before it may belong to the sentence.</summary>
    public required string Former { get; set; }

    /// <summary>The name since as it stands in the text; a word after it may belong to the sentence.</summary>
    public required string Present { get; set; }

    /// <summary>The words that say so, verbatim from the discovery.</summary>
    public required string Quote { get; set; }

    /// <summary>Whether the words leave no doubt ("formerly", "renamed to"); "is now" does.</summary>
    public bool Explicit { get; set; }

    /// <summary>Who says so: texts of one author are one voice.</summary>
    public required string Voice { get; set; }
}

/// <summary>How far a reader of ever growing rows has come.</summary>
public sealed class Watermark
{
    /// <summary>The reader.</summary>
    public required string Name { get; set; }

    /// <summary>The last id it read.</summary>
    public long Value { get; set; }
}
