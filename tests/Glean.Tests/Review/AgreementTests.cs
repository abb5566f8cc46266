using Glean.Review;
using Shouldly;
using Xunit;

namespace Glean.Tests.Review;

public sealed class AgreementTests
{
    [Fact]
    public void Kappa_is_agreement_beyond_chance()
    {
        // Cohen's own kind of table: 20 both yes, 15 both no, 5 and 10 apart.
        List<(bool, bool)> verdicts = [.. Repeat((true, true), 20), .. Repeat((true, false), 5), .. Repeat((false, true), 10), .. Repeat((false, false), 15)];
        Agreement.Kappa(verdicts).ShouldBe(0.4);
        Agreement.Kappa([(true, true), (false, false)]).ShouldBe(1);
        Agreement.Kappa([(true, false), (false, true)]).ShouldBe(-1);
    }

    [Fact]
    public void Where_chance_explains_all_there_is_none()
    {
        Agreement.Kappa([(true, true), (true, true)]).ShouldBeNull();
        Agreement.Kappa([]).ShouldBeNull();
    }

    [Fact]
    public void Only_tools_that_both_judged_count()
    {
        var pairs = Agreement.Of(new Dictionary<string, IReadOnlyDictionary<long, bool>>
        {
            ["ann"] = new Dictionary<long, bool> { [1] = true, [2] = false, [3] = true },
            ["bob"] = new Dictionary<long, bool> { [2] = false, [3] = false, [4] = true },
            ["eve"] = new Dictionary<long, bool> { [9] = true },
        });
        pairs.ShouldBe([new PairAgreement("ann", "bob", 2, 1, 0)]);
    }

    private static IEnumerable<(bool, bool)> Repeat((bool, bool) verdict, int times) => Enumerable.Repeat(verdict, times);
}
