using Glean.Reports;

namespace Glean.Operations.Publishing;

/// <summary>What every page of the site has in common.</summary>
/// <param name="subject">What the index is about.</param>
/// <param name="address">The site's address, ending with a slash.</param>
/// <param name="asOf">The day of the newest thing in the index.</param>
internal sealed class SiteLayout(string subject, string address, DateTime asOf)
{
    /// <summary>The style, the search and its data are files of the site; nothing else loads or runs, and nothing stands inline.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

    public string Subject => subject;

    public string Address => address;

    /// <param name="file">The page's place in the site, with slashes.</param>
    /// <param name="title">The page's own title; null for the first page.</param>
    /// <param name="data">JSON-LD, or null.</param>
    public string Page(string file, string? title, string description, Html body, string? data = null)
    {
        var root = file.Contains('/') ? "../" : "";
        var full = title is null ? subject : $"{title} · {subject}";
        Html page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{full}</title>
            <meta name="description" content="{ForeignText.Cut(description, 160)}">
            <link rel="canonical" href="{address}{(file == "index.html" ? "" : file)}">
            <link rel="stylesheet" href="{root}assets/site.css">
            <link rel="icon" href="{root}assets/icon.svg" type="image/svg+xml">
            <link rel="alternate" type="application/atom+xml" title="Changes" href="{root}feeds/changes.atom">
            <link rel="alternate" type="application/atom+xml" title="New tools" href="{root}feeds/tools.atom">
            {DataBlock(data)}<script src="{root}assets/search.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header>
            <a class="home" href="{root}index.html">{subject}</a>
            <form role="search" action="{root}index.html" data-root="{root}" hidden>
            <label for="q">Search tools</label>
            <input id="q" name="q" type="search" autocomplete="off" placeholder="Search tools">
            </form>
            <nav aria-label="Site"><a href="{root}changes.html">Changes</a> <a href="{root}feeds.html">Feeds</a></nav>
            </header>
            <main id="content">
            <section id="results" aria-live="polite" hidden></section>
            {body}</main>
            <footer><p>Chosen by people, with evidence for every statement. As of {asOf:yyyy-MM-dd}.</p></footer>
            </body>
            </html>

            """;
        return page.ToString();
    }

    // Written by an encoder that escapes every character with which a script element could end.
    private static Html DataBlock(string? data)
    {
        if (data is null)
            return Html.None;
        Html start = $"<script type=\"application/ld+json\">";
        start.AppendLiteral(data);
        start.AppendLiteral("</script>\n");
        return start;
    }
}
