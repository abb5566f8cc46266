using BenchmarkDotNet.Attributes;
using Glean.Curation.Deduplication;

namespace Glean.Benchmarks;

/// <summary>Deduplication of a catalogue with near duplicates, at sizes that show how its cost grows.</summary>
[MemoryDiagnoser]
public class DeduplicationBenchmarks
{
    private IReadOnlyList<ToolRecord> _tools = [];

    [Params(1_000, 2_000, 10_000, 100_000)]
    public int Tools { get; set; }

    [GlobalSetup]
    public void Prepare() => _tools = GeneratedTools.Make(Tools, seed: 7);

    [Benchmark]
    public int Deduplicate() => Deduplicator.Run(_tools).Merges.Count;
}
