using Glean.Catalog;

namespace Glean.Corpora.Feeds;

/// <summary>security-xss, addresses only: no unsafe one may be given a canonical form.</summary>
public static class UrlSchemesReport
{
    public static void Run(string folder, TextWriter output)
    {
        var tally = new Tally();
        foreach (var row in UrlsReport.Rows(Path.Combine(folder, "url-schemes.jsonl")))
        {
            var input = row.Text("input")!;
            var found = tally.Measure(input, () => CanonicalUrl.From(input));
            if (!row.GetProperty("safe").GetBoolean())
            {
                tally.Check(found is null, input, "refused", null, found);
            }
            else if (!input.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                tally.NotExpressible("safe, but no web address by itself");
            }
            else
            {
                tally.Check(found is not null, input, "accepted", true, found);
            }
        }

        tally.Print("url schemes", output);
    }
}
