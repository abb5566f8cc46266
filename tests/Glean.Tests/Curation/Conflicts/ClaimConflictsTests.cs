using Glean.Catalog;
using Glean.Curation;
using Glean.Curation.Conflicts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Conflicts;

public sealed class ClaimConflictsTests
{
    [Theory]
    [InlineData(ClaimType.Pricing, "The Pro plan is $49 per month", "Pro costs $59/month", ConflictKind.Price)]
    [InlineData(ClaimType.Pricing, "Starts at $20 per user per month", "Starting at $25/user/month", ConflictKind.Price)]
    [InlineData(ClaimType.Pricing, "There is a free plan", "It has no free plan", ConflictKind.FreeTier)]
    [InlineData(ClaimType.Pricing, "They have a generous free tier", "Rocket doesn't have a free version", ConflictKind.FreeTier)]
    [InlineData(ClaimType.Integration, "Integrates with HubSpot", "It doesn't integrate with HubSpot", ConflictKind.Capability)]
    [InlineData(ClaimType.Feature, "Supports custom domains", "does not support custom domains", ConflictKind.Capability)]
    public void Claims_that_cannot_both_hold_conflict(ClaimType type, string one, string other, ConflictKind kind)
    {
        var conflict = ClaimConflicts.Find([new(7, type, one), new(3, type, other)]).ShouldHaveSingleItem();
        (conflict.FirstId, conflict.SecondId, conflict.Kind).ShouldBe((3, 7, kind));
        conflict.Reason.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(ClaimType.Pricing, "The Pro plan is $49 per month", "The Team plan is $99 per month")]
    [InlineData(ClaimType.Pricing, "Pro is $49 per month", "Pro is $490 per year")]
    [InlineData(ClaimType.Pricing, "Pro is $49 per month", "Pro is $39 per month, billed annually")]
    [InlineData(ClaimType.Pricing, "Pro is $49 per month", "Pro is $49.00/mo")]
    [InlineData(ClaimType.Pricing, "Pro is $49 per month", "Pro was $39 per month last year")]
    [InlineData(ClaimType.Pricing, "Pro is $49 per month", "Pro is €45 per month")]
    [InlineData(ClaimType.Pricing, "$49 per month", "$99 per month")]
    [InlineData(ClaimType.Pricing, "There is a free plan", "The free trial ended")]
    [InlineData(ClaimType.Integration, "Integrates with HubSpot", "It doesn't integrate with Salesforce")]
    [InlineData(ClaimType.Integration, "Integrates with HubSpot", "Works with HubSpot")]
    [InlineData(ClaimType.Feature, "Supports custom domains", "will support custom domains soon")]
    [InlineData(ClaimType.Feature, "", "does not support")]
    public void Claims_about_other_things_do_not(ClaimType type, string one, string other) =>
        ClaimConflicts.Find([new(1, type, one), new(2, type, other)]).ShouldBeEmpty();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Flagged_are_those_of_every_pair_that_nobody_settled(int seed)
    {
        var random = new Random(seed);
        string[] contents =
        [
            "The Pro plan is $49 per month", "Pro costs $59/month", "Pro is $49.00/mo", "The Team plan is $99 per month", "There is a free plan", "It has no free plan",
            "Supports custom domains", "does not support custom domains", "Is a delight", "The Pro plan is $29 per month, and there is a free plan", "Supports webhooks",
        ];
        List<Claim> claims = [.. Enumerable.Range(1, 12).Select(i => new Claim
        {
            Id = i,
            ClaimType = random.Next(2) == 0 ? ClaimType.Pricing : ClaimType.Feature,
            Content = contents[random.Next(contents.Length)],
            Resolution = random.Next(3) == 0 ? (ClaimResolution)random.Next(3) : null,
        })];
        var pairs = ClaimConflicts.Find([.. claims.Select(c => new ClaimStatement(c.Id, c.ClaimType, c.Content))]);
        var expected = pairs.Where(p => !ClaimResolutions.Settles(claims[(int)p.FirstId - 1].Resolution, claims[(int)p.SecondId - 1].Resolution)).SelectMany(p => new[] { p.FirstId, p.SecondId });

        ConflictFlags.Of(claims).ShouldBe(expected.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Two_claims_that_disagree_on_two_things_are_one_conflict()
    {
        var conflict = ClaimConflicts.Find([new(1, ClaimType.Pricing, "Pro is $49 per month and there is a free plan"), new(2, ClaimType.Pricing, "Pro is $59 per month and there is no free plan")]);
        conflict.ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.Price);
    }
}
