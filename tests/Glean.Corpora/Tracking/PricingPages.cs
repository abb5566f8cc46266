using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Glean.Corpora.Tracking;

/// <summary>A plan to be put on a page.</summary>
/// <param name="Price">Null when it is told on request.</param>
/// <param name="Unit">As the corpus writes it: <c>user/month</c>.</param>
public sealed record PlanToShow(string Name, decimal? Price, string OnRequest, string? Unit, string Description);

/// <summary>What a pricing page says.</summary>
public sealed record PageToShow(string Product, string Currency, IReadOnlyList<PlanToShow> Plans, IReadOnlyList<string> Features);

/// <summary>Renders what a page says in the layouts that pricing pages have. Each rendering moves what moves by itself with the seed.</summary>
public static class PricingPages
{
    public static readonly IReadOnlyDictionary<string, Func<PageToShow, int, string>> Layouts = new Dictionary<string, Func<PageToShow, int, string>>
    {
        ["cards"] = (page, seed) => Frame(page, seed, Cards(page)),
        ["split cards"] = (page, seed) => Frame(page, seed, SplitCards(page)),
        ["columns"] = (page, seed) => Frame(page, seed, Columns(page)),
        ["rows"] = (page, seed) => Frame(page, seed, Rows(page)),
        ["list"] = (page, seed) => Frame(page, seed, List(page)),
        ["headings"] = (page, seed) => Frame(page, seed, Headings(page)),
        ["toggle"] = (page, seed) => Frame(page, seed, Toggle(page)),
        ["json-ld"] = (page, seed) => Frame(page, seed, JsonLd(page)),
    };

    private static string Cards(PageToShow page) => "<section class='pricing-grid'>" + string.Concat(page.Plans.Select((plan, i) =>
        $"<div class='card{(i == 1 ? " featured" : "")}'>{(i == 1 ? "<span class='badge'>Most popular</span>" : "")}<h3>{Html(plan.Name)}</h3><p class='tagline'>{Html(plan.Description)}</p>"
        + (plan.Price is { } price ? $"<div class='price'>{Amount(price, page)}<span>{Html(Terms(plan))}</span></div><a class='btn' href='/signup'>Get started</a>" : $"<div class='price'>{Html(plan.OnRequest)}</div><a class='btn' href='/sales'>Contact sales</a>")
        + $"<ul>{Items(page)}</ul></div>")) + "</section>";

    private static string SplitCards(PageToShow page) => "<div class='plans'>" + string.Concat(page.Plans.Select(plan =>
        $"<article class='plan'><div class='plan-name'>{Html(plan.Name)}</div>"
        + (plan.Price is { } price
            ? $"<div class='amount'><span class='currency'>{Sign(page)}</span><span class='value'>{Whole(price)}</span>{Cents(price)}</div><div class='period'>{Html(Terms(plan).Replace("/", "per ").Trim())}</div>"
            : $"<div class='amount'>{Html(plan.OnRequest)}</div>")
        + $"<ul>{Items(page)}</ul><button>Choose</button></article>")) + "</div>";

    private static string Columns(PageToShow page) =>
        "<table><thead><tr><th></th>" + string.Concat(page.Plans.Select(p => $"<th>{Html(p.Name)}</th>")) + "</tr></thead><tbody><tr><th>Price</th>"
        + string.Concat(page.Plans.Select(p => $"<td>{Price(p, page)}</td>")) + "</tr>"
        + string.Concat(page.Features.Take(30).Select(f => $"<tr><th>{Html(f)}</th>{string.Concat(page.Plans.Select((_, i) => i == 0 ? "<td>–</td>" : "<td>✓</td>"))}</tr>")) + "</tbody></table>";

    private static string Rows(PageToShow page) =>
        "<table><tr><th>Plan</th><th>Price</th><th>For whom</th></tr>"
        + string.Concat(page.Plans.Select(p => $"<tr><td><strong>{Html(p.Name)}</strong></td><td>{Price(p, page)}</td><td>{Html(p.Description)}</td></tr>")) + $"</table><h2>Features</h2><ul>{Items(page)}</ul>";

    private static string List(PageToShow page) =>
        "<ul class='prices'>" + string.Concat(page.Plans.Select(p => $"<li><strong>{Html(p.Name)}</strong>: {Price(p, page)}</li>")) + $"</ul><h2>Features</h2><ul>{Items(page)}</ul>";

    private static string Headings(PageToShow page) => string.Concat(page.Plans.Select(p =>
        $"<h3>{Html(p.Name)}</h3><p>{Price(p, page)}</p><p>{Html(p.Description)}</p>")) + $"<h2>Features</h2><ul>{Items(page)}</ul>";

