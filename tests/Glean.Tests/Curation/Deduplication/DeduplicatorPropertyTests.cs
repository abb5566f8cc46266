using Glean.Benchmarks;
using Glean.Corpora;
using Glean.Curation.Deduplication;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Deduplication;

public sealed class DeduplicatorPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_the_input_changes_nothing(int seed)
    {
        var tools = GeneratedTools.Make(600, seed).ToArray();
        var expected = Describe(Deduplicator.Run(tools));
        new Random(seed).Shuffle(tools);
        Describe(Deduplicator.Run(tools)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_second_run_over_what_was_kept_merges_nothing(int seed)
    {
        var tools = GeneratedTools.Make(800, seed);
        var first = Deduplicator.Run(tools);
        first.Merges.Count.ShouldBeGreaterThan(20);
        Deduplicator.Run(Keep(tools, first)).Merges.ShouldBeEmpty();
    }

    [Fact]
    public void No_tool_stands_in_two_merges_and_questions_name_only_kept_ones()
    {
        var result = Deduplicator.Run(GeneratedTools.Make(1_500, seed: 9));
        var gone = result.Merges.SelectMany(m => m.MergedIds).ToList();
        gone.Distinct().Count().ShouldBe(gone.Count);
        gone.Intersect(result.Merges.Select(m => m.KeptId)).ShouldBeEmpty();
        result.Unsure.SelectMany(u => new[] { u.FirstId, u.SecondId }).Intersect(gone).ShouldBeEmpty();
    }

    [Fact]
    public void Real_lists_meet_the_bars()
    {
        var root = CorporaFolder.Find();
        Assert.SkipWhen(root is null, "The corpora are absent.");
        var corpus = ErToolsReport.Read(Path.Combine(root!, "er-tools"));
        var result = Deduplicator.Run(corpus.Tools);
        var figures = ErToolsReport.Measure(corpus.Pairs.Where(p => p.Label != "silver"), result);
        figures.FalseMerges.ShouldBe(0);
        figures.Recall.ShouldBeGreaterThanOrEqualTo(0.9);
        figures.Asked.ShouldBeGreaterThanOrEqualTo(0.5);
        Deduplicator.Run(Keep(corpus.Tools, result)).Merges.ShouldBeEmpty();
    }

    // As the catalogue does it: the kept tool takes over the names of those merged into it.
    private static List<ToolRecord> Keep(IReadOnlyList<ToolRecord> tools, DeduplicationResult result)
    {
        var names = tools.ToDictionary(t => t.Id, t => t.Name);
        var merges = result.Merges.ToDictionary(m => m.KeptId);
        var gone = result.Merges.SelectMany(m => m.MergedIds).ToHashSet();
        return [.. tools.Where(t => !gone.Contains(t.Id)).Select(t => merges.TryGetValue(t.Id, out var merge)
            ? t with { Aliases = [.. merge.MergedIds.Select(id => names[id]).Where(n => n != t.Name).Distinct()] }
            : t)];
    }

    private static string Describe(DeduplicationResult result) => string.Join('\n',
        result.Merges.Select(m => $"{m.KeptId} <- {string.Join(',', m.MergedIds)}")
            .Concat(result.Unsure.Select(u => $"{u.FirstId}?{u.SecondId} {u.Likelihood}")));
}
