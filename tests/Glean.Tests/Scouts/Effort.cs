using Xunit;

namespace Glean.Tests.Scouts;

/// <summary>How much of the processor a piece of work takes.</summary>
internal static class Effort
{
    /// <summary>The collection of tests that measure: nothing else runs beside them.</summary>
    public const string Alone = "alone";

    /// <summary>A machine that others share may run at half its pace for seconds.</summary>
    private const int Tries = 8;

    /// <summary>The least processor time of some tries; no more tries once one is below <paramref name="limit"/>.</summary>
    public static TimeSpan Least(TimeSpan limit, Action work)
    {
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < Tries && least >= limit; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            work();
            var spent = Environment.CpuUsage.TotalTime - before;
            least = spent < least ? spent : least;
        }

        return least;
    }
}

[CollectionDefinition(Effort.Alone, DisableParallelization = true)]
public class MeasuringTests;
