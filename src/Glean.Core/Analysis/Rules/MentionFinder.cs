using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Finds every place where a product may be named; whether it is one is decided later.</summary>
internal sealed class MentionFinder(NameIndex index, Words words)
{
    // No honest text has as many names that nobody knows; a flood of them must not cost a flood of work.
    private const int MaximumUnknown = 3000;

    // A made-up name of this length says more about the text than about a product.
    private const int MaximumNameTokens = 4;

    public List<Mention> Find(Reading reading)
    {
        var mentions = new List<Mention>();
        var passedOver = new List<Mention>();
        var entries = CuratedList.Entries(reading);
        var at = 0;
        while (at < reading.Tokens.Count)
        {
            var token = reading.Tokens[at];
            if (token.InAddress || (reading.SegmentOfToken[at] < 0 && !reading.IsTitle))
            {
                at++;
                continue;
            }

            var listed = entries.TryGetValue(at, out var end) ? end - at : 0;
            var taken = Known(reading, at, mentions, listed);
            if (taken == 0 && listed > 0)
            {
                Add(reading, at, end, mentions, end, isListed: true);
                taken = listed;
            }

            if (taken == 0)
                taken = Unknown(reading, at, mentions, passedOver);
            at += Math.Max(taken, 1);
        }

        // A plain word that is a name in one place (AI assistant Nora) may be that name in the others, and so may one that
        // is written with a capital inside sentences again and again.
        var keys = mentions.Where(m => m.Entry < 0).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        keys.UnionWith(passedOver.Where(m => reading.IsTitle || StandsInside(reading, m)).CountBy(m => m.Key)
            .Where(p => p.Value > 1 || reading.IsTitle).Select(p => p.Key));
        mentions.AddRange(passedOver.Where(m => keys.Contains(m.Key)));
        mentions.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        if (keys.Count > MaximumUnknown)
        {
            keys = mentions.Where(m => m.Entry < 0).Select(m => m.Key).Distinct(StringComparer.Ordinal).Take(MaximumUnknown).ToHashSet(StringComparer.Ordinal);
            mentions.RemoveAll(m => m.Entry < 0 && !keys.Contains(m.Key));
        }

        return mentions;
    }

    private static bool StandsInside(Reading reading, Mention mention)
    {
        var segment = reading.Segments[Math.Max(reading.SegmentOfToken[mention.FirstToken], 0)];
        return segment.FirstToken != mention.FirstToken && reading.Blocks[segment.Block].Kind is not (BlockKind.Code or BlockKind.Heading)
               && !MentionFeatures.IsTitleCase(reading, segment);
    }

    /// <param name="listed">How many words the entry of a curated list has that starts here: a known name must be all of it.</param>
    private int Known(Reading reading, int at, List<Mention> mentions, int listed)
    {
        var count = index.Match(reading.Text, reading.Tokens, at, out var name);
        if (count == 0 || IsGeneric(reading, at, count) || count < listed || (reading.Tokens[at].Start > 0 && reading.Text[reading.Tokens[at].Start - 1] == '@'))
            return 0;
        // A name made of ordinary words only, or of words that the catalogue writes as one, proves nothing by itself.
        var ambiguous = name.Ambiguous || count > name.Words || AllOrdinary(reading, at, count);
        var end = at + count;
        var span = new TextSpan(reading.Tokens[at].Start, reading.Tokens[end - 1].End);
        var bare = span;
        (span, end) = WithEdition(reading, span, end);
        mentions.Add(new Mention(span, at, end, index.Entries[name.Entry].Name, bare, name.Entry, ambiguous, reading.IsTitle) { IsListed = listed > 0 });
        return end - at;
    }

    /// <summary>"an AI SDR" is a kind of product; AiSDR, written as one, is a product.</summary>
    private static bool IsGeneric(Reading reading, int at, int count) =>
        count == 2 && reading.Word(at) is "AI" or "ai" && Cues.ProductNouns.Contains(reading.Word(at + 1));

    private bool AllOrdinary(Reading reading, int at, int count)
    {
        if (count > 1 && reading.Text[reading.Tokens[at].End] == '.')
            return false;
        for (var t = at; t < at + count; t++)
        {
            if (reading.Tokens[t].Shape is TokenShape.Mixed or TokenShape.Digit || !words.IsOrdinary(reading.Word(t)))
                return false;
        }

        return true;
    }

    /// <summary>Takes the edition into the name: <c>Claude</c> and <c>Claude Pro</c> are one product.</summary>
    private static (TextSpan Span, int End) WithEdition(Reading reading, TextSpan span, int end)
    {
        if (end < reading.Tokens.Count && reading.Tokens[end].Start - span.End == 1 && reading.Text[span.End] == ' '
            && reading.Tokens[end].IsName && Cues.Editions.Contains(reading.Word(end)))
            return (new TextSpan(span.Start, reading.Tokens[end].End), end + 1);
        return (span, end);
    }

