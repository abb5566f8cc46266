using Glean.Analysis;
using Glean.Analysis.Rules;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

public sealed class RulesAnalyzerTests
{
    private static readonly RulesAnalyzer Analyzer = new();

    [Fact]
    public void Names_in_prose_are_found_and_joined()
    {
        var tools = Tools("We moved from ZoomInfo to Apollo.io last year. Apollo is cheaper and the data is fine.");

        tools.ShouldBe(["Apollo.io", "ZoomInfo"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("We close deals faster when outreach is personal. Clay pots stood in the hall.")]
    [InlineData("My advice: apollo missions took years, so make time and keep the deal moving.")]
    [InlineData("On Monday the team met in June Street to talk about close rates.")]
    public void Ordinary_words_are_not_tools(string text) => Tools(text).ShouldBeEmpty();

    [Fact]
    public void An_ambiguous_name_is_a_tool_in_the_company_of_others() =>
        Tools("We compared HubSpot, Close and Pipedrive. Close has the best dialer.").ShouldContain("Close");

    [Fact]
    public void A_product_that_nobody_knows_is_found_by_its_structure() =>
        Tools("""
            ## 3. Vexorly

            **Vexorly** ([vexorly.io](https://vexorly.io)) writes follow-up mails. Vexorly integrates with HubSpot and Salesforce.

            **Pricing**: $29/month
            """).ShouldContain("vexorly.io");

    [Fact]
    public void The_users_own_tools_are_known()
    {
        var own = new RulesAnalyzer([new CatalogueEntry("Grumblewort", [], "grumblewort.example", "coaching")]);

        var tool = own.Analyze(new SourceText("", "We use grumblewort for call reviews.")).Tools.ShouldHaveSingleItem();

        tool.Name.ShouldBe("grumblewort");
        tool.Category.ShouldBe("coaching");
    }

    [Fact]
    public void Statements_under_a_heading_belong_to_its_tool()
    {
        const string text = "## Lusha\n\n**Pros**\n- Accurate phone numbers\n\n**Cons**\n- Credits run out fast\n\n## Cognism\n\n**Pros**\n- Strong data in Europe\n";

        var claims = Analyzer.Analyze(new SourceText("", text)).Claims;

        claims.Select(c => (c.Tool, c.Quote)).ShouldBe(
            [("Lusha", "Accurate phone numbers"), ("Lusha", "Credits run out fast"), ("Cognism", "Strong data in Europe")]);
        claims[1].Type.ShouldBe(ClaimType.Limitation);
    }

    [Fact]
    public void A_heading_that_capitalises_all_its_words_names_its_tool() =>
        Subjects("We compared Gong, Salesloft and HubSpot.\n\n- **Gong:** Steep learning curve\n- **Salesloft:** Moderate complexity\n\n### What Gong Users Say\n- Powerful reports\n- Support is slow\n")
            .ShouldContain(("Gong", "Support is slow"));

    [Fact]
    public void A_label_that_ends_in_a_name_heads_the_lines_below_it() =>
        Subjects("**Most private:** Fireflies.ai\n- Never uses data for AI training\n- SOC 2 certified\n\n**Best for simplicity:** Fathom\n- Clean interface\n- Unlimited free storage\n")
            .ShouldContain(("Fathom", "Unlimited free storage"));

    [Fact]
    public void A_table_is_about_the_tool_of_the_sentence_above_it() =>
        Subjects("HubSpot and Gmail are what we have. Pipedrive has three plans:\n\n| Plan | Price |\n|---|---|\n| Essential | $14 per user per month |\n| Advanced | $34 per user per month |\n")
            .ShouldContain(("Pipedrive", "$34 per user per month"));

    [Fact]
    public void What_a_row_says_of_several_tools_is_said_of_each()
    {
        var claims = Subjects("| Tools | Price | Limits |\n|---|---|---|\n| Salesloft, Outreach | $100 per user per month | No free plan |\n| Lemlist | $59 per user per month | No dialer |\n");

        claims.ShouldContain(("Salesloft", "$100 per user per month"));
        claims.ShouldContain(("Outreach", "$100 per user per month"));
        claims.ShouldNotContain(("Lemlist", "$100 per user per month"));
    }

    [Fact]
    public void What_a_heading_sets_against_each_other_is_not_said_of_both() =>
        Subjects("## Salesloft vs Outreach\n\n- $100 per user per month\n").Count(c => c.Quote.Contains("$100", StringComparison.Ordinal)).ShouldBeLessThan(2);

    [Fact]
    public void A_passage_that_begins_within_code_is_read_from_where_the_code_ends() =>
        Subjects("deal.qualify();\ndeal.assign(rep);\n```\n\nPipedrive costs $14 per user per month.\n").ShouldBe([("Pipedrive", "Pipedrive costs $14 per user per month.")]);

    [Fact]
    public void A_cell_is_about_the_tool_of_its_row()
    {
        const string text = "| Tool | Price |\n|---|---|\n| Pipedrive | $14 per seat |\n| HubSpot | $20 per seat |\n";

        Analyzer.Analyze(new SourceText("", text)).Claims.Select(c => (c.Tool, c.Quote, c.Type))
            .ShouldBe([("Pipedrive", "$14 per seat", ClaimType.Pricing), ("HubSpot", "$20 per seat", ClaimType.Pricing)]);
    }

    [Theory]
    [InlineData("Has anyone used HubSpot?")]
    [InlineData("HubSpot, Salesforce, Pipedrive")]
    public void Questions_and_bare_lists_carry_no_claim(string text) =>
        Analyzer.Analyze(new SourceText("", text)).Claims.ShouldBeEmpty();

    [Fact]
    public void A_label_that_announces_statements_is_none()
    {
        const string text = "# Competitor: Gong\n\n## Where they win\n- **Strengths**:\n  - Strong forecasting for enterprise teams\n- **Weaknesses**:\n  - Expensive for small teams\n";

        Analyzer.Analyze(new SourceText("Competitor: Gong", text)).Claims.Select(c => c.Quote)
            .ShouldBe(["Strong forecasting for enterprise teams", "Expensive for small teams"]);
    }

    [Fact]
    public void Every_quote_stands_at_its_span()
    {
        const string text = "HubSpot is easy to learn; Salesforce is powerful, but the admin work is a job of its own.\n\n- **Lusha** — $49/month\n";

        var claims = Analyzer.Analyze(new SourceText("", text)).Claims;

        claims.ShouldNotBeEmpty();
        claims.ShouldAllBe(c => text.Substring(c.Span.Start, c.Span.Length) == c.Quote && c.Confidence > 0 && c.Confidence <= 1);
    }

    [Fact]
    public void The_same_text_gives_the_same_answer()
    {
        var text = new SourceText("HubSpot vs Pipedrive", "HubSpot is pricey. Pipedrive starts at $14 and syncs with Gmail.");

        new RulesAnalyzer().Analyze(text).ShouldBeEquivalentTo(Analyzer.Analyze(text));
    }

    [Fact]
    public void A_tool_tells_why_it_is_taken_for_one() =>
        Analyzer.Analyze(new SourceText("", "We use HubSpot every day.")).Tools.ShouldHaveSingleItem().Evidence.ShouldContain("known");

    private static List<(string Tool, string Quote)> Subjects(string text) => [.. Analyzer.Analyze(new SourceText("", text)).Claims.Select(c => (c.Tool, c.Quote))];

    private static IEnumerable<string> Tools(string text) => Analyzer.Analyze(new SourceText("", text)).Tools.Select(t => t.Name);
}
