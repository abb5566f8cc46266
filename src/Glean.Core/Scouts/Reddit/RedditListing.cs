using Glean.Scouts.Api;

namespace Glean.Scouts.Reddit;

/// <summary>An order in which Reddit lists the posts of a door.</summary>
/// <param name="Name">Names what was read of it.</param>
/// <param name="Address">Path and query, without a page.</param>
/// <param name="IsByTime">
/// Newest first: gone through page by page, down to what was read before. Otherwise the first page is looked at, once a day.
/// </param>
internal sealed record RedditListing(string Name, string Address, bool IsByTime)
{
    /// <summary>What Reddit gives at once.</summary>
    public const int MostPosts = 100;

    /// <summary>Those through which a door is read: what is new, then what is talked about, then the best of the month.</summary>
    public static IReadOnlyList<RedditListing> Of(string door) => Door.QueryOf(door) is { } query
        ? [new("search", ApiPath.With("/search", ("q", query), ("sort", "new"), ("type", "link")), IsByTime: true)]
        : [new("new", $"/{door}/new", IsByTime: true), new("hot", $"/{door}/hot", IsByTime: false), new("top", $"/{door}/top?t=month", IsByTime: false)];

    /// <summary>The address of a page.</summary>
    /// <param name="after">Behind this post; null for the first page.</param>
    public string Page(string? after, int posts) => ApiPath.With(Address, ("after", after), ("limit", $"{posts}"), ("raw_json", "1"));
}
