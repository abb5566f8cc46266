using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Glean.Tracking.Reading;

/// <summary>A page as it was read: its blocks of text in order, and the document they stand in.</summary>
internal sealed record PageDocument(string Title, IHtmlDocument Document, IReadOnlyList<PageBlock> Blocks)
{
    /// <summary>What the page says: the blocks that neither frame it nor are hidden.</summary>
    public IEnumerable<PageBlock> Content => Blocks.Where(b => b is { Aside: false, Hidden: false, Kind: not BlockKind.Button });
}

/// <summary>Reads HTML into blocks of text. A pure function; scripts do not run and nothing is fetched.</summary>
internal static class PageReader
{
    private static readonly HashSet<string> Skipped =
        [.. "script style noscript template svg math iframe object embed canvas video audio map head title select datalist progress meter".Split(' ')];

    private static readonly HashSet<string> BlockElements =
    [
        .. ("address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main "
            + "menu nav ol p pre section summary table tbody td tfoot th thead tr ul button label option").Split(' '),
    ];

    /// <summary>Reads a page.</summary>
    /// <param name="html">As decoded text.</param>
    /// <param name="refusal">Why it cannot be read, else null.</param>
    public static PageDocument? Read(string html, out string? refusal)
    {
        refusal = MarkupEffort.Refuse(html);
        if (refusal is not null)
            return null;

        var document = new HtmlParser().ParseDocument(html);
        if (document.Body is not { } body)
            return new PageDocument("", document, []);

        var walk = new Walk(new PageFrame(body));
        walk.Visit(body, new Place(body, BlockKind.Paragraph, 0, Aside: false, Hidden: false));
        walk.Flush();
        return new PageDocument(WhiteSpace.Fold(document.Title ?? ""), document, walk.Blocks);
    }

    private readonly record struct Place(IElement Element, BlockKind Kind, int Level, bool Aside, bool Hidden);

    private sealed class Walk(PageFrame frame)
    {
        private readonly StringBuilder text = new();
        private Place place;

        public List<PageBlock> Blocks { get; } = [];

        public void Visit(IElement element, Place here)
        {
            foreach (var node in element.ChildNodes)
            {
                switch (node)
                {
                    case IText words:
                        Add(words.Data, here);
                        break;
                    case IElement { LocalName: "br" }:
                        Add(" ", here);
                        break;
                    case IElement child when !Skipped.Contains(child.LocalName) && child.LocalName is not ("del" or "s" or "strike"):
                        Enter(child, here);
                        break;
                }
            }
        }

        private void Enter(IElement child, Place here)
        {
            var isButton = IsButton(child);
            if (isButton || BlockElements.Contains(child.LocalName) || IsBlockByRole(child))
            {
                Flush();
                Visit(child, Inside(child, here, isButton));
                Flush();
                return;
            }

            // Cents are often set small behind the amount without a point: 49<sup>99</sup>.
            if (child.LocalName is "sup" or "small" && text.Length > 0 && char.IsAsciiDigit(text[^1]) && IsCents(child.TextContent))
                Add(".", here);
            else if (child.LocalName is "small" or "span" && EndsWord() && child.TextContent is [var first, ..] && char.IsAsciiLetter(first))
                Add(" ", here);
            Visit(child, frame.IsFrame(child) || PageFrame.IsHidden(child) ? Inside(child, here, isButton: false) with { Kind = here.Kind } : here with { });
        }

        private Place Inside(IElement child, Place here, bool isButton)
        {
            var (kind, level) = child.LocalName switch
            {
                ['h', >= '1' and <= '6'] => (BlockKind.Heading, child.LocalName[1] - '0'),
                "li" or "dd" => (BlockKind.ListItem, 0),
                "td" or "th" => (BlockKind.Cell, 0),
                "dt" or "summary" => (BlockKind.Heading, 5),
                _ when isButton => (BlockKind.Button, 0),
                _ when here.Kind is BlockKind.ListItem or BlockKind.Cell or BlockKind.Heading or BlockKind.Button => (here.Kind, here.Level),
                _ => (BlockKind.Paragraph, 0),
            };
            return new Place(child, kind, level, here.Aside || frame.IsFrame(child), here.Hidden || PageFrame.IsHidden(child));
        }

        private void Add(string words, Place here)
        {
            if (text.Length > 0 && (place.Kind != here.Kind || place.Aside != here.Aside || place.Hidden != here.Hidden))
                Flush();
            if (text.Length == 0)
                place = here;
            text.Append(words);
        }

        public void Flush()
        {
            if (text.Length > 0 && WhiteSpace.Fold(text.ToString()) is { Length: > 0 } folded)
                Blocks.Add(new PageBlock(folded, place.Kind, place.Level, place.Element, place.Aside, place.Hidden));
            text.Clear();
        }

        /// <summary>Boxes beside each other are words of their own; a first letter that is set large is none.</summary>
        private bool EndsWord() => text.Length >= 3 && char.IsAsciiLetter(text[^1]) && char.IsAsciiLetter(text[^2]) && char.IsAsciiLetter(text[^3]);

        private static bool IsButton(IElement element) =>
            element.LocalName == "button"
            || element.GetAttribute("role") == "button"
            || (element.LocalName == "a" && element.GetAttribute("class") is { } names && ClassWords.Of(names).Any(w => w is "btn" or "button" or "cta"));

        private static bool IsBlockByRole(IElement element) => element.GetAttribute("role") is "cell" or "columnheader" or "rowheader" or "listitem" or "heading";

        private static bool IsCents(string words) => words.Trim() is [>= '0' and <= '9', >= '0' and <= '9'];
    }
}

/// <summary>White space folded to single spaces.</summary>
internal static class WhiteSpace
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF' or '\u00AD')
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
            }
            else if (!char.IsControl(c))
            {
                folded.Append(c);
            }
        }

        return folded.ToString().TrimEnd();
    }
}
