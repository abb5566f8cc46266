namespace Glean.Catalog;

/// <summary>Two claims of one tool that cannot both hold; the smaller id first.</summary>
public sealed class Contradiction
{
    public long FirstId { get; set; }

    public long SecondId { get; set; }

    /// <summary><c>price</c>, <c>free_tier</c> or <c>capability</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>What they disagree on, in words.</summary>
    public required string Reason { get; set; }
}
