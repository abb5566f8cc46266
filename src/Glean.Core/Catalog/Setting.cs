namespace Glean.Catalog;

/// <summary>A stored setting. The environment wins over it.</summary>
public sealed class Setting
{
    public required string Key { get; set; }

    public required string Value { get; set; }

    /// <summary>The value is encrypted and never shown.</summary>
    public bool IsSecret { get; set; }

    public DateTime UpdatedAt { get; set; }
}
