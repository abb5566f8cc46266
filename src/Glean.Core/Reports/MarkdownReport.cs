using System.Text;

namespace Glean.Reports;

/// <summary>A report as Markdown, in pieces.</summary>
internal static class MarkdownReport
{
    public static IEnumerable<string> Pieces(Report report)
    {
        yield return $"# {ForeignText.Markdown(report.Title)}\n\n{ReportWords.Period(report)}\n\n| | |\n|---|---:|\n";
        foreach (var figure in report.Figures)
            yield return $"| {figure.Name} | {figure.Value} |\n";

        foreach (var section in report.Sections)
        {
            yield return $"\n## {ForeignText.Markdown(section.Heading)}\n\n";
            if (section.Count == 0)
                yield return $"{section.Empty}\n";
            foreach (var entry in section.Entries)
                yield return Entry(entry);
        }
    }

    private static string Entry(ReportEntry entry)
    {
        var name = ForeignText.Markdown(entry.Name);
        var text = new StringBuilder();
        text.Append(ForeignText.Link(entry.Url) is { } url ? $"- **[{name}]({url})**" : $"- **{name}**").Append($" — {ForeignText.Markdown(entry.Detail)}\n");
        foreach (var statement in entry.Statements)
        {
            text.Append("  - ").Append(ReportWords.Type(statement) is { } type ? $"{type}: " : "").Append(ForeignText.Markdown(statement.Text));
            if (ReportWords.Weight(statement) is { } weight)
                text.Append($" · {weight}");
            if (ReportWords.Quote(statement) is { } quote)
                text.Append($" — “{ForeignText.Markdown(quote)}”");
            var source = ForeignText.Markdown(ReportWords.Source(statement));
            text.Append(ForeignText.Link(statement.SourceUrl) is { } address ? $" ([{source}]({address}))" : statement.SourceName is null ? "" : $" ({source})").Append('\n');
        }

        return text.ToString();
    }
}
