using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts;

/// <summary>
/// A kind of source: how it is declared, and how one of its doors is read. It keeps no state of its own. Storing, relevance,
/// health, back-off, progress, cancelling and the record of what was read are the <see cref="ScoutRunner"/>'s, credentials,
/// limits of rate and failures of its service the <see cref="ApiClient"/>'s. <c>docs/adding-a-scout.md</c> walks through one.
/// </summary>
public interface IScout
{
    ScoutDefinition Definition { get; }

    /// <summary>The doors a new database begins with; asked for once in its life, afterwards people decide.</summary>
    IReadOnlyList<Door> Defaults { get; }

    /// <summary>The doors that <paramref name="options"/> name; none when the source's own are meant.</summary>
    IReadOnlyList<Door> Named(ScoutOptions options);

    /// <summary>The service behind all doors; null when each door is a place of its own, as feeds are.</summary>
    ApiService? Service(GleanSettings settings);

    /// <summary>Reads one door, saving page by page, so that a run that is cut off keeps what it had.</summary>
    /// <returns>How it ended. What the other side does wrong is such an end and never an exception.</returns>
    Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken);
}

/// <summary>A way into a source: a feed, a subreddit, a query. A row of <c>sources</c> below the source's own.</summary>
/// <param name="Key">Unique within the source and for good; <c>source:key</c> is the row's name.</param>
/// <param name="Title">For people.</param>
/// <param name="Url">Where it stands on the web, when it does.</param>
public sealed record Door(string Key, string? Title = null, string? Url = null)
{
    /// <summary>A door that searches for <paramref name="text"/>.</summary>
    public static Door Query(string text) => new(QueryPrefix + text, text);

    /// <summary>What <see cref="Query"/> searches for; null when the key is of another kind.</summary>
    public static string? QueryOf(string key) => key.StartsWith(QueryPrefix, StringComparison.Ordinal) ? key[QueryPrefix.Length..] : null;

    private const string QueryPrefix = "query:";
}

/// <summary>How the reading of a door ended.</summary>
/// <param name="Message">The cause, for all but a plain success; for people, without secrets.</param>
public sealed record DoorEnd(DoorState State, string? Message = null)
{
    public static readonly DoorEnd Read = new(DoorState.Read);

    public static readonly DoorEnd Unchanged = new(DoorState.Unchanged);

    /// <summary>How long the other side asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It is not this door's alone (credentials, rate, no connection): the other doors of the service are not asked any more.</summary>
    public bool EndsRun { get; init; }

    public static DoorEnd Degraded(string message) => new(DoorState.Degraded, message);

    public static DoorEnd Failed(string message, TimeSpan? retryAfter = null) => new(DoorState.Failed, message) { RetryAfter = retryAfter };
}
