using AngleSharp.Dom;

namespace Glean.Tracking.Reading;

/// <summary>Tells what frames a page from what it says, by element, role, and the words in classes and ids.</summary>
internal sealed class PageFrame
{
    private static readonly HashSet<string> Elements = [.. "nav aside dialog menu".Split(' ')];

    private static readonly HashSet<string> Roles =
        [.. "navigation banner contentinfo complementary search dialog alertdialog alert menu menubar toolbar status timer marquee".Split(' ')];

    private static readonly HashSet<string> Words =
    [
        .. ("ad ads adv advert adverts advertisement advertising adsbygoogle adslot adunit sponsor sponsored sponsors promo promotion cookie cookies consent gdpr newsletter subscribe "
            + "popup modal overlay toast breadcrumb breadcrumbs share sharing social related recommended recommendations comments disqus sidebar navbar navigation "
            + "footer skip testimonial testimonials ticker countdown counter counters timestamp visitors livechat chatbot intercom banner announcement "
            + "experiment experiments variant abtest splittest optimizely vwo nonce csrf").Split(' '),
    ];

    private static readonly string[] ExperimentAttributes =
        ["data-experiment", "data-experiment-id", "data-variant", "data-variation", "data-ab", "data-ab-test", "data-abtest", "data-test-variant", "data-optimizely", "data-split", "data-bucket", "data-ad", "data-ad-slot", "data-ad-unit"];

    private readonly Dictionary<IElement, int> lengths = [];
    private readonly int whole;

    public PageFrame(IElement body) => whole = Measure(body);

    /// <summary>How much text is below an element.</summary>
    public int LengthOf(IElement element) => lengths.GetValueOrDefault(element);

    public bool IsFrame(IElement element)
    {
        // A theme may call the whole page "with-sidebar"; what holds most of the text is the page, whatever its name.
        if (!LooksLikeFrame(element) || element.LocalName is "body" or "main" or "html")
            return false;
        return LengthOf(element) * 2 <= whole || element.LocalName is "nav" or "dialog";
    }

    private static bool LooksLikeFrame(IElement element)
    {
        if (Elements.Contains(element.LocalName))
            return true;
        if (element.LocalName is "header" or "footer" && !IsWithinArticle(element))
            return element.LocalName == "footer" || element.QuerySelector("h1") is null;
        if (element.GetAttribute("role") is { } role && Roles.Contains(role.ToLowerInvariant()))
            return true;
        if (element.GetAttribute("aria-live") is "polite" or "assertive" || ExperimentAttributes.Any(element.HasAttribute))
            return true;
        return HasWord(element.GetAttribute("class")) || HasWord(element.Id);
    }

    public static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || element.GetAttribute("aria-hidden") == "true"
        || (element.GetAttribute("style") is { } style && style.Replace(" ", "").Contains("display:none", StringComparison.OrdinalIgnoreCase));

    private static bool IsWithinArticle(IElement element)
    {
        for (var at = element.ParentElement; at is not null; at = at.ParentElement)
        {
            if (at.LocalName is "article" or "main" or "section")
                return true;
        }

        return false;
    }

    private static bool HasWord(string? names)
    {
        if (string.IsNullOrEmpty(names))
            return false;
        foreach (var word in ClassWords.Of(names))
        {
            if (Words.Contains(word))
                return true;
        }

        return false;
    }

    private int Measure(IElement element)
    {
        var length = 0;
        foreach (var child in element.ChildNodes)
        {
            length += child switch
            {
                IText text => text.Length,
                IElement { LocalName: "script" or "style" or "noscript" or "template" or "svg" } => 0,
                IElement inner => Measure(inner),
                _ => 0,
            };
        }

        return lengths[element] = length;
    }
}

/// <summary>The words of class names and ids, parted at hyphens, underscores and capitals.</summary>
internal static class ClassWords
{
    private const int LongestNames = 2_000;

    public static IEnumerable<string> Of(string names)
    {
        var start = -1;
        var end = Math.Min(names.Length, LongestNames);
        for (var i = 0; i <= end; i++)
        {
            var isPart = i < end && char.IsAsciiLetter(names[i]);
            var breaks = !isPart || (char.IsAsciiLetterUpper(names[i]) && i > 0 && char.IsAsciiLetterLower(names[i - 1]));
            if (breaks && start >= 0)
            {
                yield return names[start..i].ToLowerInvariant();
                start = -1;
            }

            if (isPart && start < 0)
                start = i;
        }
    }
}
