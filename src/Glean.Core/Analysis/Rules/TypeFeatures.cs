using Glean.Catalog;
using Glean.Catalog.Prices;

namespace Glean.Analysis.Rules;

/// <summary>What the words of a statement, and the labels above it, say about its kind.</summary>
internal static class TypeFeatures
{
    private static readonly WordSet People = new("""
        team teams agency agencies startup startups founder founders freelancer freelancers company companies business businesses enterprise
        enterprises smb smbs beginner beginners marketer marketers recruiter recruiters rep reps sdr sdrs sellers solopreneurs shops org orgs
        organizations consultants users people managers developers everyone anyone someone
        """);

    private static readonly WordSet Comparing = new("""
        than vs versus alternative alternatives compared unlike switched switching moved replaced replacing replaces replacement over beats beat
        outperforms trail trails lags behind ahead instead competitor competitors rival rivals equivalent similar
        """);

    private static readonly WordSet Switching = new("switched switching moved migrated replaced replaces replacing ditched dropped alternative alternatives compared compares unlike versus vs instead outperforms beats");

    private static readonly WordSet PlanNames = new("Free Starter Basic Lite Essential Essentials Standard Plus Pro Professional Growth Premium Advanced Business Team Teams Scale Ultimate Enterprise");

    private static readonly WordSet Connecting = new("""
        integrates integrate integrated integration integrations sync syncs synced connects connect connected connector connectors plugs
        push pushes pull pulls export exports import imports works talks into webhook webhooks api embeds
        """);

    private static readonly WordSet FirstPerson = new("i we my our us i've we've i'm we're me");
    private static readonly WordSet Using = new("use used using run running built build set moved put pull pulled rely send sent track book booked manage automate tried started");
    private static readonly WordSet Negation = new("no not never without lacks lack lacking can't cannot don't doesn't didn't isn't aren't won't wasn't couldn't missing none nor neither hardly nothing limited");

    private static readonly WordSet Comparatives = new("""
        better worse nicer cheaper pricier faster slower easier harder simpler smarter bigger smaller deeper thinner cleaner stronger weaker lighter
        heavier richer safer closer closest favourite favorite winner winning wins won same twice half miles best only previously before
        """);

    private static readonly WordSet Means = new("in on with via through thru using inside into onto by");
    private static readonly WordSet Against = new("than over from unlike vs versus against of to");
    private static readonly WordSet Actors = new("they he she his her their our we i my team teams reps rep sdrs customers users marketers agencies companies people founders managers readers everyone everybody");

    private static readonly string[] TopicNames = [.. Enum.GetValues<Topic>().Select(t => "topic:" + SectionTopics.Name(t))];
    private static readonly string[] LeadNames = [.. Enum.GetValues<Topic>().Select(t => "lead:" + SectionTopics.Name(t))];

