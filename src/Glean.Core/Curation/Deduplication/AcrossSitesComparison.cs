using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>
/// Two tools without a common site: one has no address, or one is a page on a platform, or the addresses differ.
/// Without an address a name is all there is; with two addresses the same name usually means two tools.
/// </summary>
internal static class AcrossSitesComparison
{
    private const double SameText = 0.8;
    private const double SimilarText = 0.5;
    private const double LittleText = 0.2;
    private const int LongName = 8;

    private static readonly Verdict OtherNames = Verdict.Different("other names");
    private static readonly Verdict CommonName = Verdict.Different("a name that tools of many sites bear");

    public static Verdict Compare(ToolNode a, ToolNode b, AddressRelation relation)
    {
        var sameName = NameRelations.ShareFullName(a, b);
        var sameCore = sameName || NameRelations.ShareCore(a, b) || NameRelations.AreReordered(a, b);
        var renamed = NameRelations.AreRenamed(a, b);
        if (!sameCore && !renamed)
        {
            return relation == AddressRelation.Unknown ? OtherNamesUnknownSite(a, b) : OtherNamesOtherSite(a, b);
        }

        var (overlap, shared) = a.Words.Compare(b.Words);
        if (sameCore && (a.HasCommonName || b.HasCommonName) && !(overlap >= SimilarText && shared >= 2))
        {
            return CommonName;
        }

        return relation switch
        {
            AddressRelation.Unknown => OneAddressMissing(a, b, sameName, renamed, overlap),
            AddressRelation.Hosted => OneOnPlatform(a, b, sameName, overlap, shared),
            _ => TwoAddresses(a, b, sameName, renamed, overlap, shared),
        };
    }

    private static Verdict OneAddressMissing(ToolNode a, ToolNode b, bool sameName, bool renamed, double overlap)
    {
        var where = a.Address.IsKnown || b.Address.IsKnown ? "one has no address" : "neither has an address";
        if (sameName)
        {
            var telling = !a.Words.IsEmpty && !b.Words.IsEmpty && overlap == 0;
            return telling && !SameCategory(a, b)
                ? Verdict.Unsure(0.5, $"the same name, {where}", "other category and nothing in common in the descriptions")
                : Verdict.Same(0.9, $"the same name, {where}");
        }

        if (renamed)
        {
            return SameCategory(a, b) || overlap > 0
                ? Verdict.Same(0.88, $"a known change of name, {where}")
                : Verdict.Unsure(0.6, $"a known change of name, {where}", "other category");
        }

        // "Apollo" and "Apollo.io" at apollo.io; but "Open" is not "OpenAI" at openai.com.
        var (known, other) = a.Address.IsKnown ? (a, b) : (b, a);
        var integral = known.Address.IsKnown && known.Name.Core != known.Address.Label && known.Name.Full == known.Address.Label &&
            other.Name.Full != known.Address.Label;
        return integral || a.Name.Core.Length < 3
            ? Verdict.Unsure(0.5, $"the same name but for a usual addition, {where}", $"the site is {known.Address.Site}")
            : Verdict.Same(0.85, $"the same name but for a usual addition, {where}");
    }

    private static Verdict OneOnPlatform(ToolNode a, ToolNode b, bool sameName, double overlap, int shared)
    {
        if (a.Address.IsPlatform && b.Address.IsPlatform && a.Address.Label != b.Address.Label && PlatformOf(a) == PlatformOf(b))
        {
            return Verdict.Different($"two entries of {PlatformOf(a)}");
        }

        var (hosted, own) = a.Address.IsPlatform ? (a, b) : (b, a);
        var owner = OwnerOf(hosted.Address);
        if (!own.Address.IsPlatform && sameName && owner.Length > 2 && SiteName.IsBrandName(owner, own.Address))
        {
            return Verdict.Same(0.9, $"the same name, and {hosted.Address.Site} belongs to {own.Address.Site}");
        }

        if (sameName && overlap >= SimilarText && shared >= 2)
        {
            return Verdict.Same(0.8, $"the same name and similar descriptions; one address is a page on a platform");
        }

        return Verdict.Unsure(0.45 + (overlap / 3), "the same name", Sites(a, b), contradicts: true);
    }

