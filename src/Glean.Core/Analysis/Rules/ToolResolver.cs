using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Mentions taken for one product, and what speaks for it.</summary>
internal sealed class ToolCandidate(string key, int entry)
{
    public string Key { get; } = key;

    public int Entry { get; } = entry;

    public List<Mention> Mentions { get; } = [];

    public List<Mention> TitleMentions { get; } = [];

    public FeatureSet Features { get; } = new();

    public double Probability { get; set; }

    /// <summary>Whether one of its mentions cannot be an ordinary word.</summary>
    public bool IsSure => Mentions.Exists(static m => !m.Ambiguous) || TitleMentions.Exists(static m => !m.Ambiguous);
}

/// <summary>Joins mentions into products and decides which are meant as such.</summary>
internal sealed class ToolResolver(NameIndex index, Words words)
{
    /// <summary>All candidates with their features, in order of appearance; nothing is decided yet.</summary>
    public List<ToolCandidate> Collect(Reading title, List<Mention> titleMentions, Reading body, List<Mention> bodyMentions)
    {
        var candidates = new Dictionary<string, ToolCandidate>(StringComparer.Ordinal);
        var order = new List<ToolCandidate>();
        foreach (var mention in titleMentions)
            Of(mention).TitleMentions.Add(mention);
        foreach (var mention in bodyMentions)
            Of(mention).Mentions.Add(mention);
        Join(order, candidates);

        var known = order.Count(static c => c.Entry >= 0 && c.IsSure);
        var beside = Beside(title, titleMentions);
        beside.UnionWith(Beside(body, bodyMentions));

        foreach (var candidate in order)
            candidate.Mentions.RemoveAll(m => !m.IsListed && (IsCitation(body, m) || (!beside.Contains(m) && IsWordHere(body, m, candidate))));
        order.RemoveAll(c => c.Mentions.Count + c.TitleMentions.Count == 0 || (c.Entry < 0 && c.Mentions.Take(20).Any(m => IsAbbreviation(body, m))));

        // Many posts repeat their title as the first line; what is named there only is named in the title only.
        var headEnd = body.Text.StartsWith(title.Text, StringComparison.Ordinal) ? title.Text.Length : 0;
        var small = SmallWords(body, order);
        var homes = Homes(body);
        var careless = IsCareless(body);
        var sureKnown = order.Where(static c => c.Entry >= 0 && c.IsSure).Select(c => c.Entry).ToHashSet();
        var sureNames = sureKnown.Select(e => index.Entries[e].Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var candidate in order)
        {
            foreach (var mention in candidate.TitleMentions)
                MentionFeatures.Add(title, mention, beside.Contains(mention), words, index, candidate.Features);
            for (var m = 0; m < Math.Min(40, candidate.Mentions.Count); m++)
                MentionFeatures.Add(body, candidate.Mentions[m], beside.Contains(candidate.Mentions[m]), words, index, candidate.Features);
            candidate.Features.AddIf(careless && candidate.Features.Names.Contains("shape:lower"), "small-in-careless");
            AddWhole(candidate, known, headEnd, small, homes);
            if (candidate.Entry >= 0 && !sureKnown.Contains(candidate.Entry))
            {
                var entry = index.Entries[candidate.Entry];
                candidate.Features.AddIf(entry.Vendor.Length > 0 && sureNames.Contains(entry.Vendor), "vendor-named");
                candidate.Features.AddIf(sureKnown.Any(e => index.Entries[e].Category == entry.Category && entry.Category != Focus.Other), "kind-agrees");
            }
        }

        return order;

        ToolCandidate Of(Mention mention)
        {
            if (!candidates.TryGetValue(mention.Key, out var candidate))
            {
                candidate = new ToolCandidate(mention.Key, mention.Entry);
                candidates.Add(mention.Key, candidate);
                order.Add(candidate);
            }

            return candidate;
        }
    }

    /// <summary>"(ZoomInfo 2024)", "(Gartner, 2023)": a source, whatever else the name stands for.</summary>
    private static bool IsCitation(Reading body, Mention mention)
    {
        var (start, end) = (mention.Span.Start, mention.EndToken);
        return start > 0 && body.Text[start - 1] == '(' && end < body.Tokens.Count && body.Tokens[end] is { Shape: TokenShape.Digit, Length: 4 } year
               && year.Start - mention.Span.End <= 2 && year.End < body.Text.Length && body.Text[year.End] is ')' or ',' or ';';
    }

