using System.Globalization;
using System.Text;

namespace Glean.Cli.Terminal;

/// <summary>
/// Columns aligned by spaces, without colour or frames: fit for a terminal, a log and <c>grep</c>. (A Spectre table costs
/// the quick commands a third of their time.)
/// </summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> rows = [];

    public void Add(params string?[] cells) => rows.Add([.. cells.Select(cell => OneLine(cell ?? ""))]);

    public void Write(TextWriter output, string indent = "")
    {
        var all = headers.Length > 0 && headers.Any(h => h.Length > 0) ? rows.Prepend(headers).ToList() : rows;
        if (all.Count == 0)
        {
            return;
        }

        var widths = Enumerable.Range(0, all.Max(r => r.Length)).Select(i => all.Max(r => i < r.Length ? Width(r[i]) : 0)).ToArray();
        foreach (var row in all)
        {
            var line = new StringBuilder(indent);
            for (var i = 0; i < row.Length; i++)
            {
                var pad = new string(' ', widths[i] - Width(row[i]));
                line.Append(i == row.Length - 1 && !IsNumber(row[i]) ? row[i] : IsNumber(row[i]) ? pad + row[i] : row[i] + pad).Append("  ");
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    /// <summary>Foreign text on one line, without the control characters that steer a terminal.</summary>
    public static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f'))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString();
    }

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static bool IsNumber(string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '%');
}
