namespace Glean.Catalog;

/// <summary>
/// Where discoveries come from. One row for each kind (<c>reddit</c>, <c>rss</c>, …) and below it one for each of its doors: a feed,
/// a subreddit, a query. The row also keeps its health: what the next fetch needs to know about the last ones.
/// </summary>
public sealed class Source
{
    public long Id { get; set; }

    /// <summary>Unique: the kind, or for a door the kind, a colon and the door's key.</summary>
    public required string Name { get; set; }

    /// <summary>A title for people.</summary>
    public string? Title { get; set; }

    public string? Url { get; set; }

    /// <summary>For a door the row of its kind, otherwise null.</summary>
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

    /// <summary>What of a door has been read, as its scout noted it; null for none.</summary>
    public string? Cursor { get; set; }

    /// <summary>What the service behind a kind still allowed when it last said so; null when it says nothing.</summary>
    public int? QuotaRemaining { get; set; }

    /// <inheritdoc cref="QuotaRemaining"/>
    public int? QuotaLimit { get; set; }

    /// <summary>When the quota is full again.</summary>
    public DateTime? QuotaResetsAt { get; set; }

    public DateTime CreatedAt { get; set; }
}
