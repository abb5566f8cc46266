using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glean.Catalog;

namespace Glean.Reports;

/// <summary>The forms in which a report can be had.</summary>
public enum ReportFormat
{
    Md,
    Html,
    Json,
}

/// <summary>Renders a report. Everything but our own words is foreign and escaped.</summary>
public static class ReportWriter
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write(Report report, ReportFormat format) => format switch
    {
        ReportFormat.Md => Markdown(report),
        ReportFormat.Html => Html(report),
        ReportFormat.Json => JsonSerializer.Serialize(report, Json) + "\n",
    };

    /// <summary>Saves a rendered report as <c>KIND-YYYY-MM-DD.FORMAT</c>; a half-written file is never seen under that name.</summary>
    /// <exception cref="GleanException">The folder cannot be written.</exception>
    public static string Save(Report report, ReportFormat format, string folder)
    {
        var path = Path.Combine(folder, $"{report.Kind.ToWire()}-{report.GeneratedAt:yyyy-MM-dd}.{format.ToWire()}");
        try
        {
            Directory.CreateDirectory(folder);
            var unfinished = path + ".part";
            File.WriteAllText(unfinished, Write(report, format));
            File.Move(unfinished, path, overwrite: true);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Work, $"The report cannot be saved to {folder}: {e.Message}", "Point GLEAN_REPORTS_DIR to a folder you may write to, or use --no-save", e);
        }
    }

    private static string Period(Report report) => report.From is { } from
        ? $"{from:yyyy-MM-dd} to {report.GeneratedAt:yyyy-MM-dd}"
        : $"As of {report.GeneratedAt:yyyy-MM-dd}";

    private static string Markdown(Report report)
    {
        var text = new StringBuilder();
        text.Append($"# {report.Title}\n\n{Period(report)}\n\n");
        text.Append("| | |\n|---|---:|\n");
        foreach (var figure in report.Figures)
        {
            text.Append($"| {figure.Name} | {figure.Value} |\n");
        }

        foreach (var section in report.Sections)
        {
            text.Append($"\n## {ForeignText.Markdown(section.Heading)}\n\n");
            if (section.Entries.Count == 0)
            {
                text.Append($"{section.Empty}\n");
            }

            foreach (var entry in section.Entries)
            {
                MarkdownEntry(text, entry);
            }
        }

        return text.ToString();
    }

    private static void MarkdownEntry(StringBuilder text, ReportEntry entry)
    {
        var name = ForeignText.Markdown(entry.Name);
        text.Append(ForeignText.Link(entry.Url) is { } url ? $"- **[{name}]({url})**" : $"- **{name}**");
        text.Append($" — {ForeignText.Markdown(entry.Detail)}\n");
        foreach (var statement in entry.Statements)
        {
            text.Append("  - ");
            if (statement.Type is not null)
            {
                text.Append($"{statement.Type.Replace('_', ' ')}: ");
            }

            text.Append(ForeignText.Markdown(statement.Text));
            if (ForeignText.Link(statement.SourceUrl) is { } source)
            {
                text.Append($" ([{ForeignText.Markdown(SourceWords(statement))}]({source}))");
            }

            text.Append('\n');
        }
    }

    private static string SourceWords(ReportStatement statement) =>
        (statement.SourceName ?? "source") + (statement.PublishedAt is { } at ? $", {at:yyyy-MM-dd}" : "");

    private static string Html(Report report)
    {
        var text = new StringBuilder();
        text.Append($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{ForeignText.Html(report.Title)}}</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; }
            dd { margin: 0; }
            .type { font-size: 0.85em; }
            </style>
            </head>
            <body>
            <main>
            <h1>{{ForeignText.Html(report.Title)}}</h1>
            <p>{{Period(report)}}</p>
            <dl>

            """);
        foreach (var figure in report.Figures)
        {
            text.Append($"<dt>{figure.Name}</dt><dd>{figure.Value}</dd>\n");
        }

        text.Append("</dl>\n");
        foreach (var section in report.Sections)
        {
            text.Append($"<h2>{ForeignText.Html(section.Heading)}</h2>\n");
            text.Append(section.Entries.Count == 0 ? $"<p>{ForeignText.Html(section.Empty)}</p>\n" : "<ul>\n");
            foreach (var entry in section.Entries)
            {
                HtmlEntry(text, entry);
            }

            text.Append(section.Entries.Count == 0 ? "" : "</ul>\n");
        }

        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void HtmlEntry(StringBuilder text, ReportEntry entry)
    {
        text.Append($"<li><strong>{HtmlLink(entry.Url, entry.Name)}</strong> — {ForeignText.Html(entry.Detail)}");
        if (entry.Statements.Count > 0)
        {
            text.Append("\n<ul>\n");
            foreach (var statement in entry.Statements)
            {
                text.Append("<li>");
                text.Append(statement.Type is null ? "" : $"<span class=\"type\">{statement.Type.Replace('_', ' ')}:</span> ");
                text.Append(ForeignText.Html(statement.Text));
                text.Append(ForeignText.Link(statement.SourceUrl) is null ? "" : $" ({HtmlLink(statement.SourceUrl, SourceWords(statement))})");
                text.Append("</li>\n");
            }

            text.Append("</ul>\n");
        }

        text.Append("</li>\n");
    }

    private static string HtmlLink(string? url, string words) => ForeignText.Link(url) is { } safe
        ? $"<a href=\"{ForeignText.Html(safe)}\" rel=\"noopener noreferrer\">{ForeignText.Html(words)}</a>"
        : ForeignText.Html(words);
}
