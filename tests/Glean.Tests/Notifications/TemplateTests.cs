using System.Diagnostics;
using Glean.Catalog;
using Glean.Notifications;
using Shouldly;
using Xunit;

namespace Glean.Tests.Notifications;

public sealed class TemplateTests
{
    private static readonly Digest Sample = DigestReader.Sample(DeliveryKind.Weekly, new DateTime(2026, 3, 9, 8, 0, 0, DateTimeKind.Utc), "https://glean.example.com");

    public static TheoryData<string, int, int, string> Wrong => new()
    {
        { "a\n{% if title %}b", 2, 16, "endif" },
        { "a\n\n{% assign x = title %}", 3, 10, "Unknown tag 'assign'" },
        { "{% capture x %}{{ x }}{% endcapture %}", 1, 11, "Unknown tag 'capture'" },
        { "{% include 'secrets' %}", 1, 11, "Unknown tag 'include'" },
        { "{% render 'secrets' %}", 1, 10, "Unknown tag 'render'" },
        { "words\n  {{ title | shout }}", 2, 14, "no filter 'shout'" },
        { "{{ title | raw }}", 1, 12, "no filter 'raw'" },
        { "{{ password }}", 1, 4, "no 'password'" },
        { "{% for change in changes %}\n{{ change.wrods }}{% endfor %}", 2, 11, "no 'wrods'" },
        { "{% for i in (1..1000000000) %}x{% endfor %}", 1, 15, "Ranges" },
        { "{{ title", 1, 9, "}}" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_with_its_place(string source, int line, int column, string message)
    {
        var problem = TemplateEngine.Check(DigestTemplate.Text, source).ShouldNotBeNull();
        problem.Message.ShouldContain(message);
        (problem.Line, problem.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData(DigestTemplate.Subject)]
    [InlineData(DigestTemplate.Text)]
    [InlineData(DigestTemplate.Html)]
    [InlineData(DigestTemplate.Slack)]
    public void The_templates_that_ship_are_sound(DigestTemplate template)
    {
        var source = DigestTemplates.Shipped(template);
        TemplateEngine.Check(template, source).ShouldBeNull();
        TemplateEngine.Render(template, source, Sample).ShouldNotContain("{");
    }

    [Fact]
    public void Values_are_escaped_in_html_and_slack_and_plain_in_text()
    {
        const string source = "{% for c in changes %}{{ c.words }}{% endfor %}";
        TemplateEngine.Render(DigestTemplate.Html, source, Sample).ShouldBe("New: summaries of calls &lt;in your words&gt; &amp; theirs");
        TemplateEngine.Render(DigestTemplate.Slack, source, Sample).ShouldBe("New: summaries of calls &lt;in your words&gt; &amp; theirs");
        TemplateEngine.Render(DigestTemplate.Text, source, Sample).ShouldBe("New: summaries of calls <in your words> & theirs");
    }

    [Fact]
    public void A_subject_is_one_line() =>
        TemplateEngine.Render(DigestTemplate.Subject, "{{ title }}\r\nBcc: everybody@example.com", Sample).ShouldBe("The week in AI tools for sales  Bcc: everybody@example.com");

    [Fact]
    public void Loops_in_loops_end_in_time()
    {
        var digest = Sample with { Changes = [.. Enumerable.Range(0, 40).Select(_ => Sample.Changes[0])] };
        var source = string.Concat(Enumerable.Repeat("{% for a in changes %}", 8)) + "x" + string.Concat(Enumerable.Repeat("{% endfor %}", 8));
        var watch = Stopwatch.StartNew();
        Should.Throw<TemplateException>(() => TemplateEngine.Render(DigestTemplate.Text, source, digest));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_text_that_grows_too_long_is_refused()
    {
        var digest = Sample with { Changes = [.. Enumerable.Range(0, 40).Select(_ => Sample.Changes[0])] };
        var source = "{% for a in changes %}{% for b in changes %}" + new string('x', 1000) + "{% endfor %}{% endfor %}";
        Should.Throw<TemplateException>(() => TemplateEngine.Render(DigestTemplate.Text, source, digest)).Problem.Message.ShouldContain("400000 characters");
    }

    [Fact]
    public void A_template_has_an_end() =>
        TemplateEngine.Check(DigestTemplate.Text, new string('x', 40_001)).ShouldNotBeNull().Message.ShouldContain("40000 characters");

    [Theory]
    [InlineData("{% if title %}")]
    [InlineData("{%- for a in changes -%}\n")]
    [InlineData("{% raw %}{% endif %}{% endraw %}{% if title %}")]
    [InlineData("{{ title[")]
    [InlineData("[title[']']")]
    [InlineData("{% if (")]
    public void What_is_nested_without_end_is_refused_before_it_is_parsed(string opening) =>
        TemplateEngine.Check(DigestTemplate.Text, "{{ title" + string.Concat(Enumerable.Repeat(opening, 39_000 / opening.Length)))
            .ShouldNotBeNull().Message.ShouldStartWith("A template has at most 250");

    [Theory]
    [InlineData("{% if title %}", "{% endif %}", 125)]
    [InlineData("{% if title %}", "", 250)]
    [InlineData("{{ ", "", 1)]
    public void As_deep_as_it_may_go_a_small_stack_holds_it(string opening, string closing, int times)
    {
        var brackets = opening == "{{ " ? "title" + string.Concat(Enumerable.Repeat("[title", 250)) : "";
        var source = string.Concat(Enumerable.Repeat(opening, times)) + brackets + string.Concat(Enumerable.Repeat(closing, times));
        var isChecked = false;
        var thread = new Thread(() =>
        {
            TemplateEngine.Check(DigestTemplate.Text, source);
            isChecked = true;
        }, maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        isChecked.ShouldBeTrue();
    }
}
