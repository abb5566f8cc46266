using Glean.Catalog;
using Glean.Curation.Scoring;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Scoring;

public sealed class ToolScorerTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Focus SalesFocus = new()
    {
        Name = "test",
        Categories = [new FocusCategory { Name = "outreach", Keywords = new Dictionary<string, double> { ["cold email"] = 1 } }],
        Keywords = new Dictionary<string, double> { ["sales"] = 1, ["prospect"] = 1 },
        Exclusions = new Dictionary<string, double> { ["casino"] = 0.5 },
    };

    private static ScoredTool Tool(string text = "", string category = Focus.Other, params ScoredClaim[] claims) =>
        new("Rocket", text, category, claims, Now.AddDays(-400));

    private static ScoredClaim Claim(ClaimType type, string source = "a", double confidence = 0.8, int daysAgo = 400) =>
        new(type, "does it", confidence, source, Now.AddDays(-daysAgo));

    private static double Score(ScoredTool tool) => new ToolScorer(SalesFocus).Score(tool, Now).Value;

    [Fact]
    public void The_value_is_the_sum_of_its_reasons()
    {
        var score = new ToolScorer(SalesFocus).Score(
            Tool("Cold email for sales", "outreach", Claim(ClaimType.Pricing), Claim(ClaimType.Feature, "b")), Now);
        score.Value.ShouldBe(score.Reasons.Sum(r => r.Points), 0.0005);
        score.Reasons.ShouldAllBe(r => r.Words.Length > 0);
        score.Reasons.Select(r => r.Part).ShouldBe(["base", "category", "keywords", "claims", "confidence", "sources", "recency"]);
    }

    [Fact]
    public void Each_kind_of_evidence_raises_it()
    {
        var bare = Score(Tool());
        Score(Tool("for sales")).ShouldBeGreaterThan(bare);
        Score(Tool(category: "outreach")).ShouldBeGreaterThan(bare);
        var one = Score(Tool(claims: [Claim(ClaimType.Feature)]));
        one.ShouldBeGreaterThan(bare);
        Score(Tool(claims: [Claim(ClaimType.Feature), Claim(ClaimType.Feature, "b")])).ShouldBeGreaterThan(one);
        Score(Tool(claims: [Claim(ClaimType.Feature, daysAgo: 1)])).ShouldBeGreaterThan(one);
        Score(Tool(claims: [Claim(ClaimType.Feature, confidence: 0.9)])).ShouldBeGreaterThan(one);
    }

    [Fact]
    public void What_is_talked_about_more_than_before_has_momentum_and_a_reliable_source_counts_more()
    {
        ScoredTool Named(double reliability, params int[] daysAgo) =>
            Tool() with { Mentions = [.. daysAgo.Select((d, i) => new ScoredMention($"s{i}", Now.AddDays(-d), reliability))] };
        Score(Named(0.5, 1, 2, 3, 40)).ShouldBeGreaterThan(Score(Named(0.5, 1, 40, 41, 42)));
        Score(Named(0.9, 1)).ShouldBeGreaterThan(Score(Named(0.2, 1)));
    }

    [Fact]
    public void A_second_type_of_claim_tells_more_than_a_second_claim_of_the_type() =>
        Score(Tool(claims: [Claim(ClaimType.Feature), Claim(ClaimType.Pricing)]))
            .ShouldBeGreaterThan(Score(Tool(claims: [Claim(ClaimType.Feature), Claim(ClaimType.Feature)])));

    [Fact]
    public void It_never_leaves_zero_to_one()
    {
        var many = Enumerable.Range(0, 200).Select(i => Claim(ClaimType.Feature, $"s{i}", 5, daysAgo: -30)).ToArray();
        var talkedAbout = Tool("sales prospect cold email", "outreach", many) with { Mentions = [.. Enumerable.Range(0, 50).Select(i => new ScoredMention($"s{i}", Now, 7))] };
        Score(talkedAbout).ShouldBeInRange(0.8, 1);
        Score(Tool("casino casino")).ShouldBe(0);
    }

    [Fact]
    public void Weights_of_the_focus_count_and_missing_ones_are_as_by_default()
    {
        var onlySources = SalesFocus with
        {
            Weights = new Dictionary<string, double>
            {
                ["base"] = 0,
                ["claims"] = 0,
                ["keywords"] = 0,
                ["sources"] = 2,
                ["confidence"] = 0,
                ["recency"] = 0,
                ["category"] = 0,
                ["reliability"] = 0,
                ["momentum"] = 0,
            },
        };
        new ToolScorer(onlySources).Score(Tool(claims: [Claim(ClaimType.Feature)]), Now).Value.ShouldBe(0.5, 0.001);
        new ScoreWeights(SalesFocus with { Weights = new Dictionary<string, double> { ["base"] = double.NaN } }).ShareOf("base").ShouldBe(new ScoreWeights(SalesFocus).ShareOf("base"));
    }

    [Theory]
    [InlineData("Our Sales team", "sales", true)]
    [InlineData("prospects", "prospect", true)]
    [InlineData("salesman", "sales", false)]
    [InlineData("wholesales", "sales", false)]
    [InlineData("cold email.", "cold email", true)]
    [InlineData("", "sales", false)]
    [InlineData("cold-email", "cold email", true)]
    [InlineData("cold emails", "cold email", true)]
    [InlineData("colds email", "cold email", false)]
    public void Words_are_found_whole(string text, string word, bool expected) =>
        new FocusLexicon(SalesFocus with { Categories = [], Keywords = new Dictionary<string, double> { [word] = 1 } }).Find(text).Keywords.Any().ShouldBe(expected);
}
