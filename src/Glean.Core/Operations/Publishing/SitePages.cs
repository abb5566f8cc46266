using Glean.Reports;

namespace Glean.Operations.Publishing;

/// <summary>A category with its tools, and the name of its files.</summary>
internal sealed record SiteCategory(string Name, string File, IReadOnlyList<ListedTool> Tools);

/// <summary>The first page, categories, changes and feeds.</summary>
internal sealed class SitePages(SiteLayout layout)
{
    public const int ListedAtOnce = 200;

    private const int Newest = 12;

    public static string ToolFile(long id) => $"tools/{id}.html";

    /// <summary>The file of a part of a list; the first has the plain name.</summary>
    public static string PartFile(string file, int part) => part == 0 ? $"{file}.html" : $"{file}-{part + 1}.html";

    public string Home(IReadOnlyList<SiteCategory> categories, IReadOnlyList<ListedTool> newest, IReadOnlyList<SiteChange> changes)
    {
        var tools = categories.Sum(c => c.Tools.Count);
        Html newestSection = $"<section><h2>New in the index</h2>\n<ul class=\"cards\">\n{newest.Take(Newest).Select(t => Card(t, ""))}</ul>\n</section>\n";
        Html changesSection = $"<section><h2>What changed</h2>\n<ul class=\"log\">\n{changes.Take(Newest).Select(c => Change(c, "", named: true))}</ul>\n<p><a href=\"changes.html\">All changes</a></p>\n</section>\n";
        Html empty = $"<p>No tool is in the index yet.</p>\n";
        Html body = $"""
            <h1>{layout.Subject}</h1>
            <p class="lead">{tools} {(tools == 1 ? "tool" : "tools")}, each approved by a person, with what people say of it, what it costs, and where that stands.</p>
            <nav aria-label="Categories"><ul class="chips">
            {categories.Select(Chip)}</ul></nav>
            {(tools == 0 ? empty : newestSection)}{(changes.Count == 0 ? Html.None : changesSection)}
            """;
        return layout.Page("index.html", null, $"{tools} tools with evidence, prices and changes.", body, SiteData.List(layout, layout.Subject, newest.Take(Newest)));
    }

    public string Category(SiteCategory category, int part)
    {
        var shown = category.Tools.Skip(part * ListedAtOnce).Take(ListedAtOnce).ToList();
        var parts = (category.Tools.Count + ListedAtOnce - 1) / ListedAtOnce;
        var title = CategoryWords.Of(category.Name);
        Html body = $"""
            {Trail("../", title, null)}<h1>{title}</h1>
            <p class="lead">{category.Tools.Count} {(category.Tools.Count == 1 ? "tool" : "tools")}{(parts > 1 ? $", part {part + 1} of {parts}" : "")}.</p>
            <ul class="cards">
            {shown.Select(t => Card(t, "../"))}</ul>
            {Parts(category.File, part, parts)}
            """;
        return layout.Page(
            $"categories/{PartFile(category.File, part)}", parts > 1 ? $"{title}, part {part + 1}" : title, $"{title}: {category.Tools.Count} tools with evidence.", body,
            SiteData.List(layout, title, shown));
    }

    public string Changes(IReadOnlyList<SiteChange> changes, int part)
    {
        var parts = Math.Max(1, (changes.Count + ListedAtOnce - 1) / ListedAtOnce);
        Html list = $"<ul class=\"log\">\n{changes.Skip(part * ListedAtOnce).Take(ListedAtOnce).Select(c => Change(c, "", named: true))}</ul>\n";
        Html none = $"<p>No change was seen yet.</p>\n";
        Html body = $"""
            <h1>Changes</h1>
            <p class="lead">What changed on the tools' own pages, newest first.</p>
            {(changes.Count == 0 ? none : list)}{Parts("changes", part, parts)}
            """;
        return layout.Page(PartFile("changes", part), parts > 1 ? $"Changes, part {part + 1}" : "Changes", "What changed on the tools' own pages, newest first.", body);
    }

    public string Feeds()
    {
        Html body = $"""
            <h1>Feeds</h1>
            <p class="lead">Put one of these addresses into your feed reader, and news comes by itself.</p>
            <h2>Changes of tools</h2>
            <ul><li><a href="feeds/changes.atom">Atom</a></li><li><a href="feeds/changes.rss">RSS</a></li><li><a href="feeds/changes.json">JSON Feed</a></li></ul>
            <h2>New tools</h2>
            <ul><li><a href="feeds/tools.atom">Atom</a></li><li><a href="feeds/tools.rss">RSS</a></li><li><a href="feeds/tools.json">JSON Feed</a></li></ul>

            """;
        return layout.Page("feeds.html", "Feeds", "Changes and new tools as Atom, RSS and JSON Feed.", body);
    }

    /// <summary>The way back: the index and the category.</summary>
    public static Html Trail(string root, string? category, string? categoryFile)
    {
        Html link = $" › <a href=\"{root}categories/{categoryFile}.html\">{category}</a>";
        Html words = $" › {category}";
        return $"<nav class=\"trail\" aria-label=\"Breadcrumb\"><a href=\"{root}index.html\">All tools</a>{(categoryFile is null ? words : link)}</nav>\n";
    }

    /// <summary>One change in a list; a list of one tool's need not name it.</summary>
    public static Html Change(SiteChange change, string root, bool named)
    {
        Html name = $"<a href=\"{root}{ToolFile(change.ToolId)}\">{change.ToolName}</a> ";
        Html source = $" {Html.Link(change.SourceUrl, $"See the page")}";
        return $"<li><time datetime=\"{change.At:yyyy-MM-ddTHH:mm:ssZ}\">{change.At:yyyy-MM-dd}</time> {(named ? name : Html.None)}<span class=\"tag\">{change.Type.Replace('_', ' ')}</span> {change.Description}{(ForeignText.Link(change.SourceUrl) is null ? Html.None : source)}</li>\n";
    }

    private static Html Chip(SiteCategory category) =>
        $"<li><a href=\"categories/{category.File}.html\">{CategoryWords.Of(category.Name)} <span class=\"count\">{category.Tools.Count}</span></a></li>\n";

    private static Html Card(ListedTool tool, string root)
    {
        Html text = $"<p>{ForeignText.Cut(tool.Description ?? "", 160)}</p>";
        return $"<li><a class=\"name\" href=\"{root}{ToolFile(tool.Id)}\">{tool.Name}</a> <span class=\"tag\">{CategoryWords.Of(tool.Category)}</span>{(string.IsNullOrWhiteSpace(tool.Description) ? Html.None : text)}</li>\n";
    }

    private static Html Parts(string file, int part, int parts)
    {
        if (parts < 2)
            return Html.None;
        return $"<nav class=\"parts\" aria-label=\"Parts\">{Enumerable.Range(0, parts).Select(p => Part(file, p, p == part))}</nav>\n";
    }

    private static Html Part(string file, int part, bool isThis)
    {
        Html here = $"<span aria-current=\"page\">{part + 1}</span> ";
        Html link = $"<a href=\"{PartFile(file, part)}\" aria-label=\"Part {part + 1}\">{part + 1}</a> ";
        return isThis ? here : link;
    }
}
