using Glean.Egress;

namespace Glean.Notifications;

/// <summary>How a try to send a message ended.</summary>
/// <param name="Error">Null when it was sent. For people, without secrets.</param>
/// <param name="RetryAfter">How long the receiver wants silence.</param>
/// <param name="IsFinal">Trying again is of no use.</param>
internal sealed record Attempt(string? Error, TimeSpan? RetryAfter = null, bool IsFinal = false)
{
    public static readonly Attempt Done = new(Error: null);

    public static Attempt Of(FetchFailed failed) => new(failed.Message, failed.RetryAfter, IsFinal: failed.Kind == FetchFailureKind.Gone);
}
