using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>A sentence, an item or a table cell: what may carry a statement.</summary>
/// <param name="Bare">The span without emphasis and brackets around it.</param>
/// <param name="Block">Index of its block.</param>
/// <param name="Cell">Its column in a table row, or -1.</param>
/// <param name="FirstToken">Index of its first word.</param>
/// <param name="EndToken">Index after its last word.</param>
internal sealed record Segment(TextSpan Span, TextSpan Bare, int Block, int Cell, int Order, int FirstToken, int EndToken);

/// <summary>A text taken apart: addresses, words, blocks and segments, all with offsets into the text.</summary>
internal sealed class Reading
{
    private Reading(string text, bool isTitle)
    {
        Text = text;
        IsTitle = isTitle;
        Links = Rules.Links.Find(text);
        Tokens = Tokenizer.Tokenize(text, [.. Links.Select(l => l.Address)]);
        Blocks = isTitle
            ? [new Block(BlockKind.Heading, new TextSpan(0, text.Length), 1, null, new TextSpan(0, text.Length), [], -1, 0)]
            : DocumentReader.Read(text);
        Segments = SegmentReader.Read(text, Blocks, Tokens);
        BlockOfToken = new int[Tokens.Count];
        SegmentOfToken = new int[Tokens.Count];
        Array.Fill(BlockOfToken, -1);
        Array.Fill(SegmentOfToken, -1);
        for (var s = 0; s < Segments.Count; s++)
        {
            for (var t = Segments[s].FirstToken; t < Segments[s].EndToken; t++)
                (BlockOfToken[t], SegmentOfToken[t]) = (Segments[s].Block, s);
        }
    }

    public string Text { get; }

    public bool IsTitle { get; }

    public List<Link> Links { get; }

    public List<Token> Tokens { get; }

    public List<Block> Blocks { get; }

    public List<Segment> Segments { get; }

    /// <summary>For each word the block it stands in, or -1 (addresses, code fences, rules).</summary>
    public int[] BlockOfToken { get; }

    public int[] SegmentOfToken { get; }

    public static Reading OfText(string text) => new(text, false);

    public static Reading OfTitle(string title) => new(title, true);

    public ReadOnlySpan<char> Word(int token) => Tokens[token].Of(Text);
}
