using Glean.Tests.Scouts;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Reading;

public sealed class PageReaderTests
{
    [Fact]
    public void What_frames_a_page_is_no_part_of_what_it_says()
    {
        var page = Read(
            """
            <html><head><title>Quillmail</title><style>p { color: red }</style></head><body class="has-sidebar">
            <header><nav><a href="/">Home</a></nav></header>
            <main><h1>Letters that get answers</h1><p>Quillmail writes for you.</p><div class="ad-slot">Buy socks</div>
            <div id="cookie-banner">We use cookies</div><div data-experiment="hero">Try it now</div><p hidden>Not yet</p>
            <ul><li>Reads the <b>news</b></li></ul><p>Was <del>$90</del> $70</p><button>Go</button><script>var a = 1</script></main>
            <aside>Related</aside><footer>© 2026</footer></body></html>
            """);

        PageText.Write(page.Content).ShouldBe("# Letters that get answers\nQuillmail writes for you.\n- Reads the news\nWas $70\n");
    }

    [Fact]
    public void A_page_that_is_called_after_its_sidebar_is_still_a_page()
    {
        var page = Read("<body><div class='layout-with-sidebar'><p>The whole of the text stands in here, and there is nothing besides it.</p></div></body>");

        page.Content.Single().Text.ShouldStartWith("The whole of the text");
    }

    [Fact]
    public void A_kept_text_is_read_as_what_it_was()
    {
        var page = Read("<main><h2>Plans</h2><ul><li>One</li></ul><table><tr><td>Two</td></tr></table><p>Three</p></main>");

        PageText.Read(PageText.Write(page.Content)).Select(l => (l.Kind, l.Text)).ShouldBe(
            [(LineKind.Heading, "Plans"), (LineKind.ListItem, "One"), (LineKind.Cell, "Two"), (LineKind.Paragraph, "Three")]);
    }

    [Fact]
    public void The_main_text_of_an_article_leaves_out_its_surroundings()
    {
        var paragraphs = string.Concat(Enumerable.Range(1, 6).Select(i => $"<p>Paragraph {i} tells at some length how the letters of the week were written, who answered them, and what became of it.</p>"));
        var html = $"<html><head><title>A week of letters</title></head><body><nav><ul><li><a href='/a'>One</a></li><li><a href='/b'>Two</a></li></ul></nav><div class='post'><h1>A week of letters</h1>{paragraphs}</div><div class='sidebar'><p>Subscribe to our news</p></div></body></html>";

        var text = ArticleReader.Read(html).ShouldNotBeNull();

        text.ShouldContain("Paragraph 6 tells");
        text.ShouldNotContain("Subscribe");
    }

    private static PageDocument Read(string html) => PageReader.Read(html, out _).ShouldNotBeNull();
}

[Collection(Effort.Alone)]
public sealed class HostilePageTests
{
    private const int Size = 1_000_000;

    public static TheoryData<string, string> Pages => new()
    {
        { "nested", Repeat("<div>") },
        { "open formatting", string.Concat(Enumerable.Range(0, 60).Select(i => $"<b a{i}>")) + Repeat("<p>x") },
        { "attributes", "<p " + Repeat("a ") + ">" },
        { "tables in tables", Repeat("<table><tr><td>") },
        { "lists", Repeat("<ul><li>") },
        { "prices", "<main>" + Repeat("<div><h3>A</h3><p>$1</p></div>") + "</main>" },
        { "one long word", Repeat("9a") },
        { "digits", "<p>" + Repeat("1,") + "</p>" },
        { "spaces", "<p>" + Repeat("a ") + "</p>" },
        { "unclosed comment", "<main><!--" + Repeat("- ") },
        { "rows", "<table>" + Repeat("<tr><td>a<td>$1") + "</table>" },
        { "paragraphs", "<article>" + string.Concat(Enumerable.Repeat("<p>A sentence, and another, and one more.</p>", 9_000)) + "</article>" },
        { "nested blocks", string.Concat(Enumerable.Repeat("<div class='content'>", 700)) + Repeat("<p>A sentence, and another, and one more, that all are long enough to be counted as text of an article.</p>")[..800_000] },
        { "line breaks", "<div>" + string.Concat(Enumerable.Repeat("<br>", 10_000)) + Repeat(" a") + "</div>" },
        { "json-ld", "<script type='application/ld+json'>" + Repeat("[") + "</script>" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_megabyte_of_malice_is_read_or_refused_in_under_a_second(string name, string html)
    {
        var limit = TimeSpan.FromSeconds(1);
        Effort.Least(limit, () =>
        {
            if (PageReader.Read(html, out _) is not { } page)
                return;
            PageText.Read(PageText.Write(page.Content));
            PlanReader.Read(page);
        }).ShouldBeLessThan(limit, name);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void An_article_of_malice_is_read_or_refused_in_under_a_second(string name, string html)
    {
        var limit = TimeSpan.FromSeconds(1);
        Effort.Least(limit, () => ArticleReader.Read(html)).ShouldBeLessThan(limit, name);
    }

    private static string Repeat(string piece) => string.Concat(Enumerable.Repeat(piece, Size / piece.Length));
}
