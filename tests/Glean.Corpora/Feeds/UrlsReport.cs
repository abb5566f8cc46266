using System.Text.Json;
using Glean.Catalog;

namespace Glean.Corpora.Feeds;

/// <summary>
/// urls: canonical addresses. The libraries these cases come from disagree with each other on purpose (final slash, <c>www.</c>,
/// fragments); what our rules decide otherwise is counted by rule, not as a miss.
/// </summary>
public static class UrlsReport
{
    public static void Run(string folder, TextWriter output)
    {
        Miniflux(folder).Print("miniflux", output);
        Courlan(folder).Print("courlan", output);
        NormalizeUrl(folder).Print("normalize-url", output);
        UrlNormalize(folder).Print("url-normalize", output);
        Whatwg(folder).Print("whatwg", output);
    }

    internal static IEnumerable<JsonElement> Rows(string path)
    {
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
        {
            yield return JsonDocument.Parse(line).RootElement;
        }
    }

    private static Tally Miniflux(string folder)
    {
        var tally = new Tally();
        foreach (var row in Rows(Path.Combine(folder, "tracking-params-miniflux.jsonl")))
        {
            Compare(tally, row.Text("input")!, row.Text("baseURL"), row.Text("expected"));
        }

        foreach (var row in Rows(Path.Combine(folder, "miniflux-urllib.jsonl")).Where(r => r.Text("test") == "resolve"))
        {
            Compare(tally, row.Text("relative")!, row.Text("base"), row.Text("expected"));
        }

        return tally;
    }

    private static Tally Courlan(string folder)
    {
        var tally = new Tally();
        foreach (var row in Rows(Path.Combine(folder, "courlan.jsonl")))
        {
            var args = row.Items("args").Select(a => a.ValueKind == JsonValueKind.String ? a.GetString()! : "").ToList();
            var expected = row.GetProperty("expected");
            switch (row.Text("function"))
            {
                case "fix_relative_urls" when args.Count == 2:
                    Compare(tally, args[1], args[0], expected.GetString());
                    break;
                case "normalize_url" or "clean_url" or "scrub_url" when expected.ValueKind == JsonValueKind.String && args.Count == 1:
                    Compare(tally, args[0], null, expected.GetString());
                    break;
                case "check_url" when expected.ValueKind == JsonValueKind.Array && !row.GetProperty("kwargs").EnumerateObject().Any():
                    Compare(tally, args[0], null, expected[0].GetString());
                    break;
                default:
                    tally.NotExpressible($"{row.Text("function")} chooses what to crawl");
                    break;
            }
        }

        return tally;
    }

    private static Tally NormalizeUrl(string folder)
    {
        var tally = new Tally();
        foreach (var row in Rows(Path.Combine(folder, "normalize-url.jsonl")))
        {
            if (row.Text("options") is not null)
            {
                tally.NotExpressible("options");
            }
            else
            {
                Compare(tally, row.Text("input")!, null, row.Text("expected"));
            }
        }

        return tally;
    }

    private static Tally UrlNormalize(string folder)
    {
        var tally = new Tally();
        foreach (var row in Rows(Path.Combine(folder, "url-normalize-py.jsonl")))
        {
            Compare(tally, row.Text("input")!, null, row.Text("expected"));
        }

        return tally;
    }

    /// <summary>What a browser makes of an address must be what we judge: both spellings lead to one canonical form.</summary>
    private static Tally Whatwg(string folder)
    {
        var tally = new Tally();
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "whatwg-urltestdata.json")));
        foreach (var row in document.RootElement.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object))
        {
            var input = row.Text("input")!;
            var stated = row.Text("base");
            var found = tally.Measure(input, () => CanonicalUrl.From(input, stated is not null && Uri.TryCreate(stated, UriKind.Absolute, out var parsed) ? parsed : null));
            var href = row.Text("href");
            if (href is null || !(href.StartsWith("http:", StringComparison.Ordinal) || href.StartsWith("https:", StringComparison.Ordinal)))
            {
                tally.Check(found is null, input, "refused", null, found);
            }
            else if (row.Text("username") is { Length: > 0 } || row.Text("password") is { Length: > 0 } || input.Contains('@') && found is null)
            {
                tally.Check(found is null, input, "user name refused", null, found);
            }
            else
            {
                tally.Check(found is not null && found == CanonicalUrl.From(href), input, "same as href", CanonicalUrl.From(href) ?? href, found);
            }
        }

        return tally;
    }

    private static void Compare(Tally tally, string input, string? basis, string? expected)
    {
        var address = basis is null ? null : new Uri(basis);
        var found = tally.Measure(input, () => CanonicalUrl.From(input, address));
        var canonical = string.IsNullOrEmpty(expected) ? null : CanonicalUrl.From(expected, address);
        if (found is not null && CanonicalUrl.From(found) != found)
        {
            tally.Check(false, input, "idempotent", found, CanonicalUrl.From(found));
        }
        else if (found == canonical)
        {
            tally.Check(true, input, "canonical");
        }
        else if (Rule(input, expected ?? "", found, canonical) is { } rule)
        {
            tally.NotExpressible(rule);
        }
        else
        {
            tally.Check(false, input, "canonical", expected, found);
        }
    }

    /// <summary>The rule of ours that decides a case otherwise than its library.</summary>
    private static string? Rule(string input, string expected, string? found, string? canonical) =>
        found is null && input.Contains('@') ? "user name is refused"
        : found is null && !input.Contains("://", StringComparison.Ordinal) && !input.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? "address without scheme is refused"
        : found?.TrimEnd('/') == canonical?.TrimEnd('/') ? "final slash is kept"
        : found?.Replace("://www.", "://", StringComparison.Ordinal).TrimEnd('/') == canonical?.Replace("://www.", "://", StringComparison.Ordinal).TrimEnd('/') ? "www is kept"
        : Collapse(found) == Collapse(canonical) ? "doubled slashes are kept"
        : input.AsSpan().IndexOfAny("<>\"{") >= 0 ? "signs that browsers encode are encoded, not cut off"
        : null;

    private static string? Collapse(string? url) => url is null ? null : string.Join('/', url.Split('/', StringSplitOptions.RemoveEmptyEntries));
}
