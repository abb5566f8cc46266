namespace Glean.Analysis.Rules;

/// <summary>What speaks for and against a mention being a product, seen from its place in the text.</summary>
internal static class MentionFeatures
{
    private const string Parts = "|–—-:•·";

    /// <summary>Adds the features of one mention to those of its product.</summary>
    public static void Add(Reading reading, Mention mention, bool besideKnown, Words words, NameIndex index, FeatureSet features)
    {
        var text = reading.Text;
        var first = reading.Tokens[mention.FirstToken];
        Shape(reading, mention, words, features);
        if (besideKnown)
            features.AddOnce("beside-known");
        MentionSurroundings.Code(reading, mention, features);
        if (mention.InTitle)
        {
            features.AddOnce("in-title");
            TitleSlot(reading, mention, features);
            Around(reading, mention, features);
            return;
        }

        if (mention.IsListed)
            features.AddOnce("list-entry");
        var blockIndex = reading.BlockOfToken[mention.FirstToken];
        if (blockIndex < 0)
            return;
        var block = reading.Blocks[blockIndex];
        Slot(reading, mention, block, features);
        Around(reading, mention, features);

        var segment = reading.Segments[reading.SegmentOfToken[mention.FirstToken]];
        MentionSurroundings.Software(reading, segment, mention, features);
        var opens = segment.FirstToken == mention.FirstToken;
        var titled = IsTitleCase(reading, segment);
        if (first.IsName && !opens && FollowsMark(text, first.Start))
            features.AddOnce("capital-after-mark");
        else if (first.IsName && !opens && !titled)
            features.AddOnce("capital-inside");
        else if (first.IsName && !opens)
            features.AddOnce("capital-in-title-case");
        else if (first.IsName)
            features.AddOnce(IsFollowedPlainly(reading, mention) ? "capital-at-plain-start" : "capital-at-start");
        if (first.Start >= 2 && text.AsSpan(first.Start - 2, 2).SequenceEqual("**"))
            features.AddOnce("bold");
        Linked(reading, mention, block, index, features);
    }

    /// <summary>"T-7: Drafts completed", "(Open until May)": behind such a mark a word may take its capital from there.</summary>
    private static bool FollowsMark(string text, int start)
    {
        var before = text.AsSpan(0, start).TrimEnd(' ');
        return before.Length > 0 && before[^1] is ':' or '—' or '–' or '→' or '"' or '“' or '.' or '!' or '?' or ';' or '|' or '(' or '/' or '+' or ']'
               || before.EndsWith(" -", StringComparison.Ordinal);
    }

    /// <summary>"Parallel lines are …": a capital that the start of a sentence explains, before a word that no name calls for.</summary>
    private static bool IsFollowedPlainly(Reading reading, Mention mention)
    {
        var after = mention.EndToken;
        return after < reading.Tokens.Count && reading.SegmentOfToken[after] == reading.SegmentOfToken[mention.FirstToken]
               && reading.Tokens[after].Shape == TokenShape.Lower && reading.Tokens[after].Start - mention.Span.End == 1
               && reading.Text[mention.Span.End] == ' ' && !Cues.After.Contains(reading.Word(after));
    }

    public static bool IsTitleCase(Reading reading, Segment segment)
    {
        int named = 0, small = 0;
        for (var t = segment.FirstToken; t < segment.EndToken && named + small < 16; t++)
        {
            var token = reading.Tokens[t];
            if (token.Length > 3 && token.IsName)
                named++;
            else if (token.Length > 3 && token.Shape == TokenShape.Lower)
                small++;
        }

        return named >= 2 && named > small * 2;
    }

    /// <summary>"Pricing – Tamarind", "Foyer | Deal rooms": whether the name fills a part of the title by itself.</summary>
    private static void TitleSlot(Reading reading, Mention mention, FeatureSet features)
    {
        var before = reading.Text.AsSpan(0, mention.Span.Start).TrimEnd();
        var after = reading.Text.AsSpan(mention.Span.End).TrimStart();
        var opens = before.Length == 0;
        var closes = after.Length == 0;
        var parted = before.Length > 0 && Parts.Contains(before[^1]);
        var parts = after.Length > 0 && Parts.Contains(after[0]);
        if (opens && closes)
            features.AddOnce("title-whole");
        else if ((opens || parted) && (closes || parts))
            features.AddOnce(opens ? "title-part-first" : closes ? "title-part-last" : "title-part");
        else if (opens || closes)
            features.AddOnce(opens ? "title-opens" : "title-closes");
    }

