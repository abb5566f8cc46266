using Glean.Analysis.Llm;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Llm;

/// <summary>A quote is found where it stands, also after what models change in passing.</summary>
public sealed class QuoteAlignerTests
{
    private const string Text = "Intro line.\n\nWe’ve used **Lumen Dial** for   two years — it “just works”…\r\nThe [free tier](https://lumen.example/pricing) covers 50 calls a month, "
        + "which is plenty 🙂 for a team of three.\nSupport? Slow. It doesn't sync with Pipedrive yet.";

    [Theory]
    [InlineData("covers 50 calls a month", "covers 50 calls a month")]
    [InlineData("We've used Lumen Dial for two years - it \"just works\"...", "We’ve used **Lumen Dial** for   two years — it “just works”…")]
    [InlineData("the free tier covers 50 calls a month", "The [free tier](https://lumen.example/pricing) covers 50 calls a month")]
    [InlineData("\"It doesn’t sync with Pipedrive yet.\"", "It doesn't sync with Pipedrive yet.")]
    [InlineData("which is plenty 🙂 for a team", "which is plenty 🙂 for a team")]
    [InlineData("which is pleny 🙂 for a team of thre", "which is plenty 🙂 for a team of three")]
    [InlineData("It does not sync with Pipedrive yet", "It doesn't sync with Pipedrive yet")]
    public void A_quote_stands_at_its_exact_place(string quote, string expected)
    {
        var (span, _) = Find(Text, quote).ShouldNotBeNull();
        Text[span.Start..span.End].ShouldBe(expected);
    }

    [Theory]
    [InlineData("covers 500 million calls a year and more")]
    [InlineData("the best dialer in the world, bar none")]
    [InlineData("")]
    [InlineData("…")]
    [InlineData("Intro line. [...] Support? Slow. It doesn't sync")]
    public void What_stands_nowhere_has_no_place(string quote) => Find(Text, quote).ShouldBeNull();

    [Fact]
    public void The_place_in_the_window_comes_before_others()
    {
        const string twice = "Setup is easy. And again: Setup is easy.";
        var found = new QuoteAligner(twice).Find("Setup is easy.", new TextSpan(15, twice.Length))!.Value;
        found.Span.Start.ShouldBe(26);
    }

    [Fact]
    public void Any_sentence_changed_in_passing_is_found_again_in_a_long_text()
    {
        // Of its own seed: a thousand sentences of invented words.
        var random = new Random(7);
        string Word() => string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)('a' + random.Next(26))));
        var sentences = Enumerable.Range(0, 1000).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(6, 14)).Select(_ => Word()))).ToList();
        var text = string.Join(".\n", sentences);
        var aligner = new QuoteAligner(text);
        for (var i = 0; i < 50; i++)
        {
            var sentence = sentences[random.Next(sentences.Count)];
            var at = random.Next(1, sentence.Length - 1);
            var changed = (i % 3) switch
            {
                0 => sentence.Replace(" ", "  \n", StringComparison.Ordinal).ToUpperInvariant(),
                1 => sentence.Remove(at, 1),
                _ => sentence.Insert(at, "x"),
            };
            var (span, _) = aligner.Find(changed, new TextSpan(0, text.Length)).ShouldNotBeNull(changed);
            text[span.Start..span.End].ShouldBe(sentence);
        }
    }

    [Fact]
    public void A_hostile_answer_costs_little()
    {
        var text = string.Concat(Enumerable.Repeat("aaaaaaaaab ", 90_000));
        var aligner = new QuoteAligner(text);
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 500; i++)
        {
            aligner.Find(string.Concat(Enumerable.Repeat($"aaaaaaaaac{i} ", 60)), new TextSpan(0, text.Length));
        }

        // Some hundred milliseconds; without the bound it would be hours.
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static (TextSpan Span, Alignment How)? Find(string text, string quote) => new QuoteAligner(text).Find(quote, new TextSpan(0, text.Length));
}
