using System.Diagnostics;
using System.Globalization;
using System.Text;
using Glean.Analysis;
using Glean.Analysis.Rules;
using Glean.Tests.Scouts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

[Collection(Effort.Alone)]
public sealed class HostileTextTests
{
    // Enough to show work that grows with the square of the length; the whole megabyte is for the dearest shapes only.
    private const int Length = 250_000;
    private const int Megabyte = 1_000_000;
    private static readonly RulesAnalyzer Analyzer = new();

    public static TheoryData<string, string> Texts => new()
    {
        { "no spaces", new string('a', Length) },
        { "capitals without spaces", new string('A', Length) },
        { "white space", new string(' ', Length) },
        { "new lines", new string('\n', Length) },
        { "full stops", new string('.', Length) },
        { "opening brackets", new string('[', Length) },
        { "opening parentheses", Fill("Clay (") },
        { "links that never close", Fill("[Clay](") },
        { "links", Fill("[Clay](https://clay.com) ") },
        { "distinct links", Numbered(n => $"[Zorbli{n}](https://zorbli{n}.io) ") },
        { "tags that never close", Fill("<a ") },
        { "stars", new string('*', Length) },
        { "bold that never closes", Fill("**Clay ") },
        { "bars", new string('|', Length) },
        { "rows", Fill("| Clay | Apollo | $49 |\n") },
        { "one wide row", Fill("| Clay ") },
        { "hashes", new string('#', Length) },
        { "headings", Fill("## Clay\n") },
        { "fences", Fill("```\n") },
        { "deep quotes", new string('>', Length) },
        { "deep lists", string.Concat(Enumerable.Range(0, 1400).Select(n => new string(' ', n) + "- a\n")) },
        { "one name over and over", Fill("HubSpot ") },
        { "one enumeration", Fill("HubSpot, Salesforce, ") },
        { "one sentence of clauses", Fill("HubSpot is good; it is cheap, and ") },
        { "sentences about a tool", Fill("HubSpot is good. It costs $9. ") },
        { "distinct capitalised names", Numbered(n => $"we use Zorbli{n} and ") },
        { "distinct mixed names", Numbered(n => $"We use zorBli{n}. ") },
        { "distinct bold leads", Numbered(n => $"- **Zorbli{n}**: great, from ${n}\n") },
        { "distinct names in title case", Numbered(n => $"Zorbli{n} ") },
        { "names with a common beginning", Numbered(n => $"Zorbli Alpha{n}. ") },
        { "wrapped prose", Fill(new string('b', 60) + " goes on\n") },
        { "apostrophes", Fill("n't'n't") },
        { "semicolons", Fill("a;") },
        { "dashes", Fill(" — ") },
        { "surrogates", Fill("😀") },
        { "a megabyte of sentences about a tool", Fill("HubSpot is good. It costs $9. ", Megabyte) },
        { "a megabyte of rows", Fill("| Clay | Apollo | $49 |\n", Megabyte) },
        { "a megabyte of links", Fill("[Clay](https://clay.com) ", Megabyte) },
        { "a megabyte of distinct names", Numbered(n => $"we use Zorbli{n} and ", Megabyte) },
        { "a megabyte without spaces", new string('a', Megabyte) },
        { "zero bytes", new string('\0', Length) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_long_text_of_anything_takes_less_than_a_second(string what, string text)
    {
        Analyzer.Analyze(new SourceText("", text[..Math.Min(text.Length, 20_000)]));
        var second = TimeSpan.FromSeconds(1);
        var found = Extraction.Empty;

        Effort.Least(second, () => found = Analyzer.Analyze(new SourceText("HubSpot", text))).ShouldBeLessThan(second, what);
        found.Claims.ShouldAllBe(c => text.Substring(c.Span.Start, c.Span.Length) == c.Quote);
    }

    [Fact]
    public void The_headline_may_be_hostile_too()
    {
        var clock = Stopwatch.StartNew();

        Analyzer.Analyze(new SourceText(Fill("HubSpot vs Clay "), ""));

        clock.Elapsed.TotalSeconds.ShouldBeLessThan(3);
    }

    private static string Fill(string piece, int length = Length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static string Numbered(Func<int, string> piece, int length = Length)
    {
        var builder = new StringBuilder(length + 100);
        for (var n = 0; builder.Length < length; n++)
            builder.Append(CultureInfo.InvariantCulture, $"{piece(n)}");
        return builder.ToString();
    }
}
