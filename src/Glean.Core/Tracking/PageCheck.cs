using Glean.Catalog;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;

namespace Glean.Tracking;

/// <summary>What a check of a page came to.</summary>
/// <param name="Reason">For people; null when there is nothing to add to the state.</param>
public sealed record PageCheck(PageState State, string? Reason = null)
{
    /// <summary>What the page says now, as it is kept; null when it was not read or says the same.</summary>
    public PageContent? Content { get; init; }

    public IReadOnlyList<FoundChange> Changes { get; init; } = [];

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>The address to ask from now on, on the same site.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Where the page leads to on another site; a person has to accept it.</summary>
    public string? ProposedUrl { get; init; }

    /// <summary>How long the host asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further pages the page links to.</summary>
    internal IReadOnlyList<Pages.FoundPage> Found { get; init; } = [];

    public MovingParts Moving { get; init; } = MovingParts.Read(null);

    /// <summary>Requests that brought a body, for the report.</summary>
    public int Transfers { get; init; }
}

/// <summary>What a page said: its text as it is kept, and its plans.</summary>
public sealed record PageContent(string Text, IReadOnlyList<PricePlan> Plans);

/// <summary>What is known of a page before it is checked.</summary>
/// <param name="Last">The content to compare with; null when the page was not read yet.</param>
/// <param name="TakenAt">When that was read.</param>
public sealed record KnownPage(WatchedPage Page, PageContent? Last, DateTime? TakenAt, IReadOnlyList<PageMute> Mutes);

/// <summary>Reads an answer as a feed: the titles of its entries, newest first, or why it is none.</summary>
/// <remarks>A seam: feeds are read by the scouts, which the tracker does not see; the composition connects the two.</remarks>
public delegate (IReadOnlyList<string>? Titles, string? Problem) ReadFeedTitles(byte[] body, string? contentType, Uri address);
