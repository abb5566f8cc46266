using Glean.Analysis.Rules;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

public sealed class WeightTableTests
{
    private static readonly WeightTable Table = WeightTable.Read(new StringReader("feature,tool\nlight,0.1\nheavy,2\nagainst,-3\nalike,2\nmiddle,1\n"));

    [Fact]
    public void The_weightiest_features_explain_and_of_equal_ones_the_first()
    {
        var features = Of("light", "unknown", "heavy", "middle", "against", "alike");
        Table.Explain(features, 3).ShouldBe([("against", -3), ("heavy", 2), ("alike", 2)]);
        Table.Explain(features, 9).Select(e => e.Feature).ShouldBe(["against", "heavy", "alike", "middle", "light"]);
        Table.Explain(Of("unknown"), 3).ShouldBeEmpty();
    }

    [Fact]
    public void A_reason_is_a_feature_with_its_sign_and_one_decimal()
    {
        Table.Reason("light").ShouldBe("light +0.1");
        Table.Reason("against").ShouldBe("against -3.0");
        Table.Reason("against").ShouldBe("against -3.0");
    }

    [Fact]
    public void Features_that_hold_are_summed_each_time_they_were_added()
    {
        Table.Sum(Of("heavy", "unknown", "against", "heavy")).ShouldBe(1);
        Table.Probability(Of()).ShouldBe(0.5);
    }

    private static FeatureSet Of(params string[] names)
    {
        var features = new FeatureSet(1);
        foreach (var name in names)
        {
            features.Add(name);
        }

        return features;
    }
}
