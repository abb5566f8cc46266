using Glean.Scouts.Markup;

namespace Glean.Scouts;

/// <summary>
/// Turns foreign HTML into the words a reader sees. No browser's tree is built: the markup is read once, in time linear
/// to its length and with memory bounded by it, however deep or broken it is.
/// </summary>
public static class PlainText
{
    /// <summary>
    /// The readable text of an HTML fragment or page. Paragraphs, headings, lists and tables stand apart by an empty line,
    /// list items and rows have a line each, cells are parted by <c> | </c>; scripts, styles and images are left out,
    /// links keep their words, references are resolved. Never null, never with spaces around a line.
    /// </summary>
    public static string FromHtml(string? html)
    {
        if (string.IsNullOrEmpty(html))
        {
            return "";
        }

        var writer = new PlainTextWriter(html.Length);
        var scanner = new MarkupScanner(html);
        var skipper = new DroppedContent(html);
        while (scanner.Next())
        {
            switch (scanner.Kind)
            {
                case MarkupKind.Text:
                    writer.Text(scanner.Body);
                    break;
                case MarkupKind.CData:
                    writer.Text(scanner.Body);
                    break;
                case MarkupKind.StartTag:
                    var role = HtmlTags.RoleOf(scanner.Body);
                    if (role is TagRole.Dropped or TagRole.RawDropped && !scanner.SelfClosing)
                    {
                        scanner.MoveTo(skipper.End(scanner.Body, role, scanner.End));
                    }

                    writer.Open(role, scanner.Body);
                    break;
                case MarkupKind.EndTag:
                    writer.Close(HtmlTags.RoleOf(scanner.Body));
                    break;
                case MarkupKind.Comment or MarkupKind.Declaration or MarkupKind.Instruction:
                    break;
            }
        }

        return writer.Finish();
    }

    /// <summary>Tidies text that is no HTML: line ends, spaces and unreadable characters; lines and paragraphs stay.</summary>
    public static string FromText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var writer = new PlainTextWriter(text.Length);
        var first = true;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!first)
            {
                writer.Line();
            }

            if (line.IsWhiteSpace())
            {
                writer.Paragraph();
            }

            writer.Verbatim(line);
            first = false;
        }

        return writer.Finish();
    }

    /// <summary>
    /// One line of text from a headline that may hold HTML. Only tags that HTML knows are markup: in
    /// "List&lt;T&gt; in C#" the brackets stay.
    /// </summary>
    public static string Headline(string? html)
    {
        if (string.IsNullOrEmpty(html))
        {
            return "";
        }

        var writer = new PlainTextWriter(html.Length);
        var scanner = new MarkupScanner(html);
        var skipper = new DroppedContent(html);
        var end = 0;
        while (scanner.Next())
        {
            end = scanner.End;
            var role = scanner.Kind is MarkupKind.StartTag or MarkupKind.EndTag ? HtmlTags.RoleOf(scanner.Body) : TagRole.Unknown;
            switch (scanner.Kind)
            {
                case MarkupKind.Text or MarkupKind.CData:
                    writer.Text(scanner.Body);
                    break;
                case MarkupKind.StartTag when role is TagRole.Dropped or TagRole.RawDropped && !scanner.SelfClosing:
                    scanner.MoveTo(skipper.End(scanner.Body, role, scanner.End));
                    break;
                case MarkupKind.StartTag or MarkupKind.EndTag when role == TagRole.Unknown:
                    writer.Verbatim(html.AsSpan(scanner.Start, scanner.End - scanner.Start));
                    break;
                case MarkupKind.StartTag or MarkupKind.EndTag when role != TagRole.Inline:
                    writer.Space();
                    break;
                default:
                    break;
            }
        }

        // "Costs <5 EUR, was <ten": a bracket that opens no tag is a sign like any other.
        if (scanner.BrokeOff && end < html.Length && end == scanner.Start)
        {
            writer.Text(html.AsSpan(end));
        }

        return writer.Finish();
    }
}
