using Glean.Catalog;
using Glean.Curation.Learning;
using Glean.Curation.Scoring;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Learning;

public sealed class RankerTrainingTests
{
    private const int Seen = 500;
    private const int Unseen = 2000;
    private const int Top = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void After_500_decisions_half_again_as_many_of_the_first_50_are_to_the_persons_taste(int seed)
    {
        var person = new KnownTaste(seed);
        var (ranker, report) = RankerTraining.Train(person.Take(0, Seen), Focus.Default);
        ranker.ShouldNotBeNull(report.Words);

        var scorer = new ToolScorer(Focus.Default);
        var unseen = person.Take(Seen, Unseen).Select(d => (d.Approved, d.ToolId, Plain: scorer.Score(d.Tool, d.At), d.Tool)).ToList();
        var plain = unseen.OrderByDescending(t => t.Plain.Value).ThenBy(t => t.ToolId).Take(Top).Count(t => t.Approved);
        var learned = unseen.OrderByDescending(t => ranker.Blend(t.Tool, t.Plain).Value).ThenBy(t => t.ToolId).Take(Top).Count(t => t.Approved);

        ((double)learned / plain).ShouldBeGreaterThanOrEqualTo(1.5, $"plain {plain}, learned {learned}");
        report.Gain.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1.5, "held back");
        report.LearnedAuc!.Value.ShouldBeGreaterThan(report.PlainAuc!.Value);
    }

    [Fact]
    public void It_takes_over_by_degrees()
    {
        var person = new KnownTaste(5);
        var decisions = person.Take(0, Seen);
        var shares = new[] { 100, 200, Seen }.Select(n => RankerTraining.Train([.. decisions.Take(n)], Focus.Default).Report.Share).ToList();
        shares.ShouldBeInOrder();
        shares[0].ShouldBeInRange(0.6, 0.7);
        shares[^1].ShouldBeInRange(0.85, 0.95);
    }

    [Fact]
    public void Too_few_decisions_leave_the_plain_score_alone()
    {
        var (ranker, report) = RankerTraining.Train(new KnownTaste(1).Take(0, 10), Focus.Default);
        ranker.ShouldBeNull();
        report.Words.ShouldStartWith("Too little to learn from");
    }

    [Fact]
    public void What_the_decisions_do_not_show_is_not_learned()
    {
        // A coin decides.
        var random = new Random(9);
        var decisions = new KnownTaste(9).Take(0, 300).Select(d => d with { Approved = random.Next(2) == 0, Reasons = [] }).ToList();
        RankerTraining.Train(decisions, Focus.Default).Report.LearnedAuc!.Value.ShouldBeInRange(0.4, 0.6);
    }

    [Fact]
    public void A_reason_lowers_its_like_and_says_so()
    {
        var person = new KnownTaste(3);
        var ranker = RankerTraining.Train(person.Take(0, Seen), Focus.Default).Ranker!;
        var scorer = new ToolScorer(Focus.Default);
        ToolScore Blended(string text)
        {
            var tool = new ScoredTool("Acme", text, "conversation", [new ScoredClaim(ClaimType.Integration, "works with dashboard", 0.8, "a", default)], new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            return ranker.Blend(tool, scorer.Score(tool, tool.CreatedAt));
        }

        var service = Blended("agency with consultants, clients on a retainer");
        service.Value.ShouldBeLessThan(Blended("records calls for teams").Value - 0.1);
        service.Reasons.Single(r => r.Part == "rejected_like").Words.ShouldContain("agency or service");
        service.Value.ShouldBe(service.Reasons.Sum(r => r.Points), 0.0005);
    }

    [Fact]
    public void A_rejected_duplicate_teaches_nothing_about_its_like()
    {
        var decisions = new KnownTaste(2).Take(0, 200).Select(d => d.Approved ? d : d with { Reasons = ["duplicate"] }).ToList();
        var (ranker, report) = RankerTraining.Train(decisions, Focus.Default);
        ranker.ShouldBeNull();
        report.LeftOut.ShouldBe(decisions.Count(d => !d.Approved));
    }

    [Theory]
    [InlineData(1, 1, 2, 3, 4)]
    [InlineData(0, 3, 4, 1, 2)]
    [InlineData(0.5, 1, 1, 1, 1)]
    public void The_area_under_the_curve_is_the_chance_that_an_approved_one_scores_higher(double expected, double a, double b, double c, double d) =>
        RankerTraining.Auc([(false, a), (false, b), (true, c), (true, d)]).ShouldBe(expected);
}
