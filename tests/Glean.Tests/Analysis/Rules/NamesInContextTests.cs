using Glean.Analysis;
using Glean.Analysis.Rules;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

/// <summary>The same letters are a product in one place and a word, a source or a weekday in another.</summary>
public sealed class NamesInContextTests
{
    private static readonly RulesAnalyzer Analyzer = new();

    [Fact]
    public void Entries_of_a_curated_list_are_tools_with_their_addresses()
    {
        const string text = """
            ## Task runners

            - [quarrel](https://quarrel.example/start) - Runs jobs when the moon is full.
            - [Second](https://www.second.example) - Keeps a list of what came second.
            - [Butter Knife](https://github.com/nobody/butter-knife) - Cuts long files into short ones.
            """;

        var tools = Analyzer.Analyze(new SourceText("", text)).Tools;

        tools.Select(t => (t.Name, t.Url)).ShouldBe(
        [
            ("quarrel", "https://quarrel.example/start"), ("Second", "https://www.second.example"), ("Butter Knife", "https://github.com/nobody/butter-knife"),
        ]);
    }

    [Fact]
    public void A_list_of_ones_own_pages_is_no_list_of_tools()
    {
        const string text = """
            - [Better handovers](https://blog.example/handovers) - Five minutes to read.
            - [Shorter meetings](https://blog.example/meetings) - Three minutes to read.
            - [Longer weekends](https://blog.example/weekends) - One minute to read.
            """;

        Analyzer.Analyze(new SourceText("", text)).Tools.ShouldBeEmpty();
    }

    [Fact]
    public void A_source_with_its_year_is_no_tool() =>
        Names("We use Lusha for mobiles. Nearly half of all records change within a year (ZoomInfo 2024).").ShouldBe(["Lusha"]);

    [Fact]
    public void An_abbreviation_of_the_words_before_it_is_no_tool() =>
        Names("HubSpot supports Sales Led Growth (SLG) and Zendesk does not. SLG vs HubSpot is the wrong question, SLG is a habit.").ShouldBe(["HubSpot", "Zendesk"]);

    [Fact]
    public void A_word_written_small_is_not_the_tool_of_that_name() =>
        Names("We send product mails with Loops and HubSpot. It has no loops, so we wrote loops by hand.", "Loops review").ShouldBe(["Loops", "HubSpot"]);

    [Theory]
    [InlineData("Did HubSpot answer?", new[] { "HubSpot" })]
    [InlineData("HubSpot answered on Monday.", new[] { "HubSpot" })]
    [InlineData("**Bottom Line**: HubSpot is worth its price.", new[] { "HubSpot" })]
    public void Ordinary_words_in_capitals_stay_words(string text, string[] names) => Names(text).ShouldBe(names);

    [Fact]
    public void Both_speaks_of_the_last_two_tools()
    {
        var claims = Analyzer.Analyze(new SourceText("", "We looked at Pipedrive and HubSpot. Both sync with Gmail and have a good mobile app.")).Claims;

        claims.Where(c => c.Quote.StartsWith("Both", StringComparison.Ordinal)).Select(c => c.Tool).ShouldBe(["Pipedrive", "HubSpot"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("We read the body with `message.getPayload()` and store `OrderService.place` results. HubSpot gets the rest.")]
    [InlineData("Call LeadHandler.hasRun() before the update, then HubSpot gets the rest.")]
    public void Parts_of_programs_are_no_tools(string text) => Names(text).ShouldBe(["HubSpot"]);

    [Fact]
    public void An_agent_with_a_persons_name_is_a_tool() =>
        Names("Solveig is our AI receptionist. Solveig answers calls and books meetings in Google Calendar. Solveig costs $49 a month.").ShouldBe(["Solveig", "Google Calendar"]);

    [Fact]
    public void A_person_of_that_name_is_none() =>
        Names("Solveig joined our sales team in May. Solveig told me that she misses Lisbon.").ShouldBeEmpty();

    [Fact]
    public void A_comment_in_small_letters_names_tools() =>
        Names("switched from gong to fathom, fathom is free. we still use clay and salesforce").ShouldBe(["gong", "fathom", "clay", "salesforce"], ignoreOrder: true);

    [Fact]
    public void A_kind_of_product_is_no_product() =>
        Names("An AI SDR is no cure. Every AI SDR needs a list, and HubSpot has ours.").ShouldBe(["HubSpot"]);

    [Fact]
    public void A_word_that_opens_a_line_is_no_tool() =>
        Names("HubSpot setup:\n\n- Drafts completed by Friday\n- Loops and branches tested\n- Remote access closed\n").ShouldBe(["HubSpot"]);

    private static IEnumerable<string> Names(string text, string title = "") => Analyzer.Analyze(new SourceText(title, text)).Tools.Select(t => t.Name);
}