    /// <summary>"Annual recurring revenue (ARR)": short for the words before it, and no name.</summary>
    private static bool IsAbbreviation(Reading body, Mention mention)
    {
        var first = body.Tokens[mention.FirstToken];
        if (mention.EndToken - mention.FirstToken != 1 || first.Shape != TokenShape.Upper || mention.FirstToken < first.Length
            || first.Start == 0 || body.Text[first.Start - 1] != '(')
            return false;
        for (var letter = 0; letter < first.Length; letter++)
        {
            var word = body.Word(mention.FirstToken - first.Length + letter);
            if (word.Length < 2 || char.ToUpperInvariant(word[0]) != body.Text[first.Start + letter])
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a name that is also a word is that word at this place: written small where it is a name elsewhere ("loops"
    /// beside Loops), or one word of a phrase in capitals ("Bottom Line").
    /// </summary>
    private bool IsWordHere(Reading body, Mention mention, ToolCandidate candidate)
    {
        if (!mention.Ambiguous || mention.EndToken - mention.FirstToken > 1 || !words.IsOrdinary(body.Word(mention.FirstToken)))
            return false;
        if (body.Tokens[mention.FirstToken].Shape == TokenShape.Lower)
            return candidate.Mentions.Concat(candidate.TitleMentions).Any(m => m.EndToken - m.FirstToken > 1 || (!m.InTitle && body.Tokens[m.FirstToken].IsName));
        return InPhrase(body, mention) && !(InHeading(body, mention) && StandsAlone(body, candidate));
    }

    private static bool InHeading(Reading body, Mention mention) => body.Blocks[body.BlockOfToken[mention.FirstToken]].IsTitle;

    // "Choose Gong If" capitalises all its words; where Gong stands by itself elsewhere, it is the same Gong.
    private bool StandsAlone(Reading body, ToolCandidate candidate) =>
        candidate.Mentions.Take(20).Any(m => body.Tokens[m.FirstToken].IsName && !InHeading(body, m) && !InPhrase(body, m));

    private bool InPhrase(Reading body, Mention mention)
    {
        var segment = body.Segments[body.SegmentOfToken[mention.FirstToken]];
        if (MentionFeatures.IsTitleCase(body, segment) && !body.Blocks[segment.Block].IsTitle)
            return false;
        var (before, after) = (mention.FirstToken - 1, mention.EndToken);
        return (before >= segment.FirstToken && IsCapitalWord(before) && mention.Span.Start - body.Tokens[before].End == 1
                && (before > segment.FirstToken || IsWhole(before, mention.EndToken)))
               || (after < segment.EndToken && IsCapitalWord(after) && body.Tokens[after].Start - mention.Span.End == 1
                   && !Cues.ProductNouns.Contains(body.Word(after)) && !Cues.Editions.Contains(body.Word(after)));

        bool IsCapitalWord(int token) => body.Tokens[token].Shape == TokenShape.Capital && words.IsOrdinary(body.Word(token));

        bool IsWhole(int first, int end) =>
            body.Blocks[segment.Block].Lead is { } lead && lead.Start <= body.Tokens[first].Start && lead.End >= body.Tokens[end - 1].End && lead.End - body.Tokens[end - 1].End <= 2;
    }

    /// <summary>Whether the text opens its sentences with small letters; then a small letter says nothing against a name.</summary>
    private static bool IsCareless(Reading body)
    {
        int small = 0, all = 0;
        foreach (var segment in body.Segments)
        {
            if (segment.EndToken - segment.FirstToken < 2)
                continue;
            all++;
            small += body.Tokens[segment.FirstToken].Shape == TokenShape.Lower ? 1 : 0;
        }

        return small * 2 > all;
    }

    /// <summary>The products at home under the addresses of a text, and the first labels of those addresses.</summary>
    private (HashSet<int> Entries, HashSet<string> Labels) Homes(Reading body)
    {
        var hosts = body.Links.Select(l => l.Host(body.Text)).Where(h => h.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return ([.. hosts.Select(index.FindHost)], [.. hosts.Select(h => h.Split('.')[0].Replace("-", "", StringComparison.Ordinal))]);
    }

    /// <summary>Keys of candidates that the text also writes with a small letter, as a word.</summary>
    private static HashSet<string> SmallWords(Reading body, List<ToolCandidate> candidates)
    {
        var wanted = candidates.Select(c => c.Key.StartsWith('?') ? c.Key[1..] : NameIndex.Key(c.Key)).ToHashSet(StringComparer.Ordinal);
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        var small = new HashSet<string>(StringComparer.Ordinal);
        for (var t = 0; t < body.Tokens.Count; t++)
        {
            if (body.Tokens[t] is { Shape: TokenShape.Lower, InAddress: false } && lookup.TryGetValue(body.Word(t), out var key))
                small.Add("?" + key);
        }

        return small;
    }

    /// <summary>Joins a longer unknown name with the shorter one it starts with: Saleo and Saleo Live.</summary>
    private static void Join(List<ToolCandidate> order, Dictionary<string, ToolCandidate> candidates)
    {
        var joined = new HashSet<ToolCandidate>(ReferenceEqualityComparer.Instance);
        var grown = new HashSet<ToolCandidate>(ReferenceEqualityComparer.Instance);
        foreach (var candidate in order)
        {
            var first = candidate.Mentions.Count > 0 ? candidate.Mentions[0] : candidate.TitleMentions[0];
            if (candidate.Entry >= 0 || candidate.Key.Length < 6 || first.EndToken - first.FirstToken < 2)
                continue;
            for (var cut = candidate.Key.Length - 1; cut >= 5; cut--)
            {
                if (!candidates.TryGetValue(candidate.Key[..cut], out var shorter) || joined.Contains(shorter))
                    continue;
                shorter.Mentions.AddRange(candidate.Mentions);
                shorter.TitleMentions.AddRange(candidate.TitleMentions);
                joined.Add(candidate);
                grown.Add(shorter);
                break;
            }
        }

        order.RemoveAll(joined.Contains);
        foreach (var candidate in grown)
            candidate.Mentions.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
    }

    /// <summary>Mentions that stand in one enumeration with a name that cannot be mistaken.</summary>
    private static HashSet<Mention> Beside(Reading reading, List<Mention> mentions)
    {
        var beside = new HashSet<Mention>(ReferenceEqualityComparer.Instance);
        Sweep(mentions);
        mentions = [.. Enumerable.Reverse(mentions)];
        Sweep(mentions);
        return beside;

        void Sweep(List<Mention> inOrder)
        {
            for (var i = 1; i < inOrder.Count; i++)
            {
                var (previous, mention) = (inOrder[i - 1], inOrder[i]);
                if (mention.Key != previous.Key && (!previous.Ambiguous || beside.Contains(previous))
                    && Enumerates(reading.Text, previous.Span, mention.Span))
                    beside.Add(mention);
            }
        }
    }

    /// <summary>Whether only commas, slashes, "and", "or", "vs" and the like stand between two names.</summary>
    public static bool Enumerates(string text, TextSpan left, TextSpan right)
    {
        var (from, to) = left.Start < right.Start ? (left.End, right.Start) : (right.End, left.Start);
        if (to - from is < 1 or > 9)
            return false;
        var gap = text.AsSpan(from, to - from).Trim("*_[]` ");
        return gap is "," or "/" or "&" or "+" or "and" or "or" or "vs" or "vs." or "versus" or ", and" or ", or" or "to" or "|" or "→" or "->" or ", &";
    }

    /// <summary>Whether two names stand side by side and not against each other.</summary>
    public static bool Joins(string text, TextSpan left, TextSpan right) =>
        Enumerates(text, left, right) && text.AsSpan(left.End, right.Start - left.End).Trim("*_[]` ") is "," or "/" or "&" or "+" or "and" or "or" or ", and" or ", or" or ", &";

    /// <summary>What speaks for an everyday word being a name where only the start of a line explains its capital.</summary>
    private static readonly HashSet<string> Supports = new(StringComparer.Ordinal)
    {
        "slot:lead-whole", "slot:heading-whole", "slot:row", "slot:column", "slot:item-whole", "slot:line-whole", "slot:cell-whole", "bold", "linked", "beside-known", "in-title",
        "domain-form", "before-verb", "after-use", "changed-over", "after-launch", "after-product-noun", "before-product-noun", "defined", "small-in-careless", "vendor-named", "list-entry",
    };

    private void AddWhole(ToolCandidate candidate, int known, int headEnd, HashSet<string> small, (HashSet<int> Entries, HashSet<string> Labels) homes)
    {
        var features = candidate.Features;
        var all = candidate.Mentions.Count + candidate.TitleMentions.Count;
        var sure = candidate.Entry >= 0 && candidate.IsSure;
        var plain = features.Names.Contains("all-ordinary") || features.Names.Contains("all-proper");
        var isSite = words.IsSite(candidate.Entry >= 0 ? NameIndex.Key(index.Entries[candidate.Entry].Name) : candidate.Key[1..]);
        var kind = isSite ? "site" : candidate.Entry < 0 ? plain ? "plain" : "unknown" : sure ? "known" : "ambiguous";
        features.Add("kind:" + kind);
        features.Add(kind + "-" + Math.Min(all, 3));
        if (candidate.Mentions.Count == 0)
            features.Add(kind + "-title-only");
        if (candidate.TitleMentions.Count > 0 && candidate.Mentions.Any(m => m.Span.Start >= headEnd))
            features.Add(kind + "-title-and-body");
        if (candidate.TitleMentions.Count > 0 && candidate.Mentions.All(m => m.Span.Start < headEnd))
            features.Add(kind + "-head-only");
        var others = known - (sure ? 1 : 0);
        features.Add(kind + "-others-" + (others == 0 ? "none" : others < 3 ? "some" : "many"));
        features.AddIf(kind == "known" && features.Names.Contains("shape:lower"), "known+shape:lower");
        if (kind != "known")
        {
            // The evidence weighs more where the name itself proves nothing.
            for (var (f, before) = (0, features.Names.Count); f < before; f++)
            {
                var name = features.Names[f];
                if (name.StartsWith("slot:", StringComparison.Ordinal) || name.StartsWith("title-", StringComparison.Ordinal) || name is "before-verb" or "defined" or "after-use" or "after-launch" or "after-product-noun" or "before-product-noun" or "compound" or "beside-known" or "in-title" or "bold" or "linked" or "software-near" or "agent-near" or "owns" or "owns-firm-part" or "owns-product-part" or "small-in-careless" or "called" or "member" or "camel" or "in-backticks" or "capital-before" or "capital-after" or "capital-before-at-start" || name.StartsWith("capital", StringComparison.Ordinal)
                    || name.StartsWith("shape:", StringComparison.Ordinal))
                    features.Add(kind + "+" + name);
            }
        }

        if (features.Names.Contains("is-word"))
        {
            // A name that is an everyday word: the places where such words stand with a capital anyway.
            for (var (f, before) = (0, features.Names.Count); f < before; f++)
            {
                var name = features.Names[f];
                if (name.StartsWith("slot:", StringComparison.Ordinal) || name.StartsWith("capital", StringComparison.Ordinal) || name.StartsWith("ambiguous-", StringComparison.Ordinal)
                    || name is "beside-known" or "software-near" or "bold" or "shape:lower" or "hyphen" or "before-verb" or "small-ordinary" or "small-in-careless")
                    features.Add("word+" + name);
            }
        }

        features.AddIf(features.Names.Contains("is-word") && !features.Names.Contains("capital-inside") && !features.Names.Any(Supports.Contains), "word-unsupported");
        features.AddIf(candidate.Entry < 0 && small.Contains(candidate.Key), "small-elsewhere");
        features.AddIf(candidate.Entry >= 0 && kind == "ambiguous" && small.Contains("?" + NameIndex.Key(index.Entries[candidate.Entry].Name)), "ambiguous-small-elsewhere");
        if (!features.Names.Contains("capital-inside"))
            features.Add(kind + "-never-inside");
        if (candidate.Entry >= 0)
        {
            features.AddIf(homes.Entries.Contains(candidate.Entry), "home-linked");
            var entry = index.Entries[candidate.Entry];
            features.Add(kind + "-category-" + entry.Category);
        }
        else if (candidate.Mentions.Count > 0)
        {
            var key = candidate.Key[1..];
            features.AddIf(key.Length > 3 && homes.Labels.Contains(key), "home-linked");
        }
    }
}
