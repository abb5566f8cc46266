using System.Text.Json;
using Glean.Catalog;
using Glean.Scouts;
using Glean.Scouts.Demo;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Demo;

public sealed class DemoTextsTests
{
    private static readonly IReadOnlyList<DemoText> All = DemoTexts.Load();

    [Fact]
    public void There_are_enough_to_show_every_screen() => All.Count.ShouldBeInRange(60, 80);

    [Theory]
    [InlineData("reddit")]
    [InlineData("twitter")]
    [InlineData("producthunt")]
    [InlineData("web_search")]
    [InlineData("rss")]
    [InlineData("hackernews")]
    [InlineData("github")]
    public void Every_source_has_some_of_its_own(string source)
    {
        var texts = DemoTexts.Load(source);

        texts.Count.ShouldBeGreaterThanOrEqualTo(5);
        texts.ShouldAllBe(t => t.Source == source);
    }

    [Fact]
    public void Every_text_has_words_metadata_and_an_age()
    {
        All.ShouldAllBe(t => t.Text.Length > 20 && t.Title.Trim() == t.Title);
        All.ShouldAllBe(t => t.Metadata.ValueKind == JsonValueKind.Object && t.Metadata.EnumerateObject().Any());
        All.ShouldAllBe(t => t.PublishedDaysAgo >= 0 && t.PublishedDaysAgo <= 365);
    }

    [Fact]
    public void Addresses_are_unique_and_lead_nowhere()
    {
        All.Select(t => t.SourceUrl.ToLowerInvariant()).ShouldBeUnique();
        All.ShouldAllBe(t => new Uri(t.SourceUrl).Scheme == "https" && new Uri(t.SourceUrl).Host.EndsWith(".example"));
    }

    [Fact]
    public void An_age_becomes_a_date_seen_from_now()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        (All[0] with { PublishedDaysAgo = 2 }).PublishedAt(now).ShouldBe(new DateTimeOffset(2026, 2, 27, 12, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_comment_stands_under_the_headline_of_its_thread()
    {
        var comments = All.Where(t => t.Title.Length == 0 && t.Source is "reddit" or "hackernews").ToList();

        comments.Count.ShouldBeGreaterThan(5);
        comments.ShouldAllBe(t => t.Headline.Length > 0);
        All.Where(t => t.Title.Length > 0).ShouldAllBe(t => t.Headline == t.Title);
    }

    [Fact]
    public void An_unknown_source_is_refused_by_name() =>
        Should.Throw<ArgumentException>(() => DemoTexts.Load("myspace")).Message.ShouldContain("myspace");

    [Fact]
    public void The_default_focus_keeps_most_and_leaves_out_what_is_off_topic()
    {
        var kept = All.Where(t => Relevance.Judge(Focus.Default, t.Headline, t.Text).Score >= Focus.Default.MinimumRelevance).ToList();

        kept.Count.ShouldBeInRange(50, All.Count - 5);
        kept.ShouldNotContain(t => t.Title.StartsWith("Mealmuse") || t.Title.StartsWith("Home sales") || t.Title.StartsWith("shadergarden"));
    }
}
