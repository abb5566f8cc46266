namespace Glean.Catalog;

/// <summary>
/// Where discoveries come from. One row for each kind (<c>reddit</c>, <c>rss</c>, …) and, below <c>rss</c>, one for each feed.
/// The row also keeps the source's health: what the next fetch needs to know about the last ones.
/// </summary>
public sealed class Source
{
    public long Id { get; set; }

    /// <summary>Unique: the kind, or for a feed <c>rss:</c> and its address.</summary>
    public required string Name { get; set; }

    /// <summary>A title for people.</summary>
    public string? Title { get; set; }

    public string? Url { get; set; }

    /// <summary>The kind's row for a feed, otherwise null.</summary>
    public long? ParentId { get; set; }

    /// <summary>0..1, how often what it yields proves useful.</summary>
    public double Reliability { get; set; } = 0.5;

    public int TotalDiscoveries { get; set; }

    public int UsefulDiscoveries { get; set; }

    public bool Enabled { get; set; } = true;

    public string? ETag { get; set; }

    public string? LastModified { get; set; }

    public DateTime? LastAttemptAt { get; set; }

    public DateTime? LastSuccessAt { get; set; }

    public int ConsecutiveFailures { get; set; }

    /// <summary>Not asked before this time.</summary>
    public DateTime? BackOffUntil { get; set; }

    public string? LastError { get; set; }

    /// <summary>Items the last successful fetch listed; a feed that falls to zero is reported, see R18.</summary>
    public int LastItemCount { get; set; }

    public DateTime CreatedAt { get; set; }
}
