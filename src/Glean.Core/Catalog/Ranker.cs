namespace Glean.Catalog;

/// <summary>What was learned from decisions at one time; the newest is in use, the others are its history.</summary>
public sealed class Ranker
{
    public long Id { get; set; }

    public DateTime TrainedAt { get; set; }

    /// <summary>Decisions it learned from.</summary>
    public int Decisions { get; set; }

    /// <summary>0..1, how much of a score comes from it.</summary>
    public double Share { get; set; }

    /// <summary>Its weights, as JSON.</summary>
    public required string Model { get; set; }

    /// <summary>How it did on decisions that were held back, as JSON.</summary>
    public required string Report { get; set; }
}
