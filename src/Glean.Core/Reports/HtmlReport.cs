using System.Security.Cryptography;
using System.Text;

namespace Glean.Reports;

/// <summary>A report as one HTML page that needs nothing else, in pieces.</summary>
public static class HtmlReport
{
    private const string Style = """

        :root { color-scheme: light dark; --quiet: light-dark(#565e6c, #a3acbb); --line: light-dark(#d9dde4, #363c47); }
        body { font: 16px/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: light-dark(#1b1f27, #e7eaf0); background: light-dark(#fff, #14171c); overflow-wrap: anywhere; }
        a { color: light-dark(#0b57b8, #8ab6ff); }
        h2 { border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 2rem; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; }
        dd { margin: 0; font-variant-numeric: tabular-nums; }
        ul { padding-left: 1.2rem; }
        li { margin: .35rem 0; }
        q, .type, .weight { color: var(--quiet); }
        .type, .weight { font-size: .875em; }

        """;

    /// <summary>The policy under which a browser may show the page: its own style and nothing else.</summary>
    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal static IEnumerable<string> Pieces(Report report)
    {
        Html head = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{report.Title}</title>

            """;
        yield return head.ToString();
        yield return $"<style>{Style}</style>\n";
        Html top = $"""
            </head>
            <body>
            <main>
            <h1>{report.Title}</h1>
            <p>{ReportWords.Period(report)}</p>
            <dl>
            {report.Figures.Select(Figure)}</dl>

            """;
        yield return top.ToString();
        foreach (var section in report.Sections)
        {
            Html heading = $"<h2>{section.Heading}</h2>\n";
            yield return heading.ToString();
            if (section.Count == 0)
            {
                Html empty = $"<p>{section.Empty}</p>\n";
                yield return empty.ToString();
                continue;
            }

            yield return "<ul>\n";
            foreach (var entry in section.Entries)
                yield return Entry(entry).ToString();
            yield return "</ul>\n";
        }

        yield return "</main>\n</body>\n</html>\n";
    }

    private static Html Figure(ReportFigure figure) => $"<dt>{figure.Name}</dt><dd>{figure.Value}</dd>\n";

    private static Html Entry(ReportEntry entry) =>
        $"<li><strong>{Html.Link(entry.Url, $"{entry.Name}")}</strong> — {entry.Detail}{Statements(entry.Statements)}</li>\n";

    private static Html Statements(IReadOnlyList<ReportStatement> statements)
    {
        if (statements.Count == 0)
            return Html.None;
        return $"\n<ul>\n{statements.Select(Statement)}</ul>\n";
    }

    private static Html Statement(ReportStatement statement)
    {
        Html type = $"<span class=\"type\">{ReportWords.Type(statement)}:</span> ";
        Html weight = $" <span class=\"weight\">{ReportWords.Weight(statement)}</span>";
        Html quote = $" <q>{ReportWords.Quote(statement)}</q>";
        Html source = $" ({Html.Link(statement.SourceUrl, $"{ReportWords.Source(statement)}")})";
        return $"<li>{(statement.Type is null ? Html.None : type)}{statement.Text}{(ReportWords.Weight(statement) is null ? Html.None : weight)}{(ReportWords.Quote(statement) is null ? Html.None : quote)}{(statement.SourceUrl is null && statement.SourceName is null ? Html.None : source)}</li>\n";
    }
}
