using Glean.Curation.Deduplication;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Deduplication;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("rocket", "rocket", 0)]
    [InlineData("rocket", "rokcet", 1)]
    [InlineData("rocket", "racket", 1)]
    [InlineData("rocket", "rockets", 1)]
    [InlineData("rocket", "ocket", 1)]
    [InlineData("ab", "ba", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Counts_insertions_deletions_substitutions_and_swaps(string a, string b, int expected)
    {
        EditDistance.Within(a, b, 10).ShouldBe(expected);
        EditDistance.Within(b, a, 10).ShouldBe(expected);
    }

    [Fact]
    public void Says_one_more_than_the_limit_when_it_is_exceeded() => EditDistance.Within("rocket", "balloon", 2).ShouldBe(3);

    [Fact]
    public void Agrees_with_the_textbook_table_on_random_words()
    {
        var random = new Random(42);
        for (var i = 0; i < 3_000; i++)
        {
            var (a, b) = (Word(random), Word(random));
            EditDistance.Within(a, b, 99).ShouldBe(Textbook(a, b), $"{a} {b}");
        }
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => (char)('a' + random.Next(3))));

    private static int Textbook(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
