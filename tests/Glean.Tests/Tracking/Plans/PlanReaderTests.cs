using Glean.Tracking.Plans;
using Glean.Tracking.Reading;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Plans;

/// <summary>The same three plans in the layouts in which pages show them.</summary>
public sealed class PlanReaderTests
{
    private static readonly string[] Expected = ["Starter: free", "Pro: $49 a user a month", "Scale: on request"];

    public static TheoryData<string, string> Layouts => new()
    {
        { "cards", Markup.Card("Starter", "Free") + Markup.Card("Pro", "$49 <small>/user/month</small>") + Markup.Card("Scale", "Contact sales") },
        {
            "cards in pieces",
            """
            <div class="tiers">
              <div class="tier"><p class="tier-name">Starter</p><div class="amount"><span>$</span><span>0</span></div></div>
              <div class="tier"><span class="badge">Most popular</span><p class="tier-name">Pro</p><div class="amount"><span>$</span><span>49</span></div><div>per user / month</div></div>
              <div class="tier"><p class="tier-name">Scale</p><div class="amount">Custom</div></div>
            </div>
            """
        },
        {
            "a plan a column",
            """
            <table><thead><tr><th></th><th>Starter</th><th>Pro</th><th>Scale</th></tr></thead>
            <tr><th>Price</th><td>Free</td><td>$49 per user / month</td><td>Contact us</td></tr><tr><th>Mailboxes</th><td>1</td><td>10</td><td>Unlimited</td></tr></table>
            """
        },
        {
            "a plan a row",
            """
            <table><tr><th>Plan</th><th>Price per user and month</th><th>Mailboxes</th></tr>
            <tr><td>Starter</td><td>Free</td><td>1</td></tr><tr><td>Pro</td><td>$49 per user per month</td><td>10</td></tr><tr><td>Scale</td><td>Contact us</td><td>Unlimited</td></tr></table>
            """
        },
        { "list", "<ul><li><b>Starter</b>: free</li><li><b>Pro</b>: $49 per user per month</li><li><b>Scale</b>: contact sales</li></ul>" },
        { "headings", "<h3>Starter</h3><p>Free forever</p><h3>Pro</h3><p>$49 per seat per month</p><p>For teams.</p><h3>Scale</h3><p>Let's talk</p><h2>Questions</h2><p>Save $100 a year when you pay yearly.</p>" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Plans_are_read_from_every_layout(string name, string main) => Read(main).Select(Line).ShouldBe(Expected, name);

    [Fact]
    public void A_switch_gives_a_plan_two_prices()
    {
        var plan = Read(
            """
            <div class="grid"><div class="card"><h3>Pro</h3><div class="monthly">$49 a month</div><div class="annual" hidden>$39 a month, billed annually</div></div>
            <div class="card"><h3>Team</h3><div class="monthly">$99 a month</div><div class="annual" hidden>$79 a month, billed annually</div></div></div>
            """)[0];

        plan.Prices.Select(p => p.ToString()).ShouldBe(["$49 a month (monthly)", "$39 a month (yearly)"]);
    }

    [Fact]
    public void Structured_data_counts_where_nothing_is_shown()
    {
        var page = PageReader.Read(Markup.Page("<div id='app'>Loading the plans</div>", head:
            """
            <script type="application/ld+json">
            <!-- {"@context":"https://schema.org","@type":"SoftwareApplication","name":"Quillmail","offers":[
              {"@type":"Offer","name":"Starter","price":"0","priceCurrency":"EUR"},
              {"@type":"Offer","name":"Pro","priceSpecification":{"@type":"UnitPriceSpecification","price":2879.2,"priceCurrency":"EUR","unitText":"user","billingDuration":"P1Y"}},]} -->
            </script>
            """), out _)!;

        PlanReader.Read(page).Select(Line).ShouldBe(["Starter: free", "Pro: €2,879.20 a user a year"]);
    }

    [Fact]
    public void Prices_by_the_million_are_told_apart_by_their_columns()
    {
        var plans = Read("<table><tr><th>Model</th><th>Input per 1M tokens</th><th>Output per 1M tokens</th></tr><tr><td>Quill 1</td><td>$0.075</td><td>$1.20</td></tr><tr><td>Quill 2</td><td>$3</td><td>$15</td></tr></table>");

        plans.Select(Line).ShouldBe(
        [
            "Quill 1: $0.075 per million tokens (input per 1m tokens), $1.20 per million tokens (output per 1m tokens)",
            "Quill 2: $3 per million tokens (input per 1m tokens), $15 per million tokens (output per 1m tokens)",
        ]);
    }

    [Fact]
    public void Limits_are_kept_with_their_plan_and_extras_are_no_plans()
    {
        var plans = Read("<section><h2>Plans</h2><div>" + Markup.Card("Pro", "$49 a month", "10 mailboxes", "$5 per additional mailbox") + Markup.Card("Team", "$99 a month", "50 mailboxes") + "</div></section>"
            + "<section><h2>Add-ons</h2><div>" + Markup.Card("Dialer", "$20 a month") + Markup.Card("Archive", "$10 a month") + "</div></section>");

        plans.Select(p => p.Name).ShouldBe(["Pro", "Team"]);
        plans[0].Limits.ShouldBe(["10 mailboxes", "$5 per additional mailbox"]);
    }

    [Theory]
    [InlineData("<h1>Letters</h1><p>We raised $12 million in funding from people who believe in letters.</p>")]
    [InlineData("<h1>Letters</h1><p>Start your free trial today.</p><p>Save $100 when you bring a friend.</p>")]
    [InlineData("<h1>Contact us</h1><p>Write to us.</p>")]
    public void Money_that_buys_no_plan_gives_none(string main) => Read(main).ShouldBeEmpty();

    private static IReadOnlyList<PricePlan> Read(string main) => PlanReader.Read(PageReader.Read(Markup.Page($"<h1>Pricing</h1>{main}"), out _)!);

    private static string Line(PricePlan plan) => $"{plan.Name}: {plan.PriceInWords}";
}