    private int Unknown(Reading reading, int at, List<Mention> mentions, List<Mention> passedOver)
    {
        var domain = Domain(reading, at);
        if (domain > 0)
        {
            Add(reading, at, at + domain, mentions, at + domain - 1);
            return domain;
        }

        if (!MayStart(reading, at))
            return 0;
        var end = at + 1;
        while (end < reading.Tokens.Count && end - at < MaximumNameTokens && Follows(reading, end))
            end++;

        // Ordinary words at the ends are the sentence's, not the name's: "Our AI Saleo Demo" keeps Saleo.
        var first = at;
        while (first < end - 1 && IsPlain(reading, first))
            first++;
        var last = end;
        while (last > first + 1 && IsPlain(reading, last - 1))
            last--;
        if (last - first == 1 && IsPlain(reading, first) && !InNameSlot(reading, at, end))
        {
            if (!Cues.SoftwareWords.Contains(reading.Word(first)))
                Add(reading, first, last, passedOver, last);
            return end - at;
        }

        // "Show HN" heads a post; the name comes after it.
        if (end - at == 2 && reading.Word(at + 1) is "HN")
            return 2;
        if (IsPlain(reading, first) && InNameSlot(reading, at, end))
            (first, last) = (at, end);
        if (last - first > 0)
            Add(reading, first, last, mentions, last);
        return end - at;
    }

    /// <summary>How many words a bare domain such as <c>echo.win</c> has at this place, or 0.</summary>
    private static int Domain(Reading reading, int at)
    {
        var tokens = reading.Tokens;
        if (at + 1 >= tokens.Count || tokens[at + 1].Start - tokens[at].End != 1 || reading.Text[tokens[at].End] != '.'
            || !Cues.TopLevels.Contains(reading.Word(at + 1)) || tokens[at + 1].Shape == TokenShape.Capital)
            return 0;
        var end = tokens[at + 1].End;
        if (at > 0 && tokens[at].Start > 0 && reading.Text[tokens[at].Start - 1] is '@' or '.' or '/')
            return 0;
        return end < reading.Text.Length && reading.Text[end] is '/' or '@' ? 0 : 2;
    }

    private bool MayStart(Reading reading, int at)
    {
        var token = reading.Tokens[at];
        if (token.Length < 2 || !token.IsName || IsPlaceholder(reading, token) || token.Of(reading.Text).IndexOfAny('\'', '’') >= 0)
            return false;
        if (token.Shape == TokenShape.Mixed)
            return !IsPluralAcronym(token.Of(reading.Text)) && !(words.IsOrdinary(token.Of(reading.Text)) && token.Shape == TokenShape.Mixed);
        return true;
    }

    /// <summary>[Name] and {{company}} are to be filled in.</summary>
    private static bool IsPlaceholder(Reading reading, Token token)
    {
        var before = token.Start > 0 ? reading.Text[token.Start - 1] : ' ';
        var after = token.End < reading.Text.Length ? reading.Text[token.End] : ' ';
        return before is '{' or '<' or '#' or '@' or '$' or '_' || after is '}' or '_'
               || (before == '[' && after == ']' && !(token.End + 1 < reading.Text.Length && reading.Text[token.End + 1] == '('));
    }

    private bool Follows(Reading reading, int next)
    {
        var gap = reading.Tokens[next].Start - reading.Tokens[next - 1].End;
        return gap == 1 && reading.Text[reading.Tokens[next - 1].End] is ' ' or '-' or '.' && reading.Tokens[next].IsName
               && reading.SegmentOfToken[next] == reading.SegmentOfToken[next - 1]
               && index.Match(reading.Text, reading.Tokens, next, out _) == 0;
    }

    private bool IsPlain(Reading reading, int at)
    {
        var token = reading.Tokens[at];
        var word = token.Of(reading.Text);
        return token.Shape switch
        {
            TokenShape.Mixed => IsPluralAcronym(word) || words.IsOrdinary(word),
            TokenShape.Upper => words.IsOrdinary(word) || token.Length <= 5,
            _ => words.IsOrdinary(word) || words.IsProper(word),
        };
    }

    private static bool IsPluralAcronym(ReadOnlySpan<char> word) =>
        word.Length is >= 3 and <= 6 && word[^1] == 's' && word[..^1].IndexOfAnyExceptInRange('A', 'Z') < 0;

    /// <summary>Whether the words stand where texts put names: alone in bold, a heading, a cell or a link, or behind "vs".</summary>
    private static bool InNameSlot(Reading reading, int at, int end)
    {
        var start = reading.Tokens[at].Start;
        var stop = reading.Tokens[end - 1].End;
        if (start >= 1 && stop < reading.Text.Length && reading.Text[start - 1] == '[' && reading.Text.AsSpan(stop).StartsWith("]("))
            return true;
        if (at > 0 && reading.SegmentOfToken[at - 1] == reading.SegmentOfToken[at] && reading.Tokens[at].Shape != TokenShape.Upper
                   && Cues.NameIntroductions.Contains(reading.Word(at - 1)))
            return true;
        var block = reading.Blocks[Math.Max(reading.BlockOfToken[at], 0)];
        return block.Lead is { } lead && !block.IsTitle
            ? TextScan.TrimMarkup(reading.Text, lead) is var bare && bare.Start == start && bare.End == stop
            : reading.Segments[Math.Max(reading.SegmentOfToken[at], 0)].Bare is var whole
              && whole.End == stop && (whole.Start == start || block.Kind == BlockKind.Heading) && !reading.IsTitle;
    }

    private static void Add(Reading reading, int first, int end, List<Mention> mentions, int keyEnd, bool isListed = false)
    {
        var span = new TextSpan(reading.Tokens[first].Start, reading.Tokens[end - 1].End);
        var key = "?" + NameIndex.Key(reading.Text.AsSpan(span.Start, reading.Tokens[keyEnd - 1].End - span.Start));
        mentions.Add(new Mention(span, first, end, key, span, -1, true, reading.IsTitle) { IsListed = isListed });
    }
}
