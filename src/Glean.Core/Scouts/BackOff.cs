using Glean.Catalog;

namespace Glean.Scouts;

/// <summary>How long a failing source is left in peace: step by step up to a day.</summary>
public static class BackOff
{
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.Zero,
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    /// <summary>The last step, at which waits grow no longer.</summary>
    public static int LastStep => Steps.Length;

    private const int LongestWords = 1000;

    /// <summary>The wait after <paramref name="failures"/> failures in a row (1 is the first).</summary>
    public static TimeSpan After(int failures) => Steps[Math.Clamp(failures - 1, 0, Steps.Length - 1)];

    /// <summary>Records a fetch that went well.</summary>
    public static void Succeed(Source source, DateTime now)
    {
        source.LastAttemptAt = now;
        source.LastSuccessAt = now;
        source.ConsecutiveFailures = 0;
        source.BackOffUntil = null;
        source.LastError = null;
    }

    /// <summary>Records an answer that was poorer than it should be. It is no failure, but no success either.</summary>
    public static void Degrade(Source source, DateTime now, string trouble)
    {
        source.LastAttemptAt = now;
        source.ConsecutiveFailures = 0;
        source.BackOffUntil = null;
        source.LastError = Words(trouble);
    }

    /// <summary>Records a fetch that failed.</summary>
    /// <param name="retryAfter">What the service asked for; obeyed when it is longer, up to a day.</param>
    public static void Fail(Source source, DateTime now, string error, TimeSpan? retryAfter = null)
    {
        source.LastAttemptAt = now;
        source.ConsecutiveFailures++;
        source.LastError = Words(error);
        var wait = After(source.ConsecutiveFailures);
        source.BackOffUntil = wait > TimeSpan.Zero ? now + wait : null;
        Hold(source, now, retryAfter);
    }

    /// <summary>Leaves a source in peace at least as long as it asks, up to a day; it may have done well otherwise.</summary>
    public static void Hold(Source source, DateTime now, TimeSpan? silence)
    {
        var until = now + (silence > Steps[^1] ? Steps[^1] : silence ?? TimeSpan.Zero);
        if (until > now && !(source.BackOffUntil >= until))
        {
            source.BackOffUntil = until;
        }
    }

    // What another side says of itself may stand in it.
    private static string Words(string text) => StorableText.Of(text.Length <= LongestWords ? text : text[..LongestWords] + "…");
}
