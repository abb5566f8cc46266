using System.Text;

namespace Glean.Tracking.Reading;

/// <summary>A line of a page's text.</summary>
public sealed record TextLine(LineKind Kind, string Text)
{
    /// <summary>What two lines that say the same share, whatever moves by itself on them.</summary>
    public string Key { get; } = StableText.Of(Text);
}

/// <summary>What a line is by its markup.</summary>
public enum LineKind
{
    Paragraph,
    Heading,
    ListItem,
    Cell,
}

/// <summary>
/// The text of a page as it is kept: a line a block, headings after <c># </c>, list items after <c>- </c>, cells after <c>| </c>. People can
/// read it, and what the lines are is not lost.
/// </summary>
public static class PageText
{
    private const int LongestText = 400_000;

    internal static string Write(IEnumerable<PageBlock> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            if (text.Length + block.Text.Length > LongestText)
                break;
            text.Append(Prefix(block)).Append(block.Text).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The lines of a kept text.</summary>
    public static IReadOnlyList<TextLine> Read(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line)];

    private static TextLine Line(string line) => line switch
    {
        ['#', ' ', ..] => new TextLine(LineKind.Heading, line[2..]),
        ['-', ' ', ..] => new TextLine(LineKind.ListItem, line[2..]),
        ['|', ' ', ..] => new TextLine(LineKind.Cell, line[2..]),
        _ => new TextLine(LineKind.Paragraph, line),
    };

    private static string Prefix(PageBlock block) => block.Kind switch
    {
        BlockKind.Heading => "# ",
        BlockKind.ListItem => "- ",
        BlockKind.Cell => "| ",
        BlockKind.Paragraph or BlockKind.Button => "",
    };
}