    /// <param name="span">The part of the segment that is quoted.</param>
    /// <param name="others">Mentions of any tool in the segment.</param>
    public static void Add(
        Reading reading, SubjectLink link, TextSpan span, TextContext context, SubjectLink[] others, WeightTable stems, FeatureSet features)
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
        var words = segment.EndToken - segment.FirstToken;
        features.Add(words <= 4 ? "words:1-4" : words <= 10 ? "words:5-10" : words <= 20 ? "words:11-20" : "words:21+");
        var another = NamesAnother(link, span, others);
        features.AddIf(another, "names-another");
        Others(reading, link, span, others, features);
        Words(reading, link, span, another, stems, features);
    }

    /// <summary>"syncs with Gmail" joins two products, "cheaper than Gmail" sets them against each other.</summary>
    private static void Others(Reading reading, SubjectLink link, TextSpan span, SubjectLink[] others, FeatureSet features)
    {
        foreach (var other in others)
        {
            if (!IsAnother(link, span, other))
                continue;
            var before = other.Mention!.FirstToken - 1;
            if (before < 0 || reading.Tokens[before].Start < span.Start)
                features.AddOnce("another-opens");
            else if (Against.Contains(reading.Word(before)))
                features.AddOnce("another-against");
            else if (Means.Contains(reading.Word(before)))
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

    private static void Words(Reading reading, SubjectLink link, TextSpan span, bool another, WeightTable stems, FeatureSet features)
    {
        var segment = reading.Segments[link.Segment];
        bool compares = false, connects = false, first = false, uses = false, negates = false, opened = false, complains = false, praises = false, switches = false, planned = false;
        var afterFor = 0;
        var comparative = false;
        for (var t = segment.FirstToken; t < segment.EndToken; t++)
        {
            var token = reading.Tokens[t];
            if (token.Start < span.Start || token.InAddress)
                continue;
            if (token.Start >= span.End || t - segment.FirstToken > 120)
                break;
            var word = reading.Word(t);
            compares |= Comparing.Contains(word);
            connects |= Connecting.Contains(word);
            first |= FirstPerson.Contains(word);
            uses |= Using.Contains(word);
            if (Comparatives.Contains(word))
                features.AddOnce("comparative-word");
            switches |= Switching.Contains(word);
            planned |= token.Shape == TokenShape.Capital && PlanNames.Contains(word) && !(link.Mention is { } own && t >= own.FirstToken && t < own.EndToken);
            negates |= Negation.Contains(word);
            if (link.Mention is { } mention && t >= mention.FirstToken && t < mention.EndToken)
            {
                Around(reading, segment, mention, span, features);
                continue;
            }

            if (!opened)
            {
                opened = true;
                features.AddIf(Negation.Contains(word), "opens-negation");
                features.AddIf(Lexicon.Default.Kinds(word).Contains("lexicon:complaint"), "opens-complaint");
                features.AddIf(FirstPerson.Contains(word), "opens-first-person");
                features.AddIf(Actors.Contains(word), "opens-actor");
                features.AddIf(Cues.Imperatives.Contains(word), "opens-imperative");
                features.AddIf(word.Equals("if", StringComparison.OrdinalIgnoreCase), "opens-if");
                if (stems.Stem(word) is { } opening)
                    features.Add(WeightTable.Opening(opening));
            }

            // "for" and a kind of people within the next words speaks of an audience.
            if (word.Equals("for", StringComparison.OrdinalIgnoreCase))
                afterFor = 5;
            else if (afterFor > 0 && People.Contains(word))
                features.AddOnce("for-people");
            afterFor--;
            if (comparative && word.Equals("than", StringComparison.OrdinalIgnoreCase))
                features.AddOnce("more-than");
            comparative = word.EndsWith("er", StringComparison.OrdinalIgnoreCase) || word.Equals("more", StringComparison.OrdinalIgnoreCase)
                          || word.Equals("less", StringComparison.OrdinalIgnoreCase) || (comparative && token.Shape == TokenShape.Lower);
            if (stems.Stem(word) is { } stem)
                features.AddOnce(stem);
            foreach (var kind in Lexicon.Default.Kinds(word))
            {
                complains |= kind == "lexicon:complaint";
                praises |= kind == "lexicon:praise";
                features.AddOnce(kind);
            }
        }

        features.AddIf(switches, "switches");
        features.AddIf(planned, "plan-name");
        features.AddIf(negates && praises, "negated-praise");
        features.AddIf(complains && !praises && !negates, "plain-complaint");
        features.AddIf(praises && !complains && !negates, "plain-praise");
        features.AddIf(complains && negates, "negated-complaint");
        features.AddIf(!complains && !negates, "no-complaint");
        features.AddIf(negates, "negation");
        features.AddIf(first, "first-person");
        features.AddIf(first && uses, "we-use");
        features.AddIf(compares, another ? "compares-another" : "compares");
        features.AddIf(connects, another ? "connects-another" : "connects");
        features.AddIf(another && !compares && !connects, "another-alone");
    }

    private static void Around(Reading reading, Segment segment, Mention mention, TextSpan span, FeatureSet features)
    {
        var before = mention.FirstToken - 1;
        if (before >= segment.FirstToken && reading.Tokens[before].Start >= span.Start)
        {
            features.AddIf(Means.Contains(reading.Word(before)), "own-means");
            if (Cues.Before.TryGet(reading.Word(before), out var word))
                features.AddOnce(FeatureNames.Before(word));
        }

        if (mention.EndToken < segment.EndToken && Cues.After.TryGet(reading.Word(mention.EndToken), out var cue))
            features.AddOnce(FeatureNames.After(cue));
    }
}
