using System.Buffers;
using System.Text;

namespace Glean.Scouts.Markup;

/// <summary>Collects words and decides where lines end; breaks are only written when words follow them.</summary>
internal sealed class PlainTextWriter(int capacity)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "\t\r\n\f\v\u00A0\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017"
        + "\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089"
        + "\u008A\u008B\u008C\u008D\u008E\u008F\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C"
        + "\u009D\u009E\u009F\u00AD\u200B\u2028\u2029\u2060\uFEFF");

    private char[] output = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 64));
    private int length;
    private StringBuilder? decoded;
    private int pendingLines;
    private bool pendingSpace;
    private int pendingCells;
    private int cellsInRow;
    private int preformatted;
    private bool atCellStart;

    public void Line() => pendingLines = Math.Max(pendingLines, 1);

    public void Paragraph() => pendingLines = 2;

    public void Space() => pendingSpace = true;

    public void Open(TagRole role, ReadOnlySpan<char> name)
    {
        switch (role)
        {
            case TagRole.Line or TagRole.Block when atCellStart:
                // A paragraph that only wraps a cell's words does not part them from their row.
                break;
            case TagRole.Line when name.Equals("br", StringComparison.OrdinalIgnoreCase) && pendingLines > 0:
                // A second break in a row is how much HTML writes its paragraphs.
                Paragraph();
                break;
            case TagRole.Line:
                Line();
                break;
            case TagRole.Block:
                Paragraph();
                break;
            case TagRole.Row:
                Line();
                (cellsInRow, pendingCells) = (0, 0);
                break;
            case TagRole.Cell when cellsInRow++ > 0:
                pendingCells++;
                atCellStart = true;
                (pendingLines, pendingSpace) = (0, false);
                break;
            case TagRole.Cell:
                atCellStart = true;
                break;
            case TagRole.Preformatted:
                Paragraph();
                preformatted++;
                break;
            case TagRole.Inline or TagRole.Unknown or TagRole.Dropped or TagRole.RawDropped:
                break;
        }
    }

    public void Close(TagRole role)
    {
        switch (role)
        {
            case TagRole.Line:
                Line();
                break;
            case TagRole.Row:
                Line();
                (cellsInRow, pendingCells) = (0, 0);
                break;
            case TagRole.Block:
                Paragraph();
                break;
            case TagRole.Preformatted:
                Paragraph();
                preformatted = Math.Max(0, preformatted - 1);
                break;
            case TagRole.Cell or TagRole.Inline or TagRole.Unknown or TagRole.Dropped or TagRole.RawDropped:
                break;
        }
    }

    /// <summary>Appends text of HTML: references are resolved, runs of white space become one space.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
        {
            Verbatim(text);
            return;
        }

        decoded ??= new StringBuilder();
        decoded.Clear();
        CharacterReferences.AppendDecoded(decoded, text);
        foreach (var chunk in decoded.GetChunks())
        {
            Verbatim(chunk.Span);
        }
    }

    /// <summary>Appends text that holds no references.</summary>
    public void Verbatim(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var next = text.IndexOfAny(Special);
            next = next < 0 ? text.Length : next;
            if (next > 0)
            {
                Run(text[..next]);
                text = text[next..];
                continue;
            }

            var special = text[0];
            text = text[1..];
            if (special is '\n' or '\u2028' or '\u2029' && preformatted > 0)
            {
                pendingLines++;
            }
            else if (special == '\t' && preformatted > 0)
            {
                Flush();
                Append(' ');
            }
            else if (special is '\t' or '\r' or '\n' or '\f' or '\v' or '\u00A0' or '\u2028' or '\u2029')
            {
                pendingSpace = true;
            }
            else if (CharacterReferences.OfControl(special) is { } meant)
            {
                // A letter of Windows-1252 that somebody took for Latin-1.
                Flush();
                Append(meant);
            }
        }
    }

    /// <summary>Appends words with nothing but spaces between them, as many at once as stand one space apart.</summary>
    private void Run(ReadOnlySpan<char> text)
    {
        if (preformatted > 0)
        {
            Flush();
            Append(text);
            return;
        }

        while (!text.IsEmpty)
        {
            if (text[0] == ' ')
            {
                pendingSpace = true;
                text = text.TrimStart(' ');
                continue;
            }

            var gap = text.IndexOf("  ");
            var words = gap < 0 ? text : text[..gap];
            Flush();
            Append(words.TrimEnd(' '));
            pendingSpace = words[^1] == ' ';
            text = text[words.Length..];
        }
    }

    private void Flush()
    {
        if (pendingLines > 0)
        {
            TrimLine();
            for (var lines = length == 0 ? 0 : Math.Min(pendingLines, 2); lines > 0; lines--)
            {
                Append('\n');
            }
        }

        if (pendingCells > 0)
        {
            TrimLine();
            for (; pendingCells > 0; pendingCells--)
            {
                Append(length == 0 || output[length - 1] == '\n' ? "| " : " | ");
            }
        }
        else if (pendingSpace && pendingLines == 0 && length > 0 && output[length - 1] is not (' ' or '\n'))
        {
            Append(' ');
        }

        (pendingLines, pendingSpace, atCellStart) = (0, false, false);
    }

    private void TrimLine()
    {
        while (length > 0 && output[length - 1] == ' ')
        {
            length--;
        }
    }

    private void Append(char c) => Append(new ReadOnlySpan<char>(in c));

    private void Append(ReadOnlySpan<char> text)
    {
        if (length + text.Length > output.Length)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(output.Length * 2, length + text.Length));
            output.AsSpan(0, length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(output);
            output = larger;
        }

        text.CopyTo(output.AsSpan(length));
        length += text.Length;
    }

    /// <summary>The text; the writer is done with after that.</summary>
    public string Finish()
    {
        TrimLine();
        var text = new string(output, 0, length);
        ArrayPool<char>.Shared.Return(output);
        output = [];
        length = 0;
        return text;
    }
}
