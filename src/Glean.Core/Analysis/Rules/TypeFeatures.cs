using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>What the words of a statement, and the labels above it, say about its kind.</summary>
internal static class TypeFeatures
{
    private static readonly WordSet People = new("""
        team teams agency agencies startup startups founder founders freelancer freelancers company companies business businesses enterprise
        enterprises smb smbs beginner beginners marketer marketers recruiter recruiters rep reps sdr sdrs sellers solopreneurs shops org orgs
        organizations consultants users people managers developers everyone anyone someone
        """);

    private static readonly string[] TopicNames = [.. Enum.GetValues<Topic>().Select(t => "topic:" + SectionTopics.Name(t))];
    private static readonly string[] LeadNames = [.. Enum.GetValues<Topic>().Select(t => "lead:" + SectionTopics.Name(t))];

    /// <param name="span">The part of the segment that is quoted.</param>
    /// <param name="others">Mentions of any tool in the segment.</param>
    public static void Add(
        Reading reading, SubjectLink link, TextSpan span, TextContext context, IReadOnlyList<SubjectLink> others, WeightTable stems, FeatureSet features)
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
        features.AddIf(others.Any(o => o.Tool != link.Tool && o.Mention is { } m && m.Span.Start >= span.Start && m.Span.End <= span.End), "names-another");
        Words(reading, link, span, stems, features);
    }

    private static void Words(Reading reading, SubjectLink link, TextSpan span, WeightTable stems, FeatureSet features)
    {
        var segment = reading.Segments[link.Segment];
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
            if (link.Mention is { } mention && t >= mention.FirstToken && t < mention.EndToken)
            {
                Around(reading, segment, mention, span, features);
                continue;
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
        }
    }

    private static void Around(Reading reading, Segment segment, Mention mention, TextSpan span, FeatureSet features)
    {
        var before = mention.FirstToken - 1;
        if (before >= segment.FirstToken && reading.Tokens[before].Start >= span.Start && Cues.Before.TryGet(reading.Word(before), out var cue))
            features.AddOnce(FeatureNames.Before(cue));
        if (mention.EndToken < segment.EndToken && Cues.After.TryGet(reading.Word(mention.EndToken), out cue))
            features.AddOnce(FeatureNames.After(cue));
    }
}
