using Glean.Catalog;
using Glean.Curation.Conflicts;

namespace Glean.Curation;

/// <summary>Which claims to flag.</summary>
public static class ConflictFlags
{
    /// <summary>Ids of those among <paramref name="claims"/> of one tool that contradict another one, unless a person has settled it.</summary>
    public static IReadOnlySet<long> Of(IReadOnlyList<Claim> claims)
    {
        var resolutions = claims.ToDictionary(c => c.Id, c => c.Resolution);
        return ClaimConflicts.Flagged([.. claims.Select(c => new ClaimStatement(c.Id, c.ClaimType, c.Content))], id => resolutions[id]);
    }
}
