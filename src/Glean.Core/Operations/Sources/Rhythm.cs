namespace Glean.Operations.Sources;

/// <summary>
/// How regularly a door brings something that fits the focus, and whether it has been silent for unusually long. Silence ends with the last
/// successful visit: while nobody asked, nobody can tell.
/// </summary>
/// <param name="Finds">Hours in which it brought something, of the time looked at.</param>
/// <param name="HasHistory">Enough gaps are known to judge a silence at all.</param>
/// <param name="UsualGapHours">The mean between two finds.</param>
/// <param name="SilentHours">From the last find to the last successful visit; null when either is unknown.</param>
/// <param name="Chance">How likely a silence this long is if nothing has changed; null without history.</param>
/// <param name="IsUnusual">It is silent for longer than it ever was, and than chance explains.</param>
public sealed record Rhythm(int Finds, bool HasHistory, double? UsualGapHours, double? LongestGapHours, double? SilentHours, double? Chance, bool IsUnusual)
{
    private const int FewestGaps = 5;
    private const double UnlikelyBelow = 0.01;
    private const double LeastHours = 24;

    /// <summary>Judges from the door's own history.</summary>
    /// <param name="finds">When it brought something, ascending, to the hour.</param>
    /// <param name="lastSuccess">Its last successful visit.</param>
    /// <remarks>
    /// Finds are taken for a Poisson process of unknown rate. With Jeffreys' prior 1/rate, n gaps of the sum S predict a gap longer
    /// than s with the probability (S / (S + s))^n, which is careful while n is small. Real doors come in bursts and rest at weekends, so a
    /// silence must besides be longer than every gap seen.
    /// </remarks>
    public static Rhythm Of(IReadOnlyList<DateTime> finds, DateTime? lastSuccess)
    {
        var gaps = finds.Zip(finds.Skip(1), (a, b) => (b - a).TotalHours).ToList();
        double? silence = finds.Count > 0 && lastSuccess is { } visit ? Math.Max(0, (visit - finds[^1]).TotalHours) : null;
        if (gaps.Count < FewestGaps)
        {
            return new Rhythm(finds.Count, HasHistory: false, null, null, Rounded(silence), null, IsUnusual: false);
        }

        var (sum, longest) = (gaps.Sum(), gaps.Max());
        double? chance = silence is { } s ? Math.Pow(sum / (sum + s), gaps.Count) : null;
        return new Rhythm(
            finds.Count, HasHistory: true, Rounded(sum / gaps.Count), Rounded(longest), Rounded(silence), chance is { } c ? Math.Round(c, 4) : null,
            IsUnusual: chance < UnlikelyBelow && silence > longest && silence >= LeastHours);
    }

    /// <summary>What is unusual, for people; null when nothing is.</summary>
    public string? Trouble => IsUnusual
        ? $"unusually silent: nothing for {Words(SilentHours)}, where it brought something every {Words(UsualGapHours)} and never paused for longer than {Words(LongestGapHours)}"
        : null;

    private static double? Rounded(double? hours) => hours is { } known ? Math.Round(known, 1) : null;

    private static string Words(double? hours) => hours is not { } known ? "?" : known < 48 ? $"{Math.Max(1, known):0} h" : $"{known / 24:0.#} days";
}
