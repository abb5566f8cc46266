using System.Collections.Concurrent;

namespace Glean.Curation.Deduplication;

/// <summary>Shares work on many things among the processors, where there is enough of it to be worth waking another one.</summary>
internal static class Processors
{
    private const int WorthSharing = 4_096;

    /// <summary>How many processors are worth their waking for so many things.</summary>
    public static ParallelOptions For(int count) => new() { MaxDegreeOfParallelism = count < WorthSharing ? 1 : Environment.ProcessorCount };

    /// <summary>Does <paramref name="work"/> for each number below <paramref name="count"/>, in any order.</summary>
    public static void Share(int count, Action<int> work) => Share<object?>(count, () => null, (number, _) => work(number));

    /// <summary>The same, with something for the work to use.</summary>
    /// <param name="desk">What one processor keeps for its part of the work.</param>
    public static void Share<T>(int count, Func<T> desk, Action<int, T> work)
    {
        if (count < WorthSharing)
        {
            Each(0, count);
            return;
        }

        Parallel.ForEach(Partitioner.Create(0, count), For(count), range => Each(range.Item1, range.Item2));

        void Each(int from, int to)
        {
            var own = desk();
            for (var i = from; i < to; i++)
            {
                work(i, own);
            }
        }
    }
}
