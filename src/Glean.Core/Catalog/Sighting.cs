namespace Glean.Catalog;

/// <summary>
/// That a discovery was seen through a door. One item may be found by several sources: it is one discovery, and each of
/// them keeps its sighting.
/// </summary>
public sealed class Sighting
{
    public long DiscoveryId { get; set; }

    /// <summary>The door it was seen through, else the kind of source.</summary>
    public long SourceId { get; set; }

    /// <summary>Its address as that door gave it.</summary>
    public required string Url { get; set; }

    /// <summary>When it was first seen there.</summary>
    public DateTime SeenAt { get; set; }
}
