using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>
/// Reads the block structure of Markdown, forum posts and flattened pages in one pass over the lines. It never fails:
/// what has no structure is a paragraph.
/// </summary>
internal sealed class DocumentReader
{
    private const int MaximumCells = 24;

    private readonly string text;
    private readonly List<Block> blocks = [];
    private bool inCode;
    private bool emptyItem;
    private int table = -1;
    private int tableRows;

    private DocumentReader(string text) => this.text = text;

    public static List<Block> Read(string text)
    {
        var reader = new DocumentReader(text) { inCode = OpensInCode(text) };
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0)
                end = text.Length;
            reader.ReadLine(at, end);
            at = end + 1;
        }

        return reader.blocks;
    }

    /// <summary>Whether a passage was cut out of a document within code: of its fences the first one closes.</summary>
    private static bool OpensInCode(string text)
    {
        int fences = 0, lines = 0, code = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var words = line.Trim();
            if (words.StartsWith("```"))
            {
                if (fences++ == 0 && words.Length > 3)
                    return false;
            }
            else if (fences == 0 && words.Length > 0)
            {
                lines++;
                code += words[^1] is '{' or '}' or ';' or ')' or '(' or ',' or '\\' || words.StartsWith("//") || words.Contains("()", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return fences % 2 == 1 && code * 2 >= lines && code > 0;
    }

    private void ReadLine(int start, int end)
    {
        var line = TextScan.Trim(text, start, end);
        if (line.Length == 0)
        {
            EndTable();
            return;
        }

        var words = text.AsSpan(line.Start, line.Length);
        if (words.StartsWith("```") || words.StartsWith("~~~"))
        {
            inCode = !inCode;
            EndTable();
            return;
        }

        if (inCode)
        {
            Add(BlockKind.Code, line, 0);
            return;
        }

        if (IsRow(words))
        {
            ReadRow(line, words);
            return;
        }

        EndTable();
        if (IsRule(words))
            return;
        if (words[0] == '#' && ReadHeading(line, words))
            return;

        var indent = line.Start - start;
        if (words[0] == '>')
        {
            var quoted = TextScan.Trim(text, line.Start + words.Length - words.TrimStart("> ").Length, line.End);
            if (quoted.Length > 0)
                Add(BlockKind.Quote, quoted, 0);
            return;
        }

        var marker = ItemMarker(words);
        if (marker > 0 || emptyItem)
        {
            var content = TextScan.Trim(text, line.Start + marker, line.End);
            emptyItem = content.Length == 0;
            if (!emptyItem)
                Add(BlockKind.Item, content, indent);
            return;
        }

        ReadPlain(line);
    }

    private void ReadPlain(TextSpan line)
    {
        if (Leads.IsLabel(text, line))
        {
            Add(BlockKind.Label, line, 7);
            return;
        }

        // Hard-wrapped prose: a long line without an end goes on in the next one.
        if (blocks.Count > 0 && blocks[^1] is { Kind: BlockKind.Paragraph } last && Continues(last, line))
        {
            blocks.RemoveAt(blocks.Count - 1);
            Add(BlockKind.Paragraph, new TextSpan(last.Content.Start, line.End), 0);
            return;
        }

        Add(BlockKind.Paragraph, line, 0);
    }

    private bool Continues(Block last, TextSpan line)
    {
        if (last.Content.Length > 4000 || line.Start - last.Content.End > 2)
            return false;
        var lineStart = text.LastIndexOf('\n', last.Content.End - 1, Math.Min(200, last.Content.End)) + 1;
        return last.Content.End - Math.Max(lineStart, last.Content.Start) is >= 50 and <= 130
               && char.IsLower(text[line.Start]) && text[last.Content.End - 1] is not ('.' or '!' or '?' or ':');
    }

    private bool ReadHeading(TextSpan line, ReadOnlySpan<char> words)
    {
        var level = words.Length - words.TrimStart('#').Length;
        var content = TextScan.Trim(text, line.Start + level, line.End);
        var spaced = level < words.Length && words[level] == ' ';
        if (level > 6 || (!spaced && level == 1 && (content.Length == 0 || text.AsSpan(content.Start, content.Length).IndexOf(' ') < 0
                                                    || text.AsSpan(content.Start, content.Length).Contains('#'))))
            return false;
        var closing = text.AsSpan(content.Start, content.Length).TrimEnd("# ").Length;
        if (closing > 0)
            Add(BlockKind.Heading, new TextSpan(content.Start, content.Start + closing), level);
        return true;
    }

    private static bool IsRule(ReadOnlySpan<char> words) =>
        words.Length >= 3 && (words.IndexOfAnyExcept("-– ") < 0 || words.IndexOfAnyExcept("*_= ") < 0);

    /// <summary>Length of a bullet or number before an item's content, or 0.</summary>
    private static int ItemMarker(ReadOnlySpan<char> words)
    {
        if (words[0] is '-' or '*' or '+' or '•' or '–' or '—' or '▪' or '●' or '◦' or '‣' or '·' or '►' or '▸' or '→')
            return words.Length == 1 || char.IsWhiteSpace(words[1]) ? 1 : words[0] is '•' or '●' or '▪' ? 1 : 0;
        var digits = 0;
        while (digits < words.Length && digits < 3 && char.IsAsciiDigit(words[digits]))
            digits++;
        return digits > 0 && digits + 1 < words.Length && words[digits] is '.' or ')' && char.IsWhiteSpace(words[digits + 1])
            ? digits + 1
            : 0;
    }

    private bool IsRow(ReadOnlySpan<char> words)
    {
        if (words[0] == '|')
            return words[1..].Contains('|');
        var bars = words.Count(" | ");
        return bars >= 2 || (bars == 1 && (tableRows > 0 || words.StartsWith("---")));
    }

    private void ReadRow(TextSpan line, ReadOnlySpan<char> words)
    {
        if (words.IndexOfAnyExcept("|-: =") < 0)
        {
            // The line under the header: what stood above it is the header.
            if (blocks.Count > 0 && blocks[^1] is { Kind: BlockKind.Row } above && tableRows == 1)
                blocks[^1] = above with { Kind = BlockKind.HeaderRow };
            return;
        }

        if (tableRows++ == 0)
            table++;
        var cells = new List<TextSpan>();
        var at = words[0] == '|' ? line.Start + 1 : line.Start;
        while (at <= line.End && cells.Count < MaximumCells)
        {
            var bar = at < line.End ? text.IndexOf('|', at, line.End - at) : -1;
            var stop = bar < 0 ? line.End : bar;
            if (bar >= 0 || stop > at)
                cells.Add(TextScan.Trim(text, at, stop));
            at = stop + 1;
        }

        blocks.Add(new Block(BlockKind.Row, line, 0, null, line, cells, table, 0));
    }

    private void EndTable() => tableRows = 0;

    private void Add(BlockKind kind, TextSpan content, int level)
    {
        var mark = 0;
        if (kind is BlockKind.Item or BlockKind.Paragraph)
        {
            mark = TextScan.TickSign(text.AsSpan(content.Start, content.Length));
            var tick = TextScan.TickLength(text.AsSpan(content.Start, content.Length));
            if (tick > 0 && tick < content.Length)
                content = TextScan.Trim(text, content.Start + tick, content.End);
        }

        var lead = kind is BlockKind.Code or BlockKind.Label ? null : Leads.Find(text, content);
        var body = lead is { } found ? TextScan.Trim(text, found.BodyStart, content.End) : content;
        blocks.Add(new Block(kind, content, level, lead?.Span, body, [], -1, mark));
    }
}
