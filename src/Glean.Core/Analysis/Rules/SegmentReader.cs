using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Cuts blocks into sentences and cells.</summary>
internal static class SegmentReader
{
    public static List<Segment> Read(string text, List<Block> blocks, List<Token> tokens)
    {
        var segments = new List<Segment>(blocks.Count * 2);
        var token = 0;
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.IsTable)
            {
                for (var c = 0; c < block.Cells.Count; c++)
                    Add(block.Cells[c], c);
            }
            else if (block.IsTitle || block.Kind == BlockKind.Code)
            {
                Add(block.Content, -1);
            }
            else
            {
                foreach (var sentence in Sentences(text, block.Content))
                {
                    foreach (var clause in Clauses.Split(text, sentence))
                        Add(clause, -1);
                }
            }

            void Add(TextSpan span, int cell)
            {
                if (span.Length == 0)
                    return;
                while (token < tokens.Count && tokens[token].Start < span.Start)
                    token++;
                var first = token;
                while (token < tokens.Count && tokens[token].Start < span.End)
                    token++;
                segments.Add(new Segment(span, TextScan.TrimMarkup(text, span), b, cell, segments.Count, first, token));
            }
        }

        return segments;
    }

    /// <summary>The sentences of a span, without white space around them.</summary>
    public static List<TextSpan> Sentences(string text, TextSpan span)
    {
        var sentences = new List<TextSpan>();
        var start = span.Start;
        for (var i = span.Start; i < span.End; i++)
        {
            if (text[i] is not ('.' or '!' or '?' or '…') || !EndsSentence(text, start, i, span.End, out var next))
                continue;
            Add(start, next);
            start = next;
            i = next - 1;
        }

        Add(start, span.End);
        return sentences;

        void Add(int from, int to)
        {
            var trimmed = TextScan.Trim(text, from, to);
            if (trimmed.Length > 0)
                sentences.Add(trimmed);
        }
    }

    private static bool EndsSentence(string text, int start, int at, int end, out int next)
    {
        next = at + 1;
        while (next < end && text[next] is '.' or '!' or '?' or '…')
            next++;
        var closed = next;
        while (closed < end && text[closed] is '"' or '”' or '’' or '\'' or ')' or '*' or '_' or ']' or '»')
            closed++;
        if (closed < end && !char.IsWhiteSpace(text[closed]))
        {
            // Footnote marks such as [12] stand right behind the stop.
            return false;
        }

        next = closed;
        if (closed >= end)
            return true;
        if (text[at] == '.' && IsAbbreviation(text, start, at))
            return false;
        var first = closed;
        while (first < end && (char.IsWhiteSpace(text[first]) || text[first] is '"' or '“' or '‘' or '\'' or '(' or '*' or '_' or '[' or '#'))
            first++;
        if (first >= end)
            return true;

        // A small letter goes on with the sentence, unless the stop was no full stop or the writer shuns capitals.
        return !char.IsLower(text[first]) || (text[at] is '!' or '?') || WritesSmall(text, start);
    }

    private static bool WritesSmall(string text, int start)
    {
        while (start < text.Length && !char.IsLetterOrDigit(text[start]))
            start++;
        return start < text.Length && char.IsLower(text[start]);
    }

    private static bool IsAbbreviation(string text, int start, int stop)
    {
        var from = stop;
        while (from > start && stop - from < 8 && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] == '.'))
            from--;
        var word = text.AsSpan(from, stop - from);
        if (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I')
            return true;
        return word.Length <= 6 && word is "e.g" or "i.e" or "eg" or "ie" or "vs" or "Mr" or "Mrs" or "Ms" or "Dr" or "St" or "approx" or "incl"
            or "No" or "cf" or "est" or "Fig" or "U.S" or "Sr" or "Jr" or "esp" or "Approx";
    }
}