    private static Verdict TwoAddresses(ToolNode a, ToolNode b, bool sameName, bool renamed, double overlap, int shared)
    {
        if (renamed && !sameName)
        {
            return Verdict.Unsure(0.7, "a known change of name", Sites(a, b), contradicts: true);
        }

        if (MovedBetween(a, b, sameName, overlap, shared) is { } evidence)
        {
            return Verdict.Same(0.85, $"the same name; {evidence}: {Sites(a, b)}");
        }

        // draw.io and drawdb.app: each addition belongs to the name, its own domain says so.
        if (!sameName && IsNamedAfter(a.Name.Full, a) && IsNamedAfter(b.Name.Full, b) && a.Address.Label != b.Address.Label)
        {
            return OtherNames;
        }

        var bothNamed = IsNamedAfter(a.Name.Core, a) && IsNamedAfter(b.Name.Core, b);
        var likelihood = (sameName ? 0.35 : 0.25) + (overlap / 3) + (bothNamed ? 0.1 : 0);
        return Verdict.Unsure(likelihood, sameName ? "the same name" : "the same name but for a usual addition", Sites(a, b), contradicts: true);
    }

    /// <summary>What says that one product has both addresses; null when nothing does.</summary>
    private static string? MovedBetween(ToolNode a, ToolNode b, bool sameName, double overlap, int shared)
    {
        if (a.Address.CompactSite == b.Address.Label || b.Address.CompactSite == a.Address.Label)
        {
            return "one domain spells the name with its ending";
        }

        if (NamesSiteOf(a, b) || NamesSiteOf(b, a))
        {
            return "one carries the domain of the other as its name";
        }

        if (Mentions(a, b) || Mentions(b, a))
        {
            return "the description of one names the site of the other";
        }

        var sameLabel = a.Address.Label == b.Address.Label;
        var similar = sameLabel ? overlap >= SimilarText && shared >= 2 : overlap >= SameText && shared >= 2;
        return similar && (sameName || sameLabel) ? "similar descriptions" : null;
    }

    // "Tray.io" at tray.ai, "Acme.com" at acme.ai.
    private static bool NamesSiteOf(ToolNode named, ToolNode other) =>
        named.Name.Full == other.Address.CompactSite && named.Name.Full != named.Name.Core && named.Address.Label == other.Address.Label;

    // The maker's site and the product's own: "… by Cognition Labs" at devin.ai, and cognition-labs.com.
    private static bool Mentions(ToolNode one, ToolNode other)
    {
        const int TellingLabel = 6;
        var label = other.Address.Label;
        return label.Length >= TellingLabel && !label.Contains(one.Name.Core, StringComparison.Ordinal) &&
            !one.Address.Site.Contains(label, StringComparison.Ordinal) &&
            one.First.Description is { } description &&
            NameProfile.Compact(description).Contains(label, StringComparison.Ordinal);
    }

    private static Verdict OtherNamesUnknownSite(ToolNode a, ToolNode b)
    {
        if (NameRelations.AreNear(a, b))
        {
            var (overlap, shared) = a.Words.Compare(b.Words);
            if (overlap >= SimilarText && shared >= 2 && SameCategory(a, b))
            {
                return Verdict.Same(0.75, "names a typing error apart and similar descriptions");
            }

            // Short invented names are a letter apart by chance; a long one hardly, unless the texts speak against it.
            var silent = a.Words.IsEmpty || b.Words.IsEmpty;
            var length = Math.Min(a.Name.Full.Length, b.Name.Full.Length);
            return SameCategory(a, b) && (overlap >= LittleText || (silent && length >= LongName))
                ? Verdict.Unsure(0.4 + (overlap / 3), "names a typing error apart", "no common address")
                : OtherNames;
        }

        var sameStem = a.Name.Stem.Length > 2 && a.Name.Stem == b.Name.Stem;
        return sameStem && (a.Name.Stem == a.Name.Core || b.Name.Stem == b.Name.Core)
            ? Verdict.Unsure(0.35, "the same name but for a word of kind or edition", "may be one of several products")
            : OtherNames;
    }

    private static Verdict OtherNamesOtherSite(ToolNode a, ToolNode b)
    {
        if (!NameRelations.AreNear(a, b))
        {
            return OtherNames;
        }

        var (overlap, shared) = a.Words.Compare(b.Words);
        return overlap >= SameText && shared >= 3
            ? Verdict.Unsure(0.4, "names a typing error apart and similar descriptions", Sites(a, b), contradicts: true)
            : OtherNames;
    }

    private static string Sites(ToolNode a, ToolNode b) => $"{a.Address.Site} and {b.Address.Site}";

    private static bool SameCategory(ToolNode a, ToolNode b) =>
        a.Category == b.Category || a.Category is Focus.Other or "" || b.Category is Focus.Other or "";

    private static bool IsNamedAfter(string name, ToolNode node) => SiteName.IsBrandName(name, node.Address);

    private static string PlatformOf(ToolNode node) => node.Address.Site.Split('/', '?')[0];

    // github.com/org/repo: the organisation.
    private static string OwnerOf(in ToolAddress address)
    {
        var segments = address.Site.Split('/');
        return segments.Length < 2 ? "" : NameProfile.Compact(segments[1]);
    }
}
