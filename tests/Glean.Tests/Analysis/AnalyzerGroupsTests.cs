using Glean.Analysis;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis;

/// <summary>What many claims take in memory is bounded: what was found is handed over before it becomes too much.</summary>
public sealed class AnalyzerGroupsTests
{
    [Theory]
    [InlineData(8, new[] { 5 })]
    [InlineData(6_000, new[] { 2, 2, 1 })]
    [InlineData(50_000, new[] { 1, 1, 1, 1, 1 })]
    public async Task Outcomes_come_in_order_and_in_groups_of_some_thousand_claims(int claimsEach, int[] groups)
    {
        IAnalyzer analyzer = new Talkative(claimsEach);
        List<SourceText> texts = [.. Enumerable.Range(0, 5).Select(i => new SourceText($"Text {i}", "Gong records calls.", "rss"))];

        var found = await analyzer.AnalyzeAllAsync(texts, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        found.Select(g => g.Count).ShouldBe(groups);
        found.SelectMany(g => g).Select(o => o.Text).ShouldBe(texts);
    }

    private sealed class Talkative(int claims) : IAnalyzer
    {
        private static readonly ExtractedClaim Claim = new("Gong", ClaimType.Feature, "records calls", new TextSpan(5, 18), 0.9);

        public string Name => "talkative";

        public Task<Extraction> AnalyzeAsync(SourceText text, CancellationToken cancellationToken) =>
            Task.FromResult(new Extraction([], [.. Enumerable.Repeat(Claim, claims)]));
    }
}
