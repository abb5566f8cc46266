using System.Net.Http.Headers;

namespace Glean.Egress;

/// <summary>Reads the <c>Retry-After</c> header (RFC 9110, 10.2.3): seconds or an HTTP date.</summary>
internal static class RetryAfter
{
    /// <summary>A host that asks for more is taken to mean this.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How long to leave the host alone, between nothing and a day; null without a readable header.</summary>
    internal static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is { } parsed)
            return Clamp(parsed.Delta ?? parsed.Date - now);

        // Seconds beyond an int and fractions are no header value to .NET, yet they are sent.
        if (headers.TryGetValues("Retry-After", out var raw) && double.TryParse(raw.FirstOrDefault(), out var seconds) && seconds >= 0)
            return seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);

        return null;
    }

    private static TimeSpan? Clamp(TimeSpan? wait) =>
        wait is null ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
