namespace Glean.Operations.Sources;

/// <summary>The range in which a share lies with 95% confidence, as few observations leave it.</summary>
public sealed record ShareInterval(double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>The score interval (Wilson 1927): it stays within 0..1 and is honest also for none or all of a few. Null without observations.</summary>
    public static ShareInterval? Of(long hits, long observations)
    {
        if (observations == 0)
        {
            return null;
        }

        var share = (double)hits / observations;
        var square = Z * Z / observations;
        var middle = (share + (square / 2)) / (1 + square);
        var half = Z * Math.Sqrt((share * (1 - share) / observations) + (square / 4 / observations)) / (1 + square);
        return new ShareInterval(Math.Round(Math.Max(0, middle - half), 4), Math.Round(Math.Min(1, middle + half), 4));
    }
}
