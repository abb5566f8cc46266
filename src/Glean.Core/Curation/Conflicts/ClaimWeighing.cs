using Glean.Catalog;

namespace Glean.Curation.Conflicts;

/// <summary>What a claim comes to beside the others of its tool.</summary>
/// <param name="Group">The first of the claims that say the same; null for one that stands alone.</param>
/// <param name="Voices">How many independent voices say so.</param>
/// <param name="Confidence">0..1, with what the others add.</param>
/// <param name="Stated">The analyzer's own, where others have added to it.</param>
public sealed record ClaimStanding(long Id, long? Group, int Voices, double Confidence, double? Stated)
{
    /// <summary>The stored claim says otherwise; what a database makes of the last digits of a number says nothing.</summary>
    public bool DiffersFrom(Claim claim) =>
        claim.GroupId != Group || claim.Voices != Voices || Differ(claim.StatedConfidence, Stated) || Differ(claim.Confidence, Confidence);

    private static bool Differ(double? one, double? other) => one.HasValue != other.HasValue || Math.Abs((one - other) ?? 0) > 1e-9;
}

/// <summary>
/// Weighs the claims of a tool against each other. Repeating it changes nothing, because the analyzer's own confidence is kept beside and
/// everything starts from that.
/// </summary>
public static class ClaimWeighing
{
    /// <param name="claims">Of one tool, each with who says it.</param>
    /// <param name="toolName">Says nothing about what is said.</param>
    public static IReadOnlyList<ClaimStanding> Of(IReadOnlyList<(Claim Claim, string Voice)> claims, string toolName)
    {
        // What a person found to be outdated or wrong vouches for nothing.
        var groups = ClaimGroups.Find(
            [.. claims.Where(c => !ClaimResolutions.IsOut(c.Claim.Resolution)).Select(c => new VoicedClaim(c.Claim.Id, c.Claim.ClaimType, c.Claim.Content, Own(c.Claim), c.Voice))],
            [toolName]);
        var byId = groups.SelectMany(g => g.Ids.Select(id => (Id: id, Group: g))).ToDictionary(x => x.Id, x => x.Group);
        return [.. claims.Select(c => Standing(c.Claim, byId.GetValueOrDefault(c.Claim.Id)))];
    }

    /// <summary>The analyzer's own confidence.</summary>
    public static double Own(Claim claim) => claim.StatedConfidence ?? claim.Confidence;

    private static ClaimStanding Standing(Claim claim, ClaimGroup? group)
    {
        var own = Own(claim);
        return group is { Voices: > 1 } && group.Confidence > own
            ? new ClaimStanding(claim.Id, group.Ids[0], group.Voices, group.Confidence, own)
            : new ClaimStanding(claim.Id, group?.Ids[0], group?.Voices ?? 1, own, null);
    }
}
