using SmartReader;

namespace Glean.Tracking.Reading;

/// <summary>
/// The main text of an article by the rules of Readability, whose port is SmartReader. For news and other pages that are one text; a list of
/// plans or features is none. Nothing is fetched.
/// </summary>
internal static class ArticleReader
{
    /// <summary>Beyond this the scoring of candidates takes seconds.</summary>
    private const int LargestPage = 4 << 20;

    /// <summary>Placeholder for pages whose address does not matter.</summary>
    private static readonly Uri Nowhere = new("https://page.invalid/");

    /// <summary>The article's text, a line a paragraph, or null when the page is none or must not be parsed.</summary>
    public static string? Read(string html, Uri? address = null)
    {
        if (html.Length > LargestPage || PageReader.Read(html, out _) is not { } page)
            return null;

        using var reader = new Reader((address ?? Nowhere).AbsoluteUri, html) { ContinueIfNotReadable = true, CharThreshold = 250 };
        var article = reader.GetArticle();
        if (!article.Completed || article.Content is not { Length: > 0 } content || PageReader.Read($"<body>{content}</body>", out _) is not { } main)
            return PlainText(page);

        var text = string.Join('\n', main.Blocks.Select(b => b.Text));
        return text.Length > 0 ? text : PlainText(page);
    }

    private static string? PlainText(PageDocument page) =>
        string.Join('\n', page.Content.Select(b => b.Text)) is { Length: > 0 } text ? text : null;
}
