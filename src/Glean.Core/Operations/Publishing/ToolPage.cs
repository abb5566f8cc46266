using Glean.Reports;
using Glean.Storage;

namespace Glean.Operations.Publishing;

/// <summary>The page of one tool: what it costs, what people say, what changed, each with where it stands.</summary>
internal sealed class ToolPage(SiteLayout layout)
{
    public string Write(SiteTool site, SiteCategory category)
    {
        var tool = site.Tool;
        Html description = $"<p class=\"lead\">{tool.Description}</p>\n";
        Html visit = $"<p>{Html.Link(tool.Url, $"{Host(tool.Url)}")}</p>\n";
        Html body = $"""
            {SitePages.Trail("../", CategoryWords.Of(category.Name), category.File)}<h1>{tool.Name}</h1>
            {(string.IsNullOrWhiteSpace(tool.Description) ? Html.None : description)}{(ForeignText.Link(tool.Url) is null ? Html.None : visit)}<p class="quiet">In the index since <time datetime="{tool.ListedAt:yyyy-MM-dd}">{tool.ListedAt:yyyy-MM-dd}</time>.</p>
            {Prices(site.Plans)}{Claims(site.Claims)}{Changes(site.Changes)}
            """;
        return layout.Page(
            SitePages.ToolFile(tool.Id), tool.Name, tool.Description ?? $"{tool.Name}: what people say of it and what it costs.", body, SiteData.Tool(layout, site));
    }

    private static Html Prices(IReadOnlyList<SitePlan> plans)
    {
        if (plans.Count == 0)
            return Html.None;
        var offered = plans.Where(p => p.IsOffered).ToList();
        var past = plans.SelectMany(p => p.History.Where(h => h.Until is not null).Select(h => (Plan: p, Price: h))).OrderByDescending(p => p.Price.Until).ToList();
        Html table = $"""
            <div class="table" role="region" aria-label="Plans" tabindex="0"><table>
            <thead><tr><th scope="col">Plan</th><th scope="col">Price</th><th scope="col">Seen since</th><th scope="col">Source</th></tr></thead>
            <tbody>
            {offered.Select(Offered)}</tbody>
            </table></div>

            """;
        Html history = $"<details><summary>Earlier prices</summary>\n<ul class=\"log\">\n{past.Select(p => Past(p.Plan, p.Price))}</ul>\n</details>\n";
        return $"<section><h2>Prices</h2>\n{(offered.Count == 0 ? Html.None : table)}{(past.Count == 0 ? Html.None : history)}</section>\n";
    }

    private static Html Offered(SitePlan plan)
    {
        var limits = string.Join(" · ", plan.Newest.Plan.Limits.Take(4));
        Html includes = $"<br><span class=\"quiet\">{ForeignText.Cut(limits, 200)}</span>";
        return $"<tr><th scope=\"row\">{plan.Name}</th><td>{plan.Newest.Plan.PriceInWords}{(limits.Length == 0 ? Html.None : includes)}</td><td><time datetime=\"{plan.Newest.From:yyyy-MM-dd}\">{plan.Newest.From:yyyy-MM-dd}</time></td><td>{Html.Link(plan.SourceUrl, $"its page")}</td></tr>\n";
    }

    private static Html Past(SitePlan plan, SitePrice price) =>
        $"<li><time datetime=\"{price.From:yyyy-MM-dd}\">{price.From:yyyy-MM-dd}</time> to <time datetime=\"{price.Until!.Value:yyyy-MM-dd}\">{price.Until!.Value:yyyy-MM-dd}</time> {plan.Name}: {price.Plan.PriceInWords}</li>\n";

    private static Html Claims(IReadOnlyList<ClaimLine> claims)
    {
        if (claims.Count == 0)
            return Html.None;
        return $"<section><h2>What people say</h2>\n{claims.GroupBy(c => c.ClaimType).Select(g => Group(g.Key, [.. g]))}</section>\n";
    }

    private static Html Group(string type, IReadOnlyList<ClaimLine> claims) => $"<h3>{Heading(type)}</h3>\n<ul class=\"claims\">\n{claims.Select(Claim)}</ul>\n";

    private static Html Claim(ClaimLine claim)
    {
        Html quote = $"<blockquote>{claim.Quote}</blockquote>";
        Html voices = $" · {claim.Voices} voices";
        Html disputed = $" <span class=\"tag\">disputed</span>";
        return $"<li><p>{claim.Content}{(claim.Conflicting && claim.Resolution is null ? disputed : Html.None)}</p>{(string.IsNullOrWhiteSpace(claim.Quote) ? Html.None : quote)}<p class=\"quiet\">{Html.Link(claim.SourceUrl, $"{claim.SourceName ?? "source"}")}{Day(claim)}{(claim.Voices > 1 ? voices : Html.None)}</p></li>\n";
    }

    private static Html Day(ClaimLine claim)
    {
        var at = claim.PublishedAt ?? claim.CreatedAt;
        return $", <time datetime=\"{at:yyyy-MM-dd}\">{at:yyyy-MM-dd}</time>";
    }

    private static Html Changes(IReadOnlyList<SiteChange> changes)
    {
        if (changes.Count == 0)
            return Html.None;
        return $"<section><h2>Changes</h2>\n<ul class=\"log\">\n{changes.Select(c => SitePages.Change(c, "../", named: false))}</ul>\n</section>\n";
    }

    private static string Heading(string type) => type switch
    {
        "feature" => "Features",
        "pricing" => "Pricing",
        "integration" => "Integrations",
        "limitation" => "Limitations",
        "comparison" => "Comparisons",
        "use_case" => "Use cases",
        "audience" => "For whom",
        _ => CategoryWords.Of(type),
    };

    private static string Host(string? url) => Uri.TryCreate(ForeignText.Link(url), UriKind.Absolute, out var address) ? $"Visit {address.IdnHost}" : "Visit";
}
