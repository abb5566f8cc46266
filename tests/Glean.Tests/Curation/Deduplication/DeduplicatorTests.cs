using Glean.Catalog;
using Glean.Curation.Deduplication;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Deduplication;

public sealed class DeduplicatorTests
{
    private static ToolRecord Tool(long id, string name, string? url = null, string? description = null) => new(id, name, url, description);

    private static Answer Ask(ToolRecord a, ToolRecord b)
    {
        var result = Deduplicator.Run([a, b]);
        return result.Merges.Count > 0 ? Answer.Same : result.Unsure.Count > 0 ? Answer.Unsure : Answer.Different;
    }

    /// <summary>From some thousand on, all processors read and compare.</summary>
    [Fact]
    public void A_large_catalogue_gets_the_answers_of_a_small_one()
    {
        const int count = 6_000;
        var tools = Enumerable.Range(1, count).SelectMany(i => new[]
        {
            Tool(i, $"Rocket {i}", $"https://rocket{i}.example", $"Sends rocket number {i} to its moon."),
            Tool(count + i, $"Rocket {i} AI", $"https://www.rocket{i}.example/", "A rocket."),
        }).ToList();

        var result = Deduplicator.Run(tools);
        result.Merges.Select(m => (m.KeptId, m.MergedIds.Single() - m.KeptId)).ShouldBe(Enumerable.Range(1, count).Select(i => ((long)i, (long)count)));
        result.Unsure.ShouldBeEmpty();
    }

