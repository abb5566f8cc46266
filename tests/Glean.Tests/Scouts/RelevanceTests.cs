using Glean.Catalog;
using Glean.Scouts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

[Collection(Effort.Alone)]
public sealed class RelevanceTests
{
    private static readonly Focus Small = new()
    {
        Name = "small",
        Categories =
        [
            new FocusCategory
            {
                Name = "outreach",
                Keywords = new Dictionary<string, double> { ["cold email"] = 1.8, ["agency"] = 0.5, ["crm"] = 0.4 },
            },
            new FocusCategory { Name = "crm", Keywords = new Dictionary<string, double> { ["crm"] = 1.3, ["inbox"] = 0.5 } },
        ],
        Keywords = new Dictionary<string, double> { ["sales"] = 0.5, ["sales automation"] = 2, ["lead"] = 0.3, ["node.js"] = 0.3 },
        Exclusions = new Dictionary<string, double> { ["hiring"] = 1, ["home sales"] = 1.5 },
    };

    [Fact]
    public void A_text_without_a_word_of_the_focus_scores_nothing()
    {
        var verdict = Relevance.Judge(Small, "Sourdough", "Feed the starter twice a day.");

        verdict.Score.ShouldBe(0);
        verdict.Matches.ShouldBeEmpty();
        verdict.Reason.ShouldBe("no word of the focus");
    }

    [Fact]
    public void Empty_texts_are_judged_too() => Relevance.Judge(Small, "", "").Score.ShouldBe(0);

    [Theory]
    [InlineData("our CRM is slow", "crm")]
    [InlineData("Cold-Email at scale", "cold email")]
    [InlineData("cold\nemail", "cold email")]
    [InlineData("**cold** _email_", "cold email")]
    [InlineData("cold emails", "cold email")]
    [InlineData("too many inboxes", "inbox")]
    [InlineData("three agencies", "agency")]
    [InlineData("lead's", "lead")]
    [InlineData("a node.js script", "node.js")]
    [InlineData("(leads)", "lead")]
    public void A_phrase_is_found_however_it_is_set(string text, string phrase) =>
        Relevance.Judge(Small, "", text).Matches.ShouldHaveSingleItem().Phrase.ShouldBe(phrase);

    [Theory]
    [InlineData("It was cold. Email me.")]
    [InlineData("cold, email")]
    [InlineData("cold\n\nemail")]
    [InlineData("so cold\n- email")]
    [InlineData("cold - email")]
    [InlineData("a scrmble")]
    [InlineData("misleading leader")]
    [InlineData("for sale")]
    [InlineData("cold warm email")]
    public void Parts_of_words_and_words_across_a_break_are_no_phrase(string text) =>
        Relevance.Judge(Small, "", text).Matches.ShouldBeEmpty();

    [Fact]
    public void The_longest_phrase_wins_over_the_words_in_it()
    {
        Relevance.Judge(Small, "", "sales automation").Matches.Select(m => m.Phrase).ShouldBe(["sales automation"]);
        Relevance.Judge(Small, "", "home sales fell").Score.ShouldBe(0);
        Relevance.Judge(Small, "", "home, sales").Matches.Select(m => m.Phrase).ShouldBe(["sales"]);
    }

    [Fact]
    public void A_phrase_that_only_begins_lets_the_words_after_it_count() =>
        Relevance.Judge(Small, "", "cold sales automation").Matches.Select(m => m.Phrase).ShouldBe(["sales automation"]);

    [Fact]
    public void The_title_tells_more_than_the_text() =>
        Relevance.Judge(Small, "crm", "").Score.ShouldBeGreaterThan(Relevance.Judge(Small, "", "crm").Score);

    [Fact]
    public void More_evidence_adds_ever_less_and_never_exceeds_one()
    {
        var once = Relevance.Judge(Small, "", "crm").Score;
        var twice = Relevance.Judge(Small, "", "crm crm").Score;
        var often = Relevance.Judge(Small, "crm cold email sales automation", string.Concat(Enumerable.Repeat("crm, ", 300))).Score;

        twice.ShouldBeGreaterThan(once);
        twice.ShouldBeLessThan(2 * once);
        often.ShouldBeInRange(0.9, 1);
    }

    [Fact]
    public void Exclusions_take_away_and_are_named_last()
    {
        var verdict = Relevance.Judge(Small, "", "Sales automation and sales automation, CRM. We are hiring.");

        verdict.Score.ShouldBeLessThan(Relevance.Judge(Small, "", "Sales automation and sales automation, CRM.").Score);
        verdict.Reason.ShouldBe("sales automation ×2, crm; minus: hiring");
        Relevance.Judge(Small, "", "hiring").ShouldSatisfyAllConditions(v => v.Score.ShouldBe(0), v => v.Reason.ShouldBe("minus: hiring"));
    }

    [Fact]
    public void A_long_text_that_mentions_a_word_by_chance_scores_less()
    {
        var filler = string.Concat(Enumerable.Repeat("nothing to see here. ", 1000));

        Relevance.Judge(Small, "", "crm. " + filler).Score.ShouldBeLessThan(Relevance.Judge(Small, "", "crm.").Score / 2);
    }

    [Fact]
    public void A_phrase_of_two_categories_counts_once_with_its_greater_weight()
    {
        var match = Relevance.Judge(Small, "", "crm").Matches.ShouldHaveSingleItem();

        match.ShouldBe(new RelevanceMatch("crm", 1.3, 1, "outreach"));
    }

    [Theory]
    [InlineData("Which AI SDR actually books meetings?", "We run cold email for a B2B SaaS and replies are down.")]
    [InlineData("", "any good alternative to our dialer? the reps hate it")]
    [InlineData("Show HN: I built a CRM that fills itself in", "")]
    [InlineData("Call recording that writes MEDDIC notes", "It listens to sales calls and updates the opportunity.")]
    [InlineData("", "switched our sales team to a new scheduling tool, no show rate halved")]
    public void The_default_focus_keeps_talk_of_sales_tools(string title, string text) =>
        Relevance.Judge(Focus.Default, title, text).Score.ShouldBeGreaterThanOrEqualTo(Focus.Default.MinimumRelevance);

    [Theory]
    [InlineData("We are hiring: Account Executive, remote", "Base salary 90k plus commission. 5 years of experience in SaaS sales. Apply now.")]
    [InlineData("Home sales fall for third month", "Mortgage rates keep buyers away.")]
    [InlineData("Senate votes on gas pipeline", "The president is expected to sign.")]
    [InlineData("Bitcoin trading signals, 90% win rate", "Join the giveaway before the airdrop.")]
    [InlineData("Sourdough that never fails", "Feed the starter, follow up with a fold every hour.")]
    [InlineData("Premier League: late winner settles derby", "The striker closed the deal in stoppage time.")]
    [InlineData("EV sales overtake diesel", "Car sales rose in March, says the trade body.")]
    public void The_default_focus_leaves_out_what_only_shares_words(string title, string text) =>
        Relevance.Judge(Focus.Default, title, text).Score.ShouldBeLessThan(Focus.Default.MinimumRelevance);

    [Fact]
    public void Two_thousand_posts_are_judged_within_a_second()
    {
        var text = string.Concat(Enumerable.Repeat("We moved the sales team from one CRM to another and the reps never looked back. ", 13));
        Relevance.Judge(Focus.Default, "warm", text);

        var second = TimeSpan.FromSeconds(1);
        Effort.Least(second, () =>
        {
            for (var i = 0; i < 2_000; i++)
                Relevance.Judge(Focus.Default, "Which CRM for a small sales team?", text);
        }).ShouldBeLessThan(second);
    }
}
