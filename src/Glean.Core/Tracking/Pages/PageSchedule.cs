using Glean.Catalog;

namespace Glean.Tracking.Pages;

/// <summary>
/// When a page is looked at again: more often when it changes, less often when it does not, and ever less while it cannot be reached. Pages that
/// were found together are spread by a share of the interval that belongs to the page.
/// </summary>
internal static class PageSchedule
{
    private const double Usual = 24;
    private const double Shortest = 6;
    private const double Longest = 14 * 24;
    private const double LongestForPrices = 7 * 24;
    private const double Jitter = 0.2;

    /// <summary>Hours to the next check.</summary>
    /// <param name="before">The hours the last interval had; 0 for none.</param>
    /// <param name="failures">Checks in a row that could not be made, this one included.</param>
    public static double Next(PageKind kind, double before, PageState state, int failures)
    {
        var interval = before <= 0 ? Usual : before;
        var longest = kind is PageKind.Pricing or PageKind.Home ? LongestForPrices : Longest;
        return Math.Clamp(
            state switch
            {
                PageState.Changed => interval / 2,
                PageState.Unchanged => interval * 1.5,
                PageState.Gone or PageState.Moved => longest,
                PageState.CouldNotCheck => Math.Max(interval, Usual / 4 * Math.Pow(2, Math.Min(failures, 8))),
                PageState.New or PageState.Ok => interval,
            },
            Shortest,
            longest);
    }

    /// <summary>The time of the next check, up to a tenth of the interval earlier or later.</summary>
    /// <param name="seed">The same for a page at each call, so that the spread is kept.</param>
    public static DateTime At(DateTime now, double hours, long seed)
    {
        var share = (uint)(seed * 2654435761L) / (double)uint.MaxValue;
        return now.AddHours(hours * (1 + Jitter * (share - 0.5)));
    }
}