    /// <summary>More keys than a usual tool has.</summary>
    [Fact]
    public void A_tool_with_many_names_is_met_under_the_last_of_them()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"Moonshot {(char)('a' + (i % 26))}{(char)('a' + (i / 26))}").ToList();

        Ask(Tool(1, "Rocket", "https://rocket.io") with { Aliases = names }, Tool(2, names[^1])).ShouldBe(Answer.Same);
    }

    [Theory]
    [InlineData("Rocket", "https://rocket.io", "Rocket", "http://www.rocket.io/pricing")]
    [InlineData("Rocket", "https://rocket.io", "rocket.io", "https://rocket.io/")]
    [InlineData("Rocket", "https://getrocket.com", "Rocket AI", "https://getrocket.com")]
    [InlineData("Rocket", "https://rocket.io", "Rocket by Acme", "https://rocket.io")]
    [InlineData("Rocket", "https://acme.com/rocket", "Acme Rocket", "https://acme.com/rocket")]
    [InlineData("Rocket Ship", "https://rocketship.com", "RocketShip", "https://rocketship.com")]
    [InlineData("Rocket (formerly Firecracker)", "https://rocket.io", "Firecracker", "https://rocket.io")]
    [InlineData("Acme Launchpad", "https://acme.com/launchpad", "Acme Lauchpad", "https://acme.com/launchpad")]
    [InlineData("Sendinblue", "https://brevo.com", "Brevo", "https://www.brevo.com")]
    [InlineData("Rocket", null, "Rocket", "https://rocket.io")]
    [InlineData("Rocket.io", null, "Rocket", "https://rocket.io")]
    [InlineData("rock.et", "https://rock.et", "Rocket", "https://rocket.com")]
    [InlineData("Rocket.io", "https://rocket.ai", "Rocket.io", "https://rocket.io")]
    [InlineData("Rocket", "https://github.com/rocket/app", "Rocket", "https://rocket.dev")]
    public void One_tool_under_two_spellings_is_merged(string nameA, string? urlA, string nameB, string? urlB) =>
        Ask(Tool(1, nameA, urlA), Tool(2, nameB, urlB)).ShouldBe(Answer.Same);

    [Theory]
    [InlineData("Rocket", "https://rocket.io", "Rocket Forms", "https://rocket.io/forms")]
    [InlineData("Rocket Forms", "https://rocket.io/forms", "Rocket Inbox", "https://rocket.io/inbox")]
    [InlineData("Rocket Gen 2", "https://rocket.io/2", "Rocket Gen 3", "https://rocket.io/3")]
    [InlineData("Rocket", "https://rocket.io", "Racket", "https://racket.io")]
    [InlineData("Ann", "https://ann.github.io", "Bob", "https://bob.github.io")]
    [InlineData("Rocket", "https://github.com/acme/rocket", "Balloon", "https://github.com/acme/balloon")]
    [InlineData("Rocket", "https://youtube.com/watch?v=1", "Balloon", "https://youtube.com/watch?v=1")]
    [InlineData("Gong", null, "Gang", null)]
    public void Two_tools_stay_apart(string nameA, string? urlA, string nameB, string? urlB) =>
        Ask(Tool(1, nameA, urlA), Tool(2, nameB, urlB)).ShouldBe(Answer.Different);

    [Theory]
    [InlineData("Rocket", "https://rocket.io", "Rocket", "https://rocket-tools.com")]
    [InlineData("Rocket", "https://rocket.io", "Rocket Enterprise", "https://rocket.io")]
    [InlineData("Rocket", "https://rocket.io", "Rocket CRM", "https://rocket.io")]
    [InlineData("Rocket", "https://rocket.io", "Firecracker", "https://rocket.io")]
    [InlineData("Rocketeers", null, "Roketeers", "https://rocketeers.io")]
    [InlineData("Open", null, "OpenAI", "https://openai.com")]
    public void What_may_be_one_is_asked(string nameA, string? urlA, string nameB, string? urlB)
    {
        var result = Deduplicator.Run([Tool(1, nameA, urlA), Tool(2, nameB, urlB)]);
        result.Merges.ShouldBeEmpty();
        var question = result.Unsure.ShouldHaveSingleItem();
        (question.FirstId, question.SecondId).ShouldBe((1, 2));
        question.For.ShouldNotBeEmpty();
        question.Against.ShouldNotBeEmpty();
    }

    [Fact]
    public void One_name_on_two_sites_is_one_tool_when_the_descriptions_agree() =>
        Ask(Tool(1, "Rocket", "https://rocket.io", "Dials prospects and transcribes every conversation for sellers"),
            Tool(2, "Rocket", "https://rockethq.com", "Dials prospects, transcribes every conversation of sellers")).ShouldBe(Answer.Same);

    [Fact]
    public void A_description_that_names_the_other_site_ties_both() =>
        Ask(Tool(1, "Rocket", "https://rocket.io", "A dialer by Firecracker Labs"),
            Tool(2, "Rocket", "https://firecrackerlabs.com")).ShouldBe(Answer.Same);

    [Fact]
    public void A_name_without_an_address_that_fits_two_tools_goes_to_neither()
    {
        var result = Deduplicator.Run([Tool(1, "Rocket", "https://rocket.io"), Tool(2, "Rocket", "https://rocket.tools"), Tool(3, "Rocket")]);
        result.Merges.ShouldBeEmpty();
        result.Unsure.Count.ShouldBe(3);
    }

    [Fact]
    public void A_word_that_many_tools_bear_is_no_name()
    {
        var tools = Enumerable.Range(1, 6).Select(i => Tool(i, "Documentation", $"https://docs{i}.com")).ToList();
        var result = Deduplicator.Run(tools);
        result.Merges.ShouldBeEmpty();
        result.Unsure.ShouldBeEmpty();
    }

    [Fact]
    public void The_approved_one_is_kept_then_the_richer_then_the_older()
    {
        Kept(Tool(1, "Rocket") with { ClaimCount = 9 }, Tool(2, "Rocket") with { Status = ToolStatus.Approved }).ShouldBe(2);
        Kept(Tool(1, "Rocket"), Tool(2, "Rocket") with { ClaimCount = 3 }).ShouldBe(2);
        Kept(Tool(2, "Rocket"), Tool(1, "Rocket")).ShouldBe(1);

        static long Kept(params ToolRecord[] tools) => Deduplicator.Run(tools).Merges.ShouldHaveSingleItem().KeptId;
    }

    [Fact]
    public void Two_decisions_of_people_are_never_merged()
    {
        foreach (var (one, other) in new[] { (ToolStatus.Approved, ToolStatus.Approved), (ToolStatus.Approved, ToolStatus.Rejected) })
        {
            Ask(Tool(1, "Rocket", "https://rocket.io") with { Status = one }, Tool(2, "Rocket", "https://rocket.io") with { Status = other })
                .ShouldBe(Answer.Unsure);
        }
    }

    [Fact]
    public void A_newcomer_joins_one_of_two_approved_ones_and_the_two_are_asked_about()
    {
        var result = Deduplicator.Run([
            Tool(1, "Rocket", "https://rocket.io") with { Status = ToolStatus.Approved },
            Tool(2, "Rocket AI", "https://rocket.io") with { Status = ToolStatus.Approved },
            Tool(3, "rocket.io", "https://rocket.io")]);
        result.Merges.ShouldHaveSingleItem().MergedIds.ShouldBe([3]);
        result.Unsure.ShouldContain(u => u.FirstId == 1 && u.SecondId == 2);
    }

    [Fact]
    public void A_rejected_tool_takes_in_its_exact_double_but_asks_about_a_near_one()
    {
        var rejected = Tool(1, "Rocket", "https://rocket.io") with { Status = ToolStatus.Rejected };
        Deduplicator.Run([rejected, Tool(2, "Rocket", "https://rocket.io/pricing") with { ClaimCount = 5 }])
            .Merges.ShouldHaveSingleItem().KeptId.ShouldBe(1);
        Ask(rejected, Tool(2, "Rocket AI", "https://rocket.io")).ShouldBe(Answer.Unsure);
    }

    [Fact]
    public void What_a_person_told_apart_is_neither_merged_nor_asked_again()
    {
        var apart = new HashSet<ToolPair> { new(2, 1) };
        var result = Deduplicator.Run([Tool(1, "Rocket", "https://rocket.io"), Tool(2, "Rocket", "https://rocket.io")], apart);
        result.Merges.ShouldBeEmpty();
        result.Unsure.ShouldBeEmpty();
    }

    [Fact]
    public void Being_the_same_does_not_chain_over_what_was_told_apart()
    {
        var apart = new HashSet<ToolPair> { new(1, 3) };
        var result = Deduplicator.Run(
            [Tool(1, "Rocket", "https://rocket.io"), Tool(2, "Rocket AI", "https://rocket.io"), Tool(3, "rocket.io", "https://rocket.io")], apart);
        result.Merges.ShouldBeEmpty();
        result.Unsure.Select(u => (u.FirstId, u.SecondId)).ShouldBe([(1, 2), (2, 3)], ignoreOrder: true);
    }

    [Fact]
    public void A_merge_says_why()
    {
        var merge = Deduplicator.Run([Tool(1, "Rocket", "https://rocket.io"), Tool(2, "Rocket AI", "https://rocket.io")]).Merges.ShouldHaveSingleItem();
        merge.Reason.ShouldContain("rocket.io");
        merge.Evidence.ShouldHaveSingleItem().Likelihood.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Wrong_addresses_and_empty_names_are_no_trouble()
    {
        var result = Deduplicator.Run([Tool(1, "", "not a url"), Tool(2, "", "http://"), Tool(3, "🚀", "ftp://x"), Tool(4, "🎈", null)]);
        result.Merges.ShouldBeEmpty();
    }

    private static StatedRename Said(string voice, bool isExplicit = true) => new("Yesterday Quillomat", "Larkflow Inc", "Quillomat is now called Larkflow", isExplicit, voice);

    [Fact]
    public void A_former_name_without_an_address_comes_to_the_present_one_when_a_text_says_so()
    {
        ToolRecord[] tools = [new(1, "Quillomat", null, ClaimCount: 9), new(2, "Larkflow", "https://larkflow.example/")];
        Deduplicator.Run(tools).Merges.ShouldBeEmpty();

        var merge = Deduplicator.Run(tools, renames: [Said("ann")]).Merges.ShouldHaveSingleItem();
        (merge.KeptId, merge.MergedIds.Single()).ShouldBe((2, 1), "the present name is kept");
        merge.Reason.ShouldContain("Quillomat is now called Larkflow");
    }

    [Fact]
    public void One_voice_alone_does_not_bring_two_sites_together()
    {
        ToolRecord[] tools = [new(1, "Quillomat", "https://quillomat.example/"), new(2, "Larkflow", "https://larkflow.test/")];
        var asked = Deduplicator.Run(tools, renames: [Said("ann"), Said("ann")]);
        asked.Merges.ShouldBeEmpty();
        asked.Unsure.ShouldHaveSingleItem().Against.Single().ShouldContain("only one voice");
        Deduplicator.Run(tools, renames: [Said("ann", isExplicit: false), Said("bob", isExplicit: false)]).Merges.ShouldBeEmpty();
        Deduplicator.Run(tools, renames: [Said("ann"), Said("bob")]).Merges.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_name_that_two_tools_bear_did_not_change()
    {
        ToolRecord[] tools = [new(1, "Quillomat", "https://quillomat.example/"), new(2, "Quillomat", "https://other.test/"), new(3, "Larkflow")];
        var result = Deduplicator.Run(tools, renames: [Said("ann"), Said("bob")]);
        result.Merges.ShouldBeEmpty();
        result.Unsure.ShouldAllBe(p => p.FirstId != 3 && p.SecondId != 3);
    }

    [Fact]
    public void What_a_person_told_apart_stays_apart_whatever_texts_say() =>
        Deduplicator.Run(
            [new(1, "Quillomat"), new(2, "Larkflow")], new HashSet<ToolPair> { new(1, 2) }, [Said("ann"), Said("bob")]).ShouldSatisfyAllConditions(
            r => r.Merges.ShouldBeEmpty(),
            r => r.Unsure.ShouldBeEmpty());
}
