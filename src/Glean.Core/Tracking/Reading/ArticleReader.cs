using SmartReader;

namespace Glean.Tracking.Reading;

/// <summary>
/// The main text of an article by the rules of Readability, whose port is SmartReader. For news and other pages that are one text; a list of
/// plans or features is none. Nothing is fetched.
/// </summary>
internal static class ArticleReader
{
    /// <summary>Beyond these the scoring of candidates takes seconds.</summary>
    private const int LargestPage = 4 << 20;
    private const int MostElements = 12_000;
    private const int MostSteps = 300_000;

    /// <summary>Placeholder for pages whose address does not matter.</summary>
    private static readonly Uri Nowhere = new("https://page.invalid/");

    /// <summary>Whether a page says of itself that it is an article. Told by marks and not by lengths, so that it does not flip from one look to the next.</summary>
    public static bool IsArticle(PageDocument page) =>
        page.Document.QuerySelector("meta[property='og:type'][content='article']") is not null || page.Document.QuerySelectorAll("article").Length == 1;

    /// <summary>The article's text, a line a paragraph, or null when the page holds none or must not be parsed.</summary>
    public static string? Read(string html, Uri? address = null) =>
        PageReader.Read(html, out _) is { } page && string.Join('\n', Blocks(html, page, address).Select(b => b.Text)) is { Length: > 0 } text ? text : null;

    /// <summary>The blocks of the article; those of the whole page where no article can be told from it.</summary>
    public static IReadOnlyList<PageBlock> Blocks(string html, PageDocument page, Uri? address = null)
    {
        if (html.Length > LargestPage || page.Document.All.Length > MostElements || IsTooDeep(page))
            return [.. page.Content];

        using var reader = new Reader((address ?? Nowhere).AbsoluteUri, html) { ContinueIfNotReadable = true, CharThreshold = 250 };
        var article = reader.GetArticle();
        return article.Completed && article.Content is { Length: > 0 } content && PageReader.Read($"<body>{content}</body>", out _) is { Blocks.Count: > 0 } main
            ? main.Blocks
            : [.. page.Content];
    }

    /// <summary>The scoring walks up from each paragraph, again and again.</summary>
    private static bool IsTooDeep(PageDocument page)
    {
        var steps = 0;
        foreach (var block in page.Blocks)
        {
            for (var at = block.Element; at is not null && steps <= MostSteps; at = at.ParentElement)
                steps++;
        }

        return steps > MostSteps;
    }
}
