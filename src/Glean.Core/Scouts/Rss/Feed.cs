namespace Glean.Scouts.Rss;

/// <summary>The family a feed belongs to.</summary>
public enum FeedKind
{
    Rss,

    /// <summary>RSS 0.90, 1.0 and 1.1: items stand beside the channel, in RDF.</summary>
    Rdf,
    Atom,

    /// <summary>Microsoft's Channel Definition Format.</summary>
    Cdf,
    Json,
}

/// <summary>What a feed is written in.</summary>
/// <param name="Version">As the feed declares it (<c>2.0</c>), empty when it does not.</param>
public readonly record struct FeedFormat(FeedKind Kind, string Version)
{
    public override string ToString() => (Kind == FeedKind.Json ? "JSON Feed " : $"{Kind.ToString().ToUpperInvariant()} ") + Version;
}

/// <summary>A file that an entry carries or shows.</summary>
/// <param name="Type">The media type as stated, may be empty.</param>
/// <param name="Length">Bytes, or null.</param>
public sealed record Enclosure(string Url, string Type, long? Length);

/// <summary>One entry of a feed. All texts are tidied; nothing in the HTML is sanitised, it is never to be shown as it is.</summary>
public sealed record FeedEntry
{
    /// <summary>The identity its publisher gave it, else its link, else a hash of its words; stable from fetch to fetch.</summary>
    public required string Id { get; init; }

    /// <summary>One line of plain text, may be empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>The address of what the entry is about, absolute when it could be resolved; may be null.</summary>
    public string? Link { get; init; }

    /// <summary>Where <see cref="Link"/> leads in the end, when it goes by a counter (FeedBurner) and the feed says so.</summary>
    public string? OriginalLink { get; init; }

    /// <summary>The names of its authors, else the feed's; an address of mail only when there is no name.</summary>
    public string? Author { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public DateTime? Published { get; init; }

    /// <summary>When it was changed, UTC.</summary>
    public DateTime? Updated { get; init; }

    public string? ContentHtml { get; init; }

    public string? SummaryHtml { get; init; }

    /// <summary>The content as plain text, else the summary; may be empty.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>The page of comments on the entry.</summary>
    public string? CommentsUrl { get; init; }

    /// <summary>What relative links inside the HTML are relative to.</summary>
    public Uri? Base { get; init; }
}

/// <summary>A feed as it was read.</summary>
public sealed record Feed
{
    /// <summary>One line of plain text, may be empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>The site the feed belongs to.</summary>
    public string? Link { get; init; }

    /// <summary>Plain text, may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>As declared, for example <c>en-us</c>.</summary>
    public string? Language { get; init; }

    /// <summary>The feed's own address (<c>rel=self</c>, <c>feed_url</c>).</summary>
    public string? FeedUrl { get; init; }

    public string? Author { get; init; }

    public DateTime? Updated { get; init; }

    public required FeedFormat Format { get; init; }

    public IReadOnlyList<FeedEntry> Entries { get; init; } = [];

    /// <summary>True when the document ended in the middle; what stood before the break is here.</summary>
    public bool BrokeOff { get; init; }
}