    private static void Shape(Reading reading, Mention mention, Words words, FeatureSet features)
    {
        var token = reading.Tokens[mention.FirstToken];
        var count = mention.EndToken - mention.FirstToken;
        features.AddOnce(token.Shape switch
        {
            TokenShape.Lower => "shape:lower",
            TokenShape.Capital => "shape:capital",
            TokenShape.Upper => "shape:upper",
            TokenShape.Mixed => "shape:mixed",
            TokenShape.Digit => "shape:digit",
        });
        if (count == 1 && Cues.Calendar.Contains(token.Of(reading.Text)))
            features.AddOnce("calendar-word");
        if (count > 1)
            features.AddOnce("several-words");
        if (count > 1 && reading.Text[token.End] == '.')
            features.AddOnce(Cues.TopLevels.Contains(reading.Word(mention.EndToken - 1)) ? "domain-form" : "dotted");
        if (mention.Entry >= 0)
        {
            if (token.Shape == TokenShape.Lower && words.IsOrdinary(token.Of(reading.Text)))
                features.AddOnce("small-ordinary");
            if (mention.Ambiguous && count == 1)
                features.AddOnce(words.IsOrdinary(token.Of(reading.Text)) ? "is-word" : words.IsProper(token.Of(reading.Text)) ? "is-proper" : "is-neither");
            return;
        }

        var ordinary = 0;
        var proper = 0;
        for (var t = mention.FirstToken; t < mention.EndToken; t++)
        {
            if (words.IsOrdinary(reading.Word(t)))
                ordinary++;
            else if (words.IsProper(reading.Word(t)))
                proper++;
        }

        if (count - ordinary - proper == 1 && words.IsCompound(reading.Word(mention.FirstToken)))
            features.AddOnce("compound");
        features.AddOnce(ordinary == count ? "all-ordinary" : proper == count ? "all-proper" : proper > 0 ? "some-proper"
            : ordinary > 0 ? "some-ordinary" : "no-word");
    }

    private static void Slot(Reading reading, Mention mention, Block block, FeatureSet features)
    {
        var text = reading.Text;
        var segment = reading.Segments[reading.SegmentOfToken[mention.FirstToken]];
        var whole = segment.Bare;
        var isWhole = whole.Start == mention.Span.Start && whole.End == mention.Span.End;
        switch (block.Kind)
        {
            case BlockKind.Heading:
                features.AddOnce(isWhole ? "slot:heading-whole" : whole.End == mention.Span.End ? "slot:heading-end" : "slot:heading");
                break;
            case BlockKind.Label:
                features.AddOnce(isWhole ? "slot:label-whole" : "slot:label");
                break;
            case BlockKind.Row or BlockKind.HeaderRow:
                features.AddOnce((isWhole, segment.Cell, block.Kind) switch
                {
                    (true, _, BlockKind.HeaderRow) => "slot:column",
                    (true, 0, _) => "slot:row",
                    (true, _, _) => "slot:cell-whole",
                    _ => "slot:cell",
                });
                break;
            case BlockKind.Item or BlockKind.Paragraph or BlockKind.Quote:
                if (isWhole)
                    features.AddOnce(block.Kind == BlockKind.Item ? "slot:item-whole" : "slot:line-whole");
                if (block.Lead is { } lead && mention.Span.Start < lead.End)
                {
                    var bare = TextScan.TrimMarkup(text, lead);
                    features.AddOnce(bare.Start == mention.Span.Start && bare.End == mention.Span.End ? "slot:lead-whole" : "slot:lead");
                }

                break;
            case BlockKind.Code:
                features.AddOnce("slot:code");
                break;
        }
    }

    /// <summary>"switched from X", "moving off X", "migrated to X": who leaves or takes it up uses it.</summary>
    private static bool IsChangedOver(Reading reading, Mention mention)
    {
        var before = mention.FirstToken - 1;
        return before >= 1 && reading.SegmentOfToken[before - 1] == reading.SegmentOfToken[mention.FirstToken]
               && mention.Span.Start - reading.Tokens[before].End == 1
               && reading.Word(before) is "from" or "to" or "off" && Cues.Switches.Contains(reading.Word(before - 1));
    }

