using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Glean.Catalog;

namespace Glean.Operations.Import;

/// <summary>One tool as a file has it, or why it has none on that line.</summary>
internal sealed record ToolEntry(int Line, string? Name, string? Url, string? Description, string? Category, string? Problem = null);

/// <summary>Reads a list of tools from CSV (RFC 4180), its columns named by the first line.</summary>
internal static class ToolCsv
{
    private const string OpenQuote = "opens a quote that is not closed where it should be";

    /// <summary>All lines; one whose quote is left open costs itself only, not the lines that the quote would swallow.</summary>
    /// <exception cref="GleanException">There is no column <c>name</c>.</exception>
    public static List<ToolEntry> Read(string path, string text)
    {
        var lines = text.Split('\n');
        var columns = Columns(lines[0]);
        if (!columns.ContainsKey("name"))
        {
            throw new GleanException(FailureKind.Usage, $"The file {path} has no column 'name'.", "Its first line must name the columns: name,url,description,category");
        }

        List<ToolEntry> rows = [];
        for (int? next = 1; next is { } start;)
        {
            next = ReadFrom(lines, start, columns, rows);
        }

        return rows;
    }

    /// <returns>Where to go on after a line with an open quote, or null at the end.</returns>
    private static int? ReadFrom(string[] lines, int start, Dictionary<string, int> columns, List<ToolEntry> rows)
    {
        var damaged = false;
        using var parser = new CsvParser(new StringReader(string.Join('\n', lines.Skip(start))), Configuration(() => damaged = true));
        var ended = start;
        while (parser.Read())
        {
            var begun = ended;
            while (begun < lines.Length && string.IsNullOrWhiteSpace(lines[begun]))
            {
                begun++;
            }

            ended = start + parser.RawRow;
            var row = Row(parser, columns, begun + 1);
            if (ended - begun > 1 && (damaged || HasLineBreak(row) || parser.RawRecord.Count(c => c == '"') % 2 == 1))
            {
                rows.Add(row with { Problem = OpenQuote });
                return begun + 1;
            }

            rows.Add(row);
            damaged = false;
        }

        return null;
    }

    private static Dictionary<string, int> Columns(string line)
    {
        using var parser = new CsvParser(new StringReader(line), Configuration(() => { }));
        Dictionary<string, int> columns = [];
        parser.Read();
        for (var i = 0; i < parser.Count; i++)
        {
            columns.TryAdd(parser[i].Trim().ToLowerInvariant(), i);
        }

        return columns;
    }

    private static ToolEntry Row(CsvParser parser, Dictionary<string, int> columns, int line)
    {
        string? Cell(string column) => columns.TryGetValue(column, out var at) && at < parser.Count ? parser[at] : null;
        return new ToolEntry(line, Cell("name"), Cell("url"), Cell("description"), Cell("category"));
    }

    private static bool HasLineBreak(ToolEntry row) => new[] { row.Name, row.Url, row.Category }.Any(cell => cell?.Contains('\n') is true);

    private static CsvConfiguration Configuration(Action onBadData) => new(CultureInfo.InvariantCulture) { BadDataFound = _ => onBadData() };
}
