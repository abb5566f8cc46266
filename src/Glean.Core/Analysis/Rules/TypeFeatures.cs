using Glean.Catalog;
using Glean.Catalog.Prices;

namespace Glean.Analysis.Rules;

/// <summary>What the words of a statement, and the labels above it, say about its kind.</summary>
internal static class TypeFeatures
{
    [Flags]
    private enum Lists : long
    {
        People = 1,
        Comparing = 2,
        Switching = 4,
        PlanNames = 8,
        Connecting = 16,
        FirstPerson = 32,
        Using = 64,
        Negation = 128,
        Comparatives = 256,
        Means = 512,
        Against = 1024,
        Actors = 2048,
        Imperatives = 4096,
        If = 8192,
        For = 16384,
        Than = 32768,
        Degrees = 65536,
    }

    private static readonly WordLists<Lists> Closed = new(
        (Lists.People, new("""
            team teams agency agencies startup startups founder founders freelancer freelancers company companies business businesses enterprise
            enterprises smb smbs beginner beginners marketer marketers recruiter recruiters rep reps sdr sdrs sellers solopreneurs shops org orgs
            organizations consultants users people managers developers everyone anyone someone
            """)),
        (Lists.Comparing, new("""
            than vs versus alternative alternatives compared unlike switched switching moved replaced replacing replaces replacement over beats beat
            outperforms trail trails lags behind ahead instead competitor competitors rival rivals equivalent similar
            """)),
        (Lists.Switching, new("switched switching moved migrated replaced replaces replacing ditched dropped alternative alternatives compared compares unlike versus vs instead outperforms beats")),
        (Lists.PlanNames, new("Free Starter Basic Lite Essential Essentials Standard Plus Pro Professional Growth Premium Advanced Business Team Teams Scale Ultimate Enterprise")),
        (Lists.Connecting, new("""
            integrates integrate integrated integration integrations sync syncs synced connects connect connected connector connectors plugs
            push pushes pull pulls export exports import imports works talks into webhook webhooks api embeds
            """)),
        (Lists.FirstPerson, new("i we my our us i've we've i'm we're me")),
        (Lists.Using, new("use used using run running built build set moved put pull pulled rely send sent track book booked manage automate tried started")),
        (Lists.Negation, new("no not never without lacks lack lacking can't cannot don't doesn't didn't isn't aren't won't wasn't couldn't missing none nor neither hardly nothing limited")),
        (Lists.Comparatives, new("""
            better worse nicer cheaper pricier faster slower easier harder simpler smarter bigger smaller deeper thinner cleaner stronger weaker lighter
            heavier richer safer closer closest favourite favorite winner winning wins won same twice half miles best only previously before
            """)),
        (Lists.Means, new("in on with via through thru using inside into onto by")),
        (Lists.Against, new("than over from unlike vs versus against of to")),
        (Lists.Actors, new("they he she his her their our we i my team teams reps rep sdrs customers users marketers agencies companies people founders managers readers everyone everybody")),
        (Lists.Imperatives, Cues.Imperatives),
        (Lists.If, new("if")),
        (Lists.For, new("for")),
        (Lists.Than, new("than")),
        (Lists.Degrees, new("more less")));

    private static readonly string[] TopicNames = [.. Enum.GetValues<Topic>().Select(t => "topic:" + SectionTopics.Name(t))];
    private static readonly string[] LeadNames = [.. Enum.GetValues<Topic>().Select(t => "lead:" + SectionTopics.Name(t))];

    /// <summary>What <see cref="Add"/> asks of the words of a text.</summary>
    public static WordFacts WordsOf(Reading reading, WeightTable stems) => new(reading, stems, Closed.Of);

    /// <param name="span">The part of the segment that is quoted.</param>
    /// <param name="others">Mentions of any tool in the segment.</param>
    /// <param name="words">Those of <see cref="WordsOf"/>, the same for all statements of a text.</param>
    public static void Add(
        Reading reading, SubjectLink link, TextSpan span, TextContext context, SubjectLink[] others, WordFacts words, FeatureSet features)
    {
        var segment = reading.Segments[link.Segment];
        var block = reading.Blocks[segment.Block];
        features.Add("bias");
        features.Add(TopicNames[(int)context.Subjects.Topics[link.Segment]]);
        if (context.Subjects.Owned[link.Segment] is var lead and not Topic.None)
            features.Add(LeadNames[(int)lead]);
        if (block.Mark != 0)
            features.Add(block.Mark > 0 ? "mark:tick" : "mark:cross");
        else if (segment.Cell >= 0)
            features.AddIf(TextScan.TickSign(reading.Text.AsSpan(span.Start, span.Length)) < 0, "mark:cross");
        var text = reading.Text.AsSpan(span.Start, span.Length);
        features.AddIf(text.ContainsAny('$', '€', '£'), "money");
        features.AddIf(text.Contains('%'), "percent");
        features.AddIf(PriceReader.Read(reading.Text, span).Count > 0, "price");
        features.AddIf(link.IsInherited, "inherited");
        var length = segment.EndToken - segment.FirstToken;
        features.Add(length <= 4 ? "words:1-4" : length <= 10 ? "words:5-10" : length <= 20 ? "words:11-20" : "words:21+");
        var another = NamesAnother(link, span, others);
        features.AddIf(another, "names-another");
        Others(reading, link, span, others, words, features);
        Words(reading, link, span, another, words, features);
    }

