using Glean.Scouts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

public sealed class CoverageTests
{
    [Theory]
    [InlineData("", "100-90 80-10", "")]
    [InlineData("10-20", "", "10-20")]
    [InlineData("10-20 21-30", "", "10-30")]
    [InlineData("10-20 22-30", "", "10-20 22-30")]
    [InlineData("22-30 10-20 15-25", "", "10-30")]
    [InlineData("10-20 12-15", "", "10-20")]
    [InlineData("30-40 1-2 10-20 0-100", "", "0-100")]
    public void Spans_that_touch_become_one(string added, string ignored, string expected) =>
        Text(Coverage.Of(Spans(added).Concat(Spans(ignored)))).ShouldBe(expected);

    [Theory]
    [InlineData("", "0-100", "0-100")]
    [InlineData("0-100", "0-100", "")]
    [InlineData("0-100", "20-120", "101-120")]
    [InlineData("10-20 40-50", "0-60", "51-60 21-39 0-9")]
    [InlineData("10-20 40-50", "15-45", "21-39")]
    [InlineData("10-20 40-50", "60-70", "60-70")]
    [InlineData("10-20 40-50", "0-5", "0-5")]
    [InlineData("10-20", "20-20", "")]
    [InlineData("10-20", "21-21", "21-21")]
    public void Gaps_are_what_is_left_newest_first(string covered, string asked, string expected) =>
        string.Join(' ', Coverage.Of(Spans(covered)).Gaps(Spans(asked).Single()).Select(Text)).ShouldBe(expected);

    [Fact]
    public void Whatever_the_order_of_reading_nothing_is_asked_twice_and_nothing_is_left_out()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var known = new bool[60];
            var coverage = Coverage.Nothing;
            for (var i = 0; i < 12; i++)
            {
                var from = random.Next(60);
                var span = new TimeSpanRead(from, Math.Min(59, from + random.Next(8)));
                coverage = coverage.With(span);
                Array.Fill(known, true, (int)span.From, (int)(span.To - span.From + 1));
            }

            var gaps = coverage.Gaps(new TimeSpanRead(0, 59)).ToList();
            Enumerable.Range(0, 60).Select(s => gaps.Count(g => g.From <= s && s <= g.To)).ShouldBe(known.Select(k => k ? 0 : 1));
            gaps.Select(g => g.To).ShouldBe(gaps.Select(g => g.To).OrderDescending());
        }
    }

    [Fact]
    public void A_cursor_reads_what_it_wrote_and_starts_anew_where_it_cannot_be_read()
    {
        var cursor = (DoorCursor.Start with { Focus = "f" }).With("story", new(10, 20)).With("comment", new(1, 2)).With("story", new(40, 50));
        var read = DoorCursor.Parse(cursor.ToString());
        read.Focus.ShouldBe("f");
        Text(read["story"]).ShouldBe("10-20 40-50");
        Text(read["comment"]).ShouldBe("1-2");
        Text(read["poll"]).ShouldBe("");
        foreach (var broken in new[] { "", "x", "[]", "{\"streams\":{\"a\":[[1]]}}", "null", "{\"streams\":{\"a\":[null]}}", "{\"streams\":{\"a\":null}}" })
        {
            DoorCursor.Parse(broken).Streams.Where(s => s.Value.Spans.Count > 0).ShouldBeEmpty(broken);
        }
    }

    private static IEnumerable<TimeSpanRead> Spans(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('-')).Select(s => new TimeSpanRead(long.Parse(s[0]), long.Parse(s[1])));

    private static string Text(Coverage coverage) => string.Join(' ', coverage.Spans.Select(Text));

    private static string Text(TimeSpanRead span) => $"{span.From}-{span.To}";
}
