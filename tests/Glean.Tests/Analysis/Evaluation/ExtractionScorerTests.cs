using Glean.Analysis;
using Glean.Analysis.Evaluation;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Evaluation;

public sealed class ExtractionScorerTests
{
    private const string Words = "Nimbo costs $9 a month. It has no mobile app.";

    private static readonly LabelledText Label = new("t1", "blog", "", Words,
        [new LabelledTool("Nimbo", ["Nimbo.io"], null, "crm")],
        [
            new LabelledClaim("Nimbo", ClaimType.Pricing, "Nimbo costs $9 a month"),
            new LabelledClaim("Nimbo", ClaimType.Limitation, "It has no mobile app."),
        ]);

    [Fact]
    public void A_tool_matches_by_normalised_name_or_alias()
    {
        ExtractionScorer.Score(Label, Found("nimbo io")).Tools.ShouldBe(new Tally(1, 1, 1));
        ExtractionScorer.Score(Label, Found("Limbo")).Tools.ShouldBe(new Tally(0, 1, 1));
    }

    [Fact]
    public void Half_of_the_shorter_span_is_enough()
    {
        var score = ExtractionScorer.Score(Label, Found("Nimbo", (0, 45, ClaimType.Pricing)));

        score.Claims.ShouldBe(new Tally(1, 1, 2));
        score.TypedClaims.ShouldBe(new Tally(1, 1, 2));
    }

    [Fact]
    public void Less_than_half_is_not() =>
        ExtractionScorer.Score(Label, Found("Nimbo", (18, 36, ClaimType.Pricing))).Claims.Matched.ShouldBe(1, "the second claim starts at 24");

    [Fact]
    public void One_label_confirms_one_prediction_only() =>
        ExtractionScorer.Score(Label, Found("Nimbo", (0, 22, ClaimType.Pricing), (0, 23, ClaimType.Pricing))).Claims.ShouldBe(new Tally(1, 2, 2));

    [Fact]
    public void The_wrong_type_counts_as_a_claim_but_not_as_a_typed_one()
    {
        var score = ExtractionScorer.Score(Label, Found("Nimbo", (0, 22, ClaimType.Feature)));

        score.Claims.Matched.ShouldBe(1);
        score.TypedClaims.Matched.ShouldBe(0);
        score.Errors.ShouldContain(e => e.Kind == "type");
    }

    [Fact]
    public void A_claim_of_another_tool_does_not_count() =>
        ExtractionScorer.Score(Label, Found("Limbo", (0, 22, ClaimType.Pricing))).Claims.Matched.ShouldBe(0);

    [Fact]
    public void A_quote_that_is_not_in_the_text_is_counted()
    {
        var found = new Extraction([], [new ExtractedClaim("Nimbo", ClaimType.Pricing, "Nimbo costs nothing", new TextSpan(0, 19), 0.9)]);

        ExtractionScorer.Score(Label, found).VerbatimQuotes.ShouldBe(0);
    }

    [Fact]
    public void An_interval_holds_the_figure_and_is_repeatable()
    {
        var scores = Enumerable.Range(0, 20).Select(i => ExtractionScorer.Score(Label, Found(i % 2 == 0 ? "Nimbo" : "Limbo"))).ToList();
        var result = new EvaluationResult(scores, TimeSpan.FromSeconds(1));

        var figure = EvaluationFigures.Of(result).Single(f => f.Name == "tools F1");

        figure.Value.ShouldBe(0.5);
        figure.Low.ShouldBeLessThan(0.5);
        figure.High.ShouldBeGreaterThan(0.5);
        EvaluationFigures.Of(result).ShouldContain(figure);
    }

    [Fact]
    public void Confidence_is_held_against_what_came_true()
    {
        var result = new EvaluationResult(
            [ExtractionScorer.Score(Label, Found("Nimbo", (0, 22, ClaimType.Pricing), (0, 23, ClaimType.Pricing)))], TimeSpan.Zero);

        var bin = result.Reliability().ShouldHaveSingleItem();
        bin.Count.ShouldBe(2);
        bin.ShareHolding.ShouldBe(0.5);
    }

    [Fact]
    public void A_longer_path_of_matches_is_found() =>
        Matching.Maximum([[0, 1], [0]], 2).ShouldBe([1, 0]);

    private static Extraction Found(string tool, params (int Start, int End, ClaimType Type)[] claims) => new(
        [new ExtractedTool(tool, [], null, "crm", 1, [], "")],
        [.. claims.Select(c => new ExtractedClaim(tool, c.Type, Words[c.Start..c.End], new TextSpan(c.Start, c.End), 0.75))]);
}
