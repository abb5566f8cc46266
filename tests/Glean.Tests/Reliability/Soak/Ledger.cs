using System.Collections.Concurrent;

namespace Glean.Tests.Reliability.Soak;

/// <summary>What was promised to those who asked, and what went wrong: the account that the end is settled by.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> counts = new();

    /// <summary>Hosts whose texts a command has taken in to the end.</summary>
    public ConcurrentBag<(string Host, int Count)> Imported { get; } = [];

    /// <summary>Views whose making was answered with success, the oldest first, but for those that were removed again.</summary>
    public ConcurrentQueue<(long Id, string Name)> Views { get; } = [];

    /// <summary>Decisions that were answered with success.</summary>
    public ConcurrentBag<(long Tool, string Status)> Decisions { get; } = [];

    public ConcurrentQueue<string> Wrong { get; } = [];

    public IEnumerable<string> Counts => counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}: {c.Value}");

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, n) => n + 1);
}
