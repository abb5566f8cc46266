namespace Glean.Reports;

/// <summary>The kinds of report.</summary>
public enum ReportKind
{
    /// <summary>What came, what was decided and what is said most, over some weeks.</summary>
    Weekly,

    /// <summary>What changed, over some days.</summary>
    Changelog,

    /// <summary>All approved tools.</summary>
    Index,
}

/// <summary>A report before it is rendered: the one model behind Markdown, HTML and JSON.</summary>
/// <param name="From">Start of the period (UTC); null for a report of all there is.</param>
public sealed record Report(
    ReportKind Kind,
    string Title,
    DateTime GeneratedAt,
    DateTime? From,
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<ReportSection> Sections);

/// <summary>A number worth reading first.</summary>
public sealed record ReportFigure(string Name, long Value);

/// <summary>A part of a report.</summary>
/// <param name="Empty">What stands there when there are no entries.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportEntry> Entries, string Empty);

/// <summary>One tool, or one event.</summary>
public sealed record ReportEntry(string Name, string? Url, string Detail, IReadOnlyList<ReportStatement> Statements);

/// <summary>Something said, with the place where it stands.</summary>
public sealed record ReportStatement(string Text, string? Type, string? SourceName, string? SourceUrl, DateTime? PublishedAt);
