namespace Glean.Analysis.Rules;

/// <summary>Whether a mention stands among words of software, in code, or before something that only a firm or only a product has.</summary>
internal static class MentionSurroundings
{
    // A sentence without end must not be read from its start for each of its names.
    private const int WordsAround = 40;
    private const int SignsBefore = 1000;
    private const int Close = 5;

    /// <summary>Whether the sentence has a word for what a product is, and whether a word for an agent stands close: "Otto, your AI clerk".</summary>
    public static void Software(Reading reading, Segment segment, Mention mention, FeatureSet features)
    {
        var end = Math.Min(segment.EndToken, mention.EndToken + WordsAround);
        for (var t = Math.Max(segment.FirstToken, mention.FirstToken - WordsAround); t < end; t++)
        {
            if (t >= mention.FirstToken && t < mention.EndToken)
                continue;
            if (t >= mention.FirstToken - Close && t < mention.EndToken + Close && Cues.AgentNouns.Contains(reading.Word(t)))
                features.AddOnce("agent-near");
            if (Cues.SoftwareWords.Contains(reading.Word(t)))
                features.AddOnce("software-near");
        }
    }

    /// <summary><c>x.getMessage()</c>, <c>lead_score</c>, <c>`OrderService`</c>: names of programs' parts look like names of products.</summary>
    public static void Code(Reading reading, Mention mention, FeatureSet features)
    {
        var text = reading.Text;
        var (start, end) = (mention.Span.Start, mention.Span.End);
        var left = start > 0 ? text[start - 1] : ' ';
        var right = end < text.Length ? text[end] : ' ';
        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        var last = reading.Tokens[mention.EndToken - 1];
        if (right == '(' && (next == ')' || last.Shape == TokenShape.Mixed))
            features.AddOnce("called");
        if ((left is '.' or ':' && start > 1 && (char.IsLetterOrDigit(text[start - 2]) || text[start - 2] is ')' or ':')) || left == '_'
            || right == '_' || (right is '.' or '?' && (char.IsLetter(next) || next == '.')))
            features.AddOnce("member");
        if (last is { Shape: TokenShape.Mixed, Length: > 2 } && char.IsLower(text[last.Start]) && char.IsLower(text[last.Start + 1]))
            features.AddOnce("camel");
        if (InBackticks(reading, mention))
            features.AddOnce("in-backticks");
    }

    /// <summary>"Gridlark's editor" is a product's, "TechVantage's board" a firm's.</summary>
    public static void Possession(Reading reading, Mention mention, FeatureSet features)
    {
        var after = mention.EndToken;
        if (after + 1 >= reading.Tokens.Count || reading.Word(after) is not "s" || reading.Text[mention.Span.End] is not ('\'' or '’'))
            return;
        if (Cues.FirmParts.Contains(reading.Word(after + 1)))
            features.AddOnce("owns-firm-part");
        else if (Cues.SoftwareWords.Contains(reading.Word(after + 1)))
            features.AddOnce("owns-product-part");
        else
            features.AddOnce("owns");
    }

    private static bool InBackticks(Reading reading, Mention mention)
    {
        var segment = reading.SegmentOfToken[mention.FirstToken];
        if (segment < 0)
            return false;
        var from = Math.Max(reading.Segments[segment].Span.Start, mention.Span.Start - SignsBefore);
        return from < mention.Span.Start && reading.Text.AsSpan(from, mention.Span.Start - from).Count('`') % 2 == 1;
    }
}
