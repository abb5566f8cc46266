using Glean.Catalog;

namespace Glean.Analysis.Rules;

internal enum BlockKind
{
    Heading,
    /// <summary>A line that only names what follows: <c>Pros:</c> or a line all in bold.</summary>
    Label,
    Paragraph,
    Item,
    Row,
    HeaderRow,
    Quote,
    Code,
}

/// <summary>A piece of a text's structure; every span refers to the text unchanged.</summary>
/// <param name="Content">What it says, without bullets, hashes and ticks.</param>
/// <param name="Level">The depth of a heading (1..6) or the indentation of an item.</param>
/// <param name="Lead">The bold or colon-ended words that open it: <c>Pricing</c> in <c>**Pricing**: $49</c>.</param>
/// <param name="Body">The content after the lead.</param>
/// <param name="Cells">The cells of a table row.</param>
/// <param name="Table">Which table of the text a row belongs to, or -1.</param>
/// <param name="Mark">1 for a tick, -1 for a cross before the content, else 0.</param>
internal sealed record Block(
    BlockKind Kind,
    TextSpan Content,
    int Level,
    TextSpan? Lead,
    TextSpan Body,
    IReadOnlyList<TextSpan> Cells,
    int Table,
    int Mark)
{
    public bool IsTable => Kind is BlockKind.Row or BlockKind.HeaderRow;

    public bool IsTitle => Kind is BlockKind.Heading or BlockKind.Label;
}
