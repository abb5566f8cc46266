using Glean.Curation.Deduplication;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Deduplication;

public sealed class NearNamesTests
{
    [Fact]
    public void Finds_exactly_the_pairs_that_comparing_all_would_find()
    {
        var random = new Random(5);
        var names = new HashSet<string>();
        while (names.Count < 600)
        {
            // Few letters, so that many are near.
            names.Add(string.Concat(Enumerable.Range(0, random.Next(4, 16)).Select(_ => (char)('a' + random.Next(2)))));
        }

        var list = names.ToList();
        var found = NearNames.Pairs(list).ToHashSet();
        var expected = new HashSet<(int, int)>();
        for (var i = 0; i < list.Count; i++)
        {
            for (var j = i + 1; j < list.Count; j++)
            {
                var allowed = NearNames.Allowed(Math.Min(list[i].Length, list[j].Length));
                if (allowed > 0 && EditDistance.Within(list[i], list[j], allowed) <= allowed)
                {
                    expected.Add((i, j));
                }
            }
        }

        expected.Count.ShouldBeGreaterThan(1_000);
        found.SetEquals(expected).ShouldBeTrue($"{found.Except(expected).Count()} too many, {expected.Except(found).Count()} missed");
    }

    [Fact]
    public void A_swap_across_any_place_is_one_error()
    {
        const string Name = "rocketship";
        for (var at = 0; at < Name.Length - 1; at++)
        {
            var swapped = Name[..at] + Name[at + 1] + Name[at] + Name[(at + 2)..];
            if (swapped != Name)
            {
                NearNames.Pairs([Name, swapped]).ShouldBe([(0, 1)], swapped);
            }
        }
    }

    [Fact]
    public void Short_names_are_never_near() => NearNames.Pairs(["gong", "gang"]).ShouldBeEmpty();
}
