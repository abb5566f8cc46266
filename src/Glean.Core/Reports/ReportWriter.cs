using System.Text;

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
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The whole report as a text; see <see cref="WriteAsync"/> for a long one.</summary>
    public static string Write(Report report, ReportFormat format) => string.Concat(Pieces(report, format));

    /// <summary>Writes a report as it is read, in UTF-8.</summary>
    public static async Task WriteAsync(Report report, ReportFormat format, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, Utf8, leaveOpen: true);
        foreach (var piece in Pieces(report, format))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.WriteAsync(piece);
        }
    }

    /// <summary>The media type of a format, with its character set.</summary>
    public static string MediaType(ReportFormat format) => format switch
    {
        ReportFormat.Md => "text/markdown; charset=utf-8",
        ReportFormat.Html => "text/html; charset=utf-8",
        ReportFormat.Json => "application/json; charset=utf-8",
    };

    private static IEnumerable<string> Pieces(Report report, ReportFormat format) => format switch
    {
        ReportFormat.Md => MarkdownReport.Pieces(report),
        ReportFormat.Html => HtmlReport.Pieces(report),
        ReportFormat.Json => JsonReport.Pieces(report),
    };
}