    private static void Around(Reading reading, Mention mention, FeatureSet features)
    {
        var text = reading.Text;
        var before = mention.FirstToken - 1;
        if (before >= 0 && reading.SegmentOfToken[before] == reading.SegmentOfToken[mention.FirstToken]
            && mention.Span.Start - reading.Tokens[before].End <= 4
            && Cues.Before.TryGet(reading.Word(before), out var word))
        {
            features.AddOnce(FeatureNames.Before(word));
            if (Cues.Uses.Contains(word))
                features.AddOnce("after-use");
            else if (Cues.Launches.Contains(word))
                features.AddOnce("after-launch");
            else if (Cues.ProductNouns.Contains(word))
                features.AddOnce("after-product-noun");
            else if (Cues.Roles.Contains(word))
                features.AddOnce("after-role");
        }

        if (IsChangedOver(reading, mention))
            features.AddOnce("changed-over");

        var after = mention.EndToken;
        if (after < reading.Tokens.Count && reading.SegmentOfToken[after] == reading.SegmentOfToken[mention.FirstToken]
            && reading.Tokens[after].Start - mention.Span.End <= 4
            && Cues.After.TryGet(reading.Word(after), out word))
        {
            features.AddOnce(FeatureNames.After(word));
            if (Cues.ProductNouns.Contains(word))
                features.AddOnce("before-product-noun");
            else if (Cues.Roles.Contains(word))
                features.AddOnce("before-role");
        }

        MentionSurroundings.Possession(reading, mention, features);

        Definition(reading, mention, after, features);

        // "Bottom Line", "Data Teams": one word of a longer phrase in capitals is seldom a product.
        if (before >= 0 && mention.Span.Start - reading.Tokens[before].End == 1 && text[mention.Span.Start - 1] == ' ' && reading.Tokens[before].IsName)
            features.AddOnce(before == reading.Segments[Math.Max(reading.SegmentOfToken[mention.FirstToken], 0)].FirstToken
                ? "capital-before-at-start"
                : "capital-before");
        if (after < reading.Tokens.Count && reading.Tokens[after].Start - mention.Span.End == 1 && text[mention.Span.End] == ' ')
        {
            if (reading.Tokens[after].IsName)
                features.AddOnce("capital-after");
            else if (reading.Tokens[after].Shape == TokenShape.Digit)
                features.AddOnce(reading.Tokens[after].Length == 4 ? "year-after" : "number-after");
        }

        var left = mention.Span.Start > 0 ? text[mention.Span.Start - 1] : '\n';
        var right = mention.Span.End < text.Length ? text[mention.Span.End] : '\n';
        if (left == '(')
            features.AddOnce(right != ')' ? "opens-brackets" : ClosesSegment(reading, mention) ? "in-brackets-at-end" : "in-brackets");
        if (left == '©' || (left == ' ' && mention.Span.Start > 1 && text[mention.Span.Start - 2] == '©'))
            features.AddOnce("copyright");
        if (left is '@' or '#' or '/')
            features.AddOnce("handle");
        if (left is '"' or '“' && right is '"' or '”')
            features.AddOnce("in-quotes");
        if (right == '-' || left == '-')
            features.AddOnce("hyphen");
        if (right == ':')
            features.AddOnce("before-colon");
        if (right == '™' || right == '®')
            features.AddOnce("trademark");
        if (right == '(' || (right == ' ' && mention.Span.End + 1 < text.Length && text[mention.Span.End + 1] == '('))
            features.AddOnce("before-brackets");
    }

    /// <summary>"Reply rates doubled (Saleo)": whoever stands in brackets behind a whole sentence is its source or example.</summary>
    private static bool ClosesSegment(Reading reading, Mention mention) =>
        reading.SegmentOfToken[mention.FirstToken] is >= 0 and var segment
        && reading.Text.AsSpan(mention.Span.End + 1, Math.Max(0, reading.Segments[segment].Span.End - mention.Span.End - 1)).Trim(". ").Length == 0;

    /// <summary>"Gridlark finds", "Gridlark, a crawler", "Gridlark is an app": what follows says that it is a thing that does something.</summary>
    private static void Definition(Reading reading, Mention mention, int after, FeatureSet features)
    {
        if (after >= reading.Tokens.Count || reading.SegmentOfToken[after] != reading.SegmentOfToken[mention.FirstToken])
            return;
        var gap = reading.Tokens[after].Start - mention.Span.End;
        var word = reading.Word(after);
        if (gap == 1 && reading.Tokens[after].Shape == TokenShape.Lower && word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u')
            && !Cues.Roles.Contains(word))
            features.AddOnce("before-verb");
        var article = word is "is" && after + 1 < reading.Tokens.Count ? reading.Word(after + 1) : gap <= 4 && !word.SequenceEqual("is") ? word : default;
        if (article is "a" or "an" or "the" or "our" && (word is "is" || reading.Text[mention.Span.End] is ',' or ' ' && gap > 1))
            features.AddOnce("defined");
    }

    private static void Linked(Reading reading, Mention mention, Block block, NameIndex index, FeatureSet features)
    {
        for (var l = FirstLinkAfter(reading.Links, mention.Span.End); l < reading.Links.Count; l++)
        {
            var link = reading.Links[l];
            if (link.Address.Start > mention.Span.End + 200)
                break;
            if (link.Words is not { } carried || mention.Span.Start < carried.Start || mention.Span.End > carried.End)
                continue;
            features.AddOnce("linked");
            var host = link.Host(reading.Text);
            if (host.Length == 0)
                continue;
            // "- [Name](https://…) - what it does" is how curated lists write their entries.
            if (block.Kind == BlockKind.Item && carried.Start <= block.Content.Start + 4 && carried.Length <= mention.Span.Length + 4)
                features.AddOnce("list-link");
            var key = mention.Entry >= 0 ? NameIndex.Key(index.Entries[mention.Entry].Name) : mention.Key[1..];
            if (host.Replace("-", "", StringComparison.Ordinal).Contains(key, StringComparison.Ordinal)
                || (mention.Entry >= 0 && index.FindHost(host) == mention.Entry))
                features.AddOnce("linked-home");
        }
    }

    /// <summary>A link's address follows its words, so the links that may carry a mention start behind it.</summary>
    public static int FirstLinkAfter(List<Link> links, int position)
    {
        var (low, high) = (0, links.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (links[middle].Address.Start < position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
