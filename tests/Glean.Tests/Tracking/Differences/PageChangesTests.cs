using Glean.Catalog;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Differences;

public sealed class PageChangesTests
{
    [Fact]
    public void A_moved_price_is_told_in_words_and_once() =>
        Changes(Markup.Pricing(), Markup.Pricing("$59 per user per month")).ShouldBe(["PricingChange: Pro: $49 to $59 a user a month"]);

    [Theory]
    [InlineData("$49 per seat, per month")]
    [InlineData("$49.00 /user/mo")]
    [InlineData("USD 49 a user and month")]
    [InlineData("Just $49 per user per month")]
    public void A_reworded_price_is_no_change_of_prices(string pro) =>
        Changes(Markup.Pricing(), Markup.Pricing(pro)).ShouldNotContain(c => c.StartsWith("PricingChange"));

    [Fact]
    public void Plans_that_come_and_go_are_named()
    {
        var before = Markup.Page("<div>" + Markup.Card("Starter", "$9 a month") + Markup.Card("Pro", "$49 a month") + "</div>");
        var after = Markup.Page("<div>" + Markup.Card("Pro", "$49 a month") + Markup.Card("Scale", "$99 a month", "Unlimited mailboxes") + "</div>");

        Changes(before, after).ShouldBe(["PricingChange: New plan Scale: $99 a month. Plan Starter is gone (was $9 a month)"]);
    }

    [Fact]
    public void Free_and_on_request_are_prices_too()
    {
        var before = Markup.Page("<div>" + Markup.Card("Starter", "Free") + Markup.Card("Scale", "Contact us") + "</div>");
        var after = Markup.Page("<div>" + Markup.Card("Starter", "$5 a month") + Markup.Card("Scale", "Custom pricing") + "</div>");

        Changes(before, after)[0].ShouldBe("PricingChange: Starter: free to $5 a month");
    }

    [Fact]
    public void Listed_features_come_and_go_and_limits_move() =>
        Changes(Markup.Pricing("$49 per user per month", "Parallel dialer for teams"), Markup.Pricing("$49 per user per month", "Shared inbox").Replace("50 letters a day", "20 letters a day")).ShouldBe(
        [
            "FeatureAdded: New: Shared inbox",
            "FeatureRemoved: No longer listed: Parallel dialer for teams",
            "ContentChange: “50 letters a day” is now “20 letters a day”",
        ]);

    [Theory]
    [InlineData("<p>Letters that get anwsers, evrytime.</p>", "<p>Letters that get answers, everytime.</p>")]
    [InlineData("<p>Letters  that\n get answers.</p>", "<p>Letters that get answers.</p>")]
    [InlineData("<p>Quillmail reads the news. It writes the letters for you.</p>", "<p>Quillmail reads the news.</p><p>It writes the letters for you.</p>")]
    [InlineData("<p>First of all.</p><p>Second to that.</p>", "<p>Second to that.</p><p>First of all.</p>")]
    [InlineData("<p>Used by 200 teams</p><p>Updated 3 March 2026</p>", "<p>Used by 300 teams</p><p>Updated 4 March 2026</p>")]
    public void What_says_the_same_is_no_change(string before, string after) => Changes(Markup.Page(before), Markup.Page(after)).ShouldBeEmpty();

    [Theory]
    [InlineData("<p>The free plan ends never.</p>", "<p>The fee plan ends never.</p>")]
    [InlineData("<p>You can export your letters.</p>", "<p>You can't export your letters.</p>")]
    public void A_small_word_that_turns_the_statement_is_a_change(string before, string after) => Changes(Markup.Page(before), Markup.Page(after)).Count.ShouldBe(1);

    [Fact]
    public void New_entries_of_a_changelog_are_news_and_old_ones_may_go() =>
        Changes(
            Markup.Page("<h1>Changelog</h1><h2>Faster imports</h2><p>They take half the time.</p><h2>First release</h2>"),
            Markup.Page("<h1>Changelog</h1><h2>A dialer</h2><p>Call from the browser.</p><h2>Faster imports</h2><p>They take half the time.</p>"),
            PageKind.Changelog).ShouldBe(["News: News: A dialer"]);

    [Fact]
    public void A_page_on_which_no_plan_is_found_any_more_does_not_end_them() =>
        Changes(Markup.Pricing(), Markup.Page("<p>Prices are shown after you sign in.</p>")).ShouldNotContain(c => c.StartsWith("PricingChange"));

    [Fact]
    public void The_words_that_differ_are_told_from_those_that_do_not()
    {
        var pieces = WordDifference.Of("Up to 5 mailboxes a user", "Up to 10 mailboxes a team");

        string.Concat(pieces.Where(p => p.Kind != PieceKind.Added).Select(p => p.Text)).ShouldBe("Up to 5 mailboxes a user");
        string.Concat(pieces.Where(p => p.Kind != PieceKind.Removed).Select(p => p.Text)).ShouldBe("Up to 10 mailboxes a team");
        pieces.Where(p => p.Kind == PieceKind.Removed).Select(p => p.Text).ShouldBe(["5", "user"]);
    }

    private static List<string> Changes(string before, string after, PageKind kind = PageKind.Pricing) =>
        [.. PageChanges.Of(kind, Reading(before), Reading(after)).Select(c => $"{c.Type}: {c.Summary}")];

    private static PageReading Reading(string html)
    {
        var page = PageReader.Read(html, out _)!;
        return new PageReading(PageText.Read(PageText.Write(page.Content)), PlanReader.Read(page));
    }
}