    /// <summary>"syncs with Gmail" joins two products, "cheaper than Gmail" sets them against each other.</summary>
    private static void Others(
        Reading reading, SubjectLink link, TextSpan span, SubjectLink[] others, WordFacts words, FeatureSet features)
    {
        foreach (var other in others)
        {
            if (!IsAnother(link, span, other))
                continue;
            var before = other.Mention!.FirstToken - 1;
            if (before < 0 || reading.Tokens[before].Start < span.Start)
                features.AddOnce("another-opens");
            else if (Of(words[before]).HasFlag(Lists.Against))
                features.AddOnce("another-against");
            else if (Of(words[before]).HasFlag(Lists.Means))
                features.AddOnce("another-means");
        }
    }

    private static bool NamesAnother(SubjectLink link, TextSpan span, SubjectLink[] others)
    {
        foreach (var other in others)
        {
            if (IsAnother(link, span, other))
                return true;
        }

        return false;
    }

    private static bool IsAnother(SubjectLink link, TextSpan span, SubjectLink other) =>
        other.Tool != link.Tool && other.Mention is { } mention && mention.Span.Start >= span.Start && mention.Span.End <= span.End;

    private static void Words(Reading reading, SubjectLink link, TextSpan span, bool another, WordFacts words, FeatureSet features)
    {
        var segment = reading.Segments[link.Segment];
        bool opened = false, complains = false, praises = false, planned = false;
        Lists seen = 0;
        var afterFor = 0;
        var comparative = false;
        for (var t = segment.FirstToken; t < segment.EndToken; t++)
        {
            var token = reading.Tokens[t];
            if (token.Start < span.Start || token.InAddress)
                continue;
            if (token.Start >= span.End || t - segment.FirstToken > 120)
                break;
            ref readonly var word = ref words[t];
            var lists = Of(word);
            seen |= lists;
            if (lists.HasFlag(Lists.Comparatives))
                features.AddOnce("comparative-word");
            planned |= token.Shape == TokenShape.Capital && lists.HasFlag(Lists.PlanNames) && !(link.Mention is { } own && t >= own.FirstToken && t < own.EndToken);
            if (link.Mention is { } mention && t >= mention.FirstToken && t < mention.EndToken)
            {
                Around(reading, segment, mention, span, words, features);
                continue;
            }

            if (!opened)
            {
                opened = true;
                features.AddIf(lists.HasFlag(Lists.Negation), "opens-negation");
                features.AddIf(word.Kinds.Contains("lexicon:complaint"), "opens-complaint");
                features.AddIf(lists.HasFlag(Lists.FirstPerson), "opens-first-person");
                features.AddIf(lists.HasFlag(Lists.Actors), "opens-actor");
                features.AddIf(lists.HasFlag(Lists.Imperatives), "opens-imperative");
                features.AddIf(lists.HasFlag(Lists.If), "opens-if");
                if (word.Stem is { } opening)
                    features.Add(WeightTable.Opening(opening));
            }

            // "for" and a kind of people within the next words speaks of an audience.
            if (lists.HasFlag(Lists.For))
                afterFor = 5;
            else if (afterFor > 0 && lists.HasFlag(Lists.People))
                features.AddOnce("for-people");
            afterFor--;
            if (comparative && lists.HasFlag(Lists.Than))
                features.AddOnce("more-than");
            comparative = reading.Word(t).EndsWith("er", StringComparison.OrdinalIgnoreCase) || lists.HasFlag(Lists.Degrees)
                          || (comparative && token.Shape == TokenShape.Lower);
            if (word.Stem is { } stem)
                features.AddOnce(stem);
            foreach (var kind in word.Kinds)
            {
                complains |= kind == "lexicon:complaint";
                praises |= kind == "lexicon:praise";
                features.AddOnce(kind);
            }
        }

        var compares = seen.HasFlag(Lists.Comparing);
        var connects = seen.HasFlag(Lists.Connecting);
        var negates = seen.HasFlag(Lists.Negation);
        var first = seen.HasFlag(Lists.FirstPerson);
        features.AddIf(seen.HasFlag(Lists.Switching), "switches");
        features.AddIf(planned, "plan-name");
        features.AddIf(negates && praises, "negated-praise");
        features.AddIf(complains && !praises && !negates, "plain-complaint");
        features.AddIf(praises && !complains && !negates, "plain-praise");
        features.AddIf(complains && negates, "negated-complaint");
        features.AddIf(!complains && !negates, "no-complaint");
        features.AddIf(negates, "negation");
        features.AddIf(first, "first-person");
        features.AddIf(first && seen.HasFlag(Lists.Using), "we-use");
        features.AddIf(compares, another ? "compares-another" : "compares");
        features.AddIf(connects, another ? "connects-another" : "connects");
        features.AddIf(another && !compares && !connects, "another-alone");
    }

    private static Lists Of(in WordFact word) => (Lists)word.Lists;

    private static void Around(Reading reading, Segment segment, Mention mention, TextSpan span, WordFacts words, FeatureSet features)
    {
        var before = mention.FirstToken - 1;
        if (before >= segment.FirstToken && reading.Tokens[before].Start >= span.Start)
        {
            features.AddIf(Of(words[before]).HasFlag(Lists.Means), "own-means");
            if (Cues.Before.TryGet(reading.Word(before), out var word))
                features.AddOnce(FeatureNames.Before(word));
        }

        if (mention.EndToken < segment.EndToken && Cues.After.TryGet(reading.Word(mention.EndToken), out var cue))
            features.AddOnce(FeatureNames.After(cue));
    }
}
