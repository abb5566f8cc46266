using AngleSharp.Dom;
using Glean.Tracking.Reading;

namespace Glean.Tracking.Plans;

/// <summary>Which piece of a card is the plan's name.</summary>
internal static class PlanNames
{
    private const int LongestName = 60;

    private static readonly string[] Badges = ["most popular", "popular", "best value", "recommended", "new", "best seller", "current plan", "limited time", "save"];

    /// <summary>How much a block looks like a name; 0 when it cannot be one. A class that says so counts most, then the level of the heading.</summary>
    public static int Rank(PageBlock block)
    {
        var text = block.Text;
        if (text.Length > LongestName || block.Kind is BlockKind.Button || IsBadge(text) || Offer.Read(text) is { Name.Length: 0 } or { Kind: PlanKind.Priced } || PriceTerms.IsAllTerms(text))
            return IsPlainFree(block) && HeadingRank(block) is var named and > 1 ? named : 0;
        return HeadingRank(block) is var rank and > 0 ? rank : 1;
    }

    public static bool IsHeading(PageBlock block) => HeadingRank(block) > 1 && Rank(block) > 1;

    /// <summary>A name without the word that only says what it is.</summary>
    public static string Clean(string text)
    {
        var name = text.Trim(' ', ':', '-', '–', '—', '|', '*');
        foreach (var tail in (string[])[" plan", " tier", " edition", " package"])
        {
            if (name.Length > tail.Length + 1 && name.EndsWith(tail, StringComparison.OrdinalIgnoreCase))
                name = name[..^tail.Length];
        }

        return name.Length > LongestName ? name[..LongestName].TrimEnd() : name;
    }

    /// <summary>A heading "Free" is a name as well as a price.</summary>
    private static bool IsPlainFree(PageBlock block) =>
        block.Kind != BlockKind.Button && block.Text.Length <= 20 && Clean(block.Text).ToLowerInvariant() is "free" or "custom" or "free forever";

    private static int HeadingRank(PageBlock block)
    {
        if (block.Kind == BlockKind.Heading)
            return 20 - block.Level;
        if (block.Kind is BlockKind.Button)
            return 0;
        return IsNamed(block.Element) ? 25 : IsEmphasized(block) ? 5 : 1;
    }

    private static bool IsNamed(IElement element)
    {
        var words = ClassWords.Of($"{element.GetAttribute("class")} {element.Id} {element.GetAttribute("itemprop")}").ToList();
        return words.Any(w => w is "name" or "title" or "heading") || (words.Count <= 2 && words.Any(w => w is "plan" or "tier"));
    }

    private static bool IsEmphasized(PageBlock block) =>
        block.Element.Children.Length == 1 && block.Element.Children[0].LocalName is "strong" or "b"
        && WhiteSpace.Fold(block.Element.TextContent) == WhiteSpace.Fold(block.Element.Children[0].TextContent);

    private static bool IsBadge(string text)
    {
        var lower = new string([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '%')]).Trim().ToLowerInvariant();
        return Badges.Any(badge => lower == badge || (badge == "save" && lower.StartsWith("save ", StringComparison.Ordinal)));
    }
}