    private static string Toggle(PageToShow page) =>
        "<div class='switch'><button>Monthly</button><button>Yearly</button></div><div class='grid'>" + string.Concat(page.Plans.Select(plan =>
        $"<div class='tier'><h2>{Html(plan.Name)}</h2>"
        + (plan.Price is { } price
            ? $"<div class='price monthly'>{Amount(price, page)}{Html(Terms(plan))}<small>billed monthly</small></div><div class='price annual' style='display:none'>{Amount(Math.Round(price * 0.8m, 2), page)}{Html(Terms(plan))}<small>billed annually</small></div>"
            : $"<div class='price'>{Html(plan.OnRequest)}</div>")
        + $"<ul>{Items(page)}</ul></div>")) + "</div>";

    private static string JsonLd(PageToShow page)
    {
        var offers = page.Plans.Where(p => p.Price is not null).Select(p => new Dictionary<string, object?>
        {
            ["@type"] = "Offer",
            ["name"] = p.Name,
            ["price"] = p.Price!.Value.ToString(CultureInfo.InvariantCulture),
            ["priceCurrency"] = page.Currency,
            ["priceSpecification"] = new Dictionary<string, object?>
            {
                ["@type"] = "UnitPriceSpecification",
                ["price"] = p.Price!.Value.ToString(CultureInfo.InvariantCulture),
                ["priceCurrency"] = page.Currency,
                ["unitText"] = p.Unit?.Split('/')[0] is { Length: > 0 } unit ? unit : null,
                ["billingDuration"] = p.Unit?.EndsWith("/year", StringComparison.Ordinal) == true ? "P1Y" : p.Unit is null ? null : "P1M",
            },
        });
        var json = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "SoftwareApplication",
            ["name"] = page.Product,
            ["offers"] = offers,
        });
        return $"<script type='application/ld+json'>{json}</script><p>Plans are loaded by a script.</p><ul>{Items(page)}</ul>";
    }

    private static string Frame(PageToShow page, int seed, string main)
    {
        var random = new Random(seed);
        var scripts = new[] { "<script src='/a.js'></script>", "<script>window.x=1</script>", $"<script nonce='{random.NextInt64():x}'>track()</script>" };
        random.Shuffle(scripts);
        return new StringBuilder("<!doctype html><html><head><title>").Append(Html(page.Product)).Append(" pricing</title>").AppendJoin("", scripts)
            .Append($"<meta name='csrf-token' content='{random.NextInt64():x}'></head><body><header><nav><a href='/'>Home</a><a href='/pricing'>Pricing</a></nav></header><main><h1>Simple pricing for {Html(page.Product)}</h1>")
            .Append($"<p>Updated {seed % 28 + 1} March 2025. {12000 + seed} people online.</p><div class='ad-slot'>Ad number {seed}: buy socks</div>")
            .Append(seed % 2 == 0 ? "<div data-experiment='hero'>Start in minutes</div>" : "<div data-experiment='hero'>No card needed</div>")
            .Append(main)
            .Append("<h2>Questions</h2><details><summary>Can I cancel?</summary><p>Yes, at any time. Save up to $100 a year with yearly billing.</p></details></main>")
            .Append($"<footer>© {2019 + seed % 8} {Html(page.Product)}. Request id: {random.NextInt64():x}</footer></body></html>").ToString();
    }

    private static string Price(PlanToShow plan, PageToShow page) =>
        plan.Price is { } price ? $"{Amount(price, page)}{Html(Terms(plan))}" : Html(plan.OnRequest);

    private static string Terms(PlanToShow plan) => plan.Price is null or 0 || plan.Unit is null ? "" : plan.Unit.StartsWith('/') ? plan.Unit : $" / {plan.Unit.Replace("/", " / ")}";

    private static string Amount(decimal price, PageToShow page) => price == 0 ? "Free" : Sign(page) + Number(price);

    private static string Number(decimal price) => price == decimal.Truncate(price) ? price.ToString("#,0", CultureInfo.InvariantCulture) : price.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Whole(decimal price) => decimal.Truncate(price).ToString("#,0", CultureInfo.InvariantCulture);

    private static string Cents(decimal price) => price == decimal.Truncate(price) ? "" : $"<sup>{(int)((price - decimal.Truncate(price)) * 100):00}</sup>";

    private static string Sign(PageToShow page) => page.Currency == "EUR" ? "€" : "$";

    private static string Items(PageToShow page) => string.Concat(page.Features.Take(30).Select(f => $"<li>{Html(f)}</li>"));

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
