using System.Buffers;

namespace Glean.Scouts.Markup;

/// <summary>What a <see cref="MarkupScanner"/> stands on.</summary>
internal enum MarkupKind
{
    Text,
    StartTag,
    EndTag,
    CData,
    Comment,

    /// <summary><c>&lt;!DOCTYPE …&gt;</c> and its like, with the internal subset if there is one.</summary>
    Declaration,

    /// <summary><c>&lt;?…?&gt;</c></summary>
    Instruction,
}

/// <summary>
/// Cuts foreign XML or HTML into tags and text. It accepts anything, never backtracks past a token, expands nothing and
/// knows no namespaces: what real feeds break (bare ampersands, unquoted attributes, missing ends, undeclared prefixes)
/// cannot stop it, and there is no document type for an entity bomb to hide in. Time is linear in the length of the source.
/// </summary>
internal ref struct MarkupScanner(ReadOnlySpan<char> source, int start = 0)
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/><=\"'");
    private static readonly SearchValues<char> TagStops = SearchValues.Create("\"'><");

    private readonly ReadOnlySpan<char> source = source;
    private int position = start;
    private int lastDoubleQuote = int.MaxValue;
    private int lastSingleQuote = int.MaxValue;
    private bool noInstructionEnd;
    private bool noCommentEnd;
    private bool declared;

    public MarkupKind Kind { get; private set; }

    /// <summary>The range of the whole token in the source.</summary>
    public int Start { get; private set; }

    public readonly int End => position;

    /// <summary>The range of a tag's name, or of the text of text, CDATA and declarations.</summary>
    public int BodyStart { get; private set; }

    public int BodyEnd { get; private set; }

    /// <summary>Where a start tag's attributes end; they begin at <see cref="BodyEnd"/>.</summary>
    public int AttributesEnd { get; private set; }

    public bool SelfClosing { get; private set; }

    /// <summary>True when the source ended inside a token.</summary>
    public bool BrokeOff { get; private set; }

    public readonly ReadOnlySpan<char> Body => source[BodyStart..BodyEnd];

    /// <summary>Goes on from <paramref name="index"/>, for elements whose content is no markup.</summary>
    public void MoveTo(int index) => position = Math.Max(position, index);

    public bool Next()
    {
        if (position >= source.Length)
        {
            return false;
        }

        Start = position;
        if (source[position] != '<')
        {
            return Text(position);
        }

        var next = position + 1 < source.Length ? source[position + 1] : '\0';
        if (IsNameStart(next))
        {
            return StartTag();
        }

        return next switch
        {
            '/' when position + 2 < source.Length && IsNameStart(source[position + 2]) => EndTag(),
            '/' => UpTo(">", MarkupKind.Comment, 2),
            '!' => Declaration(),
            '?' => Instruction(),
            _ => Text(position + 1),
        };
    }

    internal static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c > 0x7F && char.IsLetter(c));

    private bool Text(int from)
    {
        var length = source[from..].IndexOf('<');
        position = length < 0 ? source.Length : from + length;
        Kind = MarkupKind.Text;
        (BodyStart, BodyEnd) = (Start, position);
        return true;
    }

    private bool EndTag()
    {
        BodyStart = position + 2;
        BodyEnd = NameEnd(BodyStart);
        var stop = source[BodyEnd..].IndexOfAny('>', '<');
        if (stop < 0)
        {
            return BreakOff();
        }

        position = BodyEnd + stop + (source[BodyEnd + stop] == '>' ? 1 : 0);
        Kind = MarkupKind.EndTag;
        return true;
    }

    private bool StartTag()
    {
        BodyStart = position + 1;
        BodyEnd = NameEnd(BodyStart);
        Kind = MarkupKind.StartTag;
        var at = BodyEnd;
        while (true)
        {
            var stop = source[at..].IndexOfAny(TagStops);
            if (stop < 0)
            {
                return BreakOff();
            }

            at += stop;
            if (source[at] is '>' or '<')
            {
                // A new tag inside a tag: the bracket that should have closed this one is missing.
                SelfClosing = source[at] == '>' && source[at - 1] == '/';
                AttributesEnd = SelfClosing ? at - 1 : at;
                position = source[at] == '>' ? at + 1 : at;
                return true;
            }

            at = AfterQuote(at);
        }
    }

    /// <summary>The index behind the quoted value that opens at <paramref name="at"/>, or behind the quote when it is a stray one.</summary>
    private int AfterQuote(int at)
    {
        var before = at - 1;
        while (before > BodyEnd && char.IsWhiteSpace(source[before]))
        {
            before--;
        }

        if (source[before] != '=')
        {
            return at + 1;
        }

        ref var last = ref lastDoubleQuote;
        if (source[at] == '\'')
        {
            last = ref lastSingleQuote;
        }

        // Looked up once, so that many unclosed quotes do not each search the rest of the source.
        if (last == int.MaxValue)
        {
            last = source.LastIndexOf(source[at]);
        }

        return last <= at ? at + 1 : at + 2 + source[(at + 1)..].IndexOf(source[at]);
    }

    private bool Declaration()
    {
        var rest = source[position..];
        if (rest.StartsWith("<!--"))
        {
            // One that nobody closed ends with its line of thought, at the next bracket, and takes no text with it.
            noCommentEnd = noCommentEnd || rest.IndexOf("-->") < 0;
            return UpTo(noCommentEnd ? ">" : "-->", MarkupKind.Comment, 2);
        }

        if (rest.StartsWith("<![CDATA[", StringComparison.OrdinalIgnoreCase))
        {
            return UpTo("]]>", MarkupKind.CData, 9);
        }

        Kind = MarkupKind.Declaration;
        BodyStart = position + 2;
        // A document has one type; only that one is searched for the end of its internal subset.
        var end = declared ? DeclarationScan.FirstBracket(source, BodyStart) : DeclarationScan.End(source, BodyStart);
        declared = true;
        if (end < 0)
        {
            return BreakOff();
        }

        (BodyEnd, position) = (end, end + 1);
        return true;
    }

    private bool Instruction()
    {
        // HTML ends it at the first bracket, and so do careless authors of XML.
        var end = noInstructionEnd ? -1 : source[position..].IndexOf("?>");
        noInstructionEnd = end < 0;
        return end >= 0 ? UpTo("?>", MarkupKind.Instruction, 2) : UpTo(">", MarkupKind.Instruction, 2);
    }

    private bool UpTo(string terminator, MarkupKind kind, int skip)
    {
        Kind = kind;
        BodyStart = Math.Min(position + skip, source.Length);
        var length = source[BodyStart..].IndexOf(terminator);
        if (length < 0)
        {
            BodyEnd = source.Length;
            position = source.Length;
            BrokeOff = true;
            return true;
        }

        BodyEnd = BodyStart + length;
        position = BodyEnd + terminator.Length;
        return true;
    }

    private readonly int NameEnd(int from)
    {
        var length = source[from..].IndexOfAny(NameEnds);
        return length < 0 ? source.Length : from + length;
    }

    private bool BreakOff()
    {
        BrokeOff = true;
        position = source.Length;
        return false;
    }
}
