using System.Diagnostics.CodeAnalysis;

namespace Glean.Scouts.Rss;

/// <summary>Why a document is no feed.</summary>
public enum FeedErrorKind
{
    Empty,
    HtmlPage,

    /// <summary>An OPML list of feeds, to be imported instead.</summary>
    FeedList,
    NotAFeed,

    /// <summary>A document type with entities that could attack the reader.</summary>
    Refused,

    /// <summary>More than the limit once decompressed.</summary>
    TooLarge,
}

/// <summary>Why there is no feed, told to a person.</summary>
/// <param name="SuggestedFeed">A feed the document links to.</param>
public sealed record FeedError(FeedErrorKind Kind, string Message, Uri? SuggestedFeed = null);

/// <summary>A feed, or why there is none.</summary>
public sealed record FeedResult
{
    private FeedResult()
    {
    }

    public Feed? Feed { get; private init; }

    public FeedError? Error { get; private init; }

    [MemberNotNullWhen(true, nameof(Feed))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsFeed => Feed is not null;

    internal static FeedResult Of(Feed feed) => new() { Feed = feed };

    internal static FeedResult Failed(FeedErrorKind kind, string message, Uri? suggestedFeed = null) =>
        new() { Error = new FeedError(kind, message, suggestedFeed) };
}
