using AngleSharp.Dom;
using Glean.Catalog;
using Glean.Egress;
using Glean.Tracking.Pages;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;

namespace Glean.Tracking;

/// <summary>One answer of a page, read: its blocks without what a person muted, and its plans; or why nothing is known of it.</summary>
internal sealed record PageView(PageDocument? Page, IReadOnlyList<PageBlock> Content, IReadOnlyList<PricePlan> Plans, string? Obstacle)
{
    private static readonly string[] Readable = ["", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"];

    public static PageView Read(Fetched answer, KnownPage known, ReadFeedTitles readFeed)
    {
        if (known.Page.Kind == PageKind.Feed)
            return OfFeed(answer, readFeed);
        if (!Readable.Contains(answer.MediaType))
            return Blocked($"is no web page ({answer.MediaType})");

        var html = PageEncoding.Decode(answer);
        if (PageReader.Read(html, out var refusal) is not { } page)
            return Blocked($"is not read: it {refusal}");

        var before = known.Last is null ? 0 : known.Last.Text.Count(c => c is ' ' or '\n');
        if (PageObstacles.Find(page, html, before) is { } obstacle)
            return Blocked(obstacle);

        page = page with { Blocks = Unmuted(page, known.Mutes) };
        var plans = known.Page.Kind is PageKind.Pricing or PageKind.Home or PageKind.Other ? PlanReader.Read(page) : [];
        // A page that a person added may be a post among menus and teasers; the others are read by their structure alone.
        var content = known.Page.Kind == PageKind.Other && ArticleReader.IsArticle(page)
            ? ArticleReader.Blocks(html, page, answer.FinalUrl).Where(b => !IsMutedText(b.Text, known.Mutes))
            : page.Content;
        return new PageView(page, [.. content], plans, null);
    }

    private static bool IsMutedText(string text, IReadOnlyList<PageMute> mutes) => mutes.Any(m => m.Kind == MuteKind.Text && MutePattern.Matches(m.Pattern, text));

    /// <summary>Lines of a kept text that no pattern mutes.</summary>
    public static IReadOnlyList<TextLine> Unmuted(IReadOnlyList<TextLine> lines, IReadOnlyList<PageMute> mutes) =>
        mutes.Count == 0 ? lines : [.. lines.Where(l => !IsMutedText(l.Text, mutes))];

    private static PageView Blocked(string obstacle) => new(null, [], [], obstacle);

    private static PageView OfFeed(Fetched answer, ReadFeedTitles readFeed)
    {
        var (titles, problem) = readFeed(answer.Body, answer.ContentType, answer.FinalUrl);
        if (titles is null)
            return Blocked($"is no feed any more: {problem}");

        // A page of its own making, so that entries are compared as any list is.
        var list = string.Concat(titles.Take(500).Select(t => $"<li>{System.Net.WebUtility.HtmlEncode(t)}</li>"));
        var page = PageReader.Read($"<ul>{list}</ul>", out _)!;
        return new PageView(page, [.. page.Content], [], titles.Count == 0 ? "has no entries" : null);
    }

    private static IReadOnlyList<PageBlock> Unmuted(PageDocument page, IReadOnlyList<PageMute> mutes)
    {
        if (mutes.Count == 0)
            return page.Blocks;
        var muted = mutes.Where(m => m.Kind == MuteKind.Selector).SelectMany(m => Select(page.Document, m.Pattern)).ToHashSet();
        return [.. page.Blocks.Where(b => !IsWithin(b.Element, muted) && !IsMutedText(b.Text, mutes))];
    }

    private static IEnumerable<IElement> Select(IDocument document, string selector)
    {
        try
        {
            return document.QuerySelectorAll(selector);
        }
        catch (DomException)
        {
            // Checked when it was entered; written by hand since then.
            return [];
        }
    }

    private static bool IsWithin(IElement element, HashSet<IElement> muted)
    {
        for (var at = element; at is not null && muted.Count > 0; at = at.ParentElement)
        {
            if (muted.Contains(at))
                return true;
        }

        return false;
    }
}

/// <summary>A text in which <c>*</c> stands for anything, found anywhere in a line, whatever its letter case.</summary>
internal static class MutePattern
{
    public static bool Matches(string pattern, string line)
    {
        var at = 0;
        foreach (var part in pattern.Split('*', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var found = line.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;
            at = found + part.Length;
        }

        return true;
    }

    /// <summary>Whether the pattern says anything: one of stars alone would mute the page.</summary>
    public static bool IsTelling(string pattern) => pattern.Split('*').Any(part => part.Trim().Length >= 2);
}

/// <summary>The text of a page: by its header, else by its own word, else UTF-8 (https://html.spec.whatwg.org/#determining-the-character-encoding).</summary>
internal static class PageEncoding
{
    private const int Prescanned = 1024;

    public static string Decode(Fetched answer)
    {
        if (answer.ContentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) == true || answer.Body.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return answer.Text();
        var head = System.Text.Encoding.Latin1.GetString(answer.Body.AsSpan(0, Math.Min(Prescanned, answer.Body.Length)));
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return answer.Text();
        var name = head[(at + 8)..].TrimStart('"', '\'', ' ').Split('"', '\'', ' ', ';', '>', '/')[0];
        return (answer with { ContentType = $"text/html; charset={name}" }).Text();
    }
}
