using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Glean.Reports;

/// <summary>
/// HTML that is safe by the way it is made: what stands in the holes of an interpolated text is encoded for element content and
/// quoted attributes, unless it is <see cref="Html"/> itself. Literals are our own.
/// </summary>
[InterpolatedStringHandler]
public readonly struct Html
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    private readonly StringBuilder? text;

    public Html(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + formattedCount * 24);

    /// <summary>Nothing.</summary>
    public static readonly Html None;

    public void AppendLiteral(string literal) => text!.Append(literal);

    public void AppendFormatted(string? foreign)
    {
        if (foreign is not null)
            Encode(text!, ForeignText.Plain(foreign));
    }

    public void AppendFormatted(Html part) => text!.Append(part.text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
            text!.Append(part.text);
    }

    public void AppendFormatted(long number) => text!.Append(number);

    public void AppendFormatted(DateTime time, string format) => Encode(text!, time.ToString(format, CultureInfo.InvariantCulture));

    public override string ToString() => text?.ToString() ?? "";

    /// <summary>A link to a page of strangers, which is told nothing of where the reader came from; the words alone when the address is none of the web.</summary>
    public static Html Link(string? url, Html words) => ForeignText.Link(url) is { } safe ? $"<a href=\"{safe}\" rel=\"noopener noreferrer\">{words}</a>" : words;

    private static void Encode(StringBuilder output, ReadOnlySpan<char> plain)
    {
        while (plain.IndexOfAny(Special) is var at and >= 0)
        {
            output.Append(plain[..at]).Append(plain[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "&#39;",
            });
            plain = plain[(at + 1)..];
        }

        output.Append(plain);
    }
}
