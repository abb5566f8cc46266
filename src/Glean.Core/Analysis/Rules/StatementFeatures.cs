using System.Buffers;

namespace Glean.Analysis.Rules;

/// <summary>What the whole text says about its statements.</summary>
/// <param name="Tools">How many tools the text names.</param>
/// <param name="Named">For each segment the tools it names.</param>
/// <param name="Focus">For each tool the share of segments that name it.</param>
/// <param name="InTitle">For each tool whether the title names it.</param>
internal sealed record TextContext(SubjectFinder Subjects, int Tools, SubjectLink[][] Named, double[] Focus, bool[] InTitle, Topic TitleTopic);

/// <summary>What a segment looks like when taken for a statement about a tool.</summary>
internal static class StatementFeatures
{
    [Flags]
    private enum Lists : long
    {
        Pronouns = 1,
        FirstPerson = 2,
        SecondPerson = 4,
        Negations = 8,
        Hypotheses = 16,
        Verbs = 32,
        ProductNouns = 64,
        Imperatives = 128,
    }

    private static readonly WordLists<Lists> Closed = new(
        (Lists.Pronouns, new("it its it's they their this these the that she her he which both")),
        (Lists.FirstPerson, new("i we my our us i'm we're i've we've me")),
        (Lists.SecondPerson, new("you your you're you'll yourself")),
        (Lists.Negations, new("no not never without lacks lack lacking can't cannot don't doesn't didn't isn't aren't won't wasn't couldn't limited missing none nor hard")),
        (Lists.Hypotheses, new("if would could should might maybe perhaps imagine suppose whether unless")),
        (Lists.Verbs, new("""
            is are was were has have had offers offer provides provide includes include supports support integrates integrate connects connect syncs lets
            allows enables helps gives makes costs charges starts works comes handles uses automates feels leads lacks struggles needs requires keeps pulls
            sends finds tracks records books analyzes does can will can't doesn't combines delivers brings captures generates
            """)),
        (Lists.ProductNouns, new("platform tool app software product solution crm dialer plan plans pricing price support ui interface data api integration integrations feature features team")),
        (Lists.Imperatives, Cues.Imperatives));

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,%+–-~<> kKmMxX");

    private static readonly string[] RelationNames = [.. Enum.GetNames<Relation>().Select(n => "rel:" + n)];
    private static readonly string[] AlsoNames = [.. Enum.GetNames<Relation>().Select(n => "also:" + n)];
    private static readonly string[] TopicNames = [.. Enum.GetValues<Topic>().Select(t => "topic:" + SectionTopics.Name(t))];
    private static readonly string[] OwnedNames = [.. Enum.GetValues<Topic>().Select(t => "lead:" + SectionTopics.Name(t))];
    private static readonly string[] KindNames = [.. Enum.GetNames<BlockKind>().Select(n => "block:" + n)];
    private static readonly string[] LengthNames = ["length:1-2", "length:3-5", "length:6-10", "length:11-20", "length:21-35", "length:36+"];
    private static readonly string[] TitleNames = [.. Enum.GetValues<Topic>().Select(t => "title:" + SectionTopics.Name(t))];
    private static readonly string[] FocusNames = ["focus:passing", "focus:some", "focus:often", "focus:main"];
    private static readonly string[,] FocusAndKind = Pairs(FocusNames, KindNames);
    private static readonly string[,] RelationAndKind = Pairs(RelationNames, KindNames);
    private static readonly string[,] RelationAndTopic = Pairs(RelationNames, TopicNames);

    /// <summary>What <see cref="Add"/> asks of the words of a text.</summary>
    public static WordFacts WordsOf(Reading reading, WeightTable stems) => new(reading, stems, Closed.Of);

    /// <param name="words">Those of <see cref="WordsOf"/>, the same for all pairs of a text.</param>
    public static void Add(Reading reading, SubjectLink link, TextContext context, WordFacts words, FeatureSet features)
    {
        var (topic, owned) = (context.Subjects.Topics[link.Segment], context.Subjects.Owned[link.Segment]);
        var segment = reading.Segments[link.Segment];
        var block = reading.Blocks[segment.Block];
        features.Add("bias");
        features.Add(RelationNames[(int)link.Relation]);
        features.Add(TopicNames[(int)topic]);
        features.Add(OwnedNames[(int)owned]);
        features.Add(KindNames[(int)block.Kind]);
        features.Add(RelationAndKind[(int)link.Relation, (int)block.Kind]);
        features.Add(RelationAndTopic[(int)link.Relation, (int)topic]);
        features.AddIf(owned == Topic.None && topic == Topic.None, "no-topic");
        features.Add(block.Mark switch { > 0 => "mark:tick", < 0 => "mark:cross", _ => "mark:none" });
        features.Add(context.Tools switch { 1 => "tools:1", 2 => "tools:2", < 6 => "tools:3-5", _ => "tools:6+" });
        features.Add(link.Distance switch { 0 => "distance:0", 1 => "distance:1", 2 => "distance:2", < 5 => "distance:3-4", < 10 => "distance:5-9", < 25 => "distance:10-24", < 900 => "distance:25+", _ => "distance:never" });
        features.AddIf(link.Mention is null && context.Named[link.Segment].Length > 0, "another-named");
        features.AddIf(link.IsAhead, context.InTitle[link.Tool] ? "ahead-in-title" : "ahead");
        features.AddIf(link.Rank > 0, "rank:later");
        features.AddIf(link.IsJoint, "joint");
        features.AddIf(link.IsInherited && link.Rank > 0, link.Rank == 1 ? "inherited-second" : "inherited-third");
        for (var also = 0; link.Also >> also != 0; also++)
            features.AddIf((link.Also >> also & 1) != 0, AlsoNames[also]);
        features.AddIf(link.Mention is not null && context.Subjects.Owners[link.Segment] >= 0, "owned-by-another");
        features.Add(TitleNames[(int)context.TitleTopic]);
        var focus = context.Focus[link.Tool] switch { < 0.04 => 0, < 0.12 => 1, < 0.3 => 2, _ => 3 };
        features.Add(FocusNames[focus]);
        if (link.Relation is Relation.Section or Relation.Previous or Relation.Title or Relation.Only or Relation.Main)
            features.Add(FocusAndKind[focus, (int)block.Kind]);
        features.AddIf(block.Lead is not null, "has-lead");
        Sentence(reading, segment, link, context, features);
        Words(reading, segment, link, context, words, features);
        if (link.Mention is { } mention)
            Around(reading, segment, mention, features);
    }

    private static void Sentence(Reading reading, Segment segment, SubjectLink link, TextContext context, FeatureSet features)
    {
        var text = reading.Text.AsSpan(segment.Span.Start, segment.Span.Length);
        var words = segment.EndToken - segment.FirstToken;
        features.Add(LengthNames[words switch { <= 2 => 0, <= 5 => 1, <= 10 => 2, <= 20 => 3, <= 35 => 4, _ => 5 }]);
        var last = text.TrimEnd("*_\"”)', ");
        features.AddIf(last.EndsWith("?"), "question");
        features.AddIf(last.EndsWith(":"), "ends-colon");
        features.AddIf(last.EndsWith("."), "ends-stop");
        features.AddIf(last.EndsWith("!"), "ends-exclamation");
        features.AddIf(text.ContainsAny('$', '€', '£') || text.Contains("USD", StringComparison.Ordinal), "money");
        features.AddIf(text.Contains('%'), "percent");
        features.AddIf(text.IndexOfAnyExcept(NumberCharacters) < 0, "bare-number");
        features.AddIf(text.Contains("](", StringComparison.Ordinal), "link");
        features.AddIf(text.Contains('"') || text.Contains('“'), "quotation");
        features.AddIf(text.Contains('→') || text.Contains("->", StringComparison.Ordinal), "arrow");
        features.AddIf(text.Contains("[Name]", StringComparison.OrdinalIgnoreCase) || text.Contains("{{", StringComparison.Ordinal), "placeholder");
        features.AddIf(link.Mention is { } m && segment.EndToken - segment.FirstToken <= m.EndToken - m.FirstToken + 1, "only-name");
        features.AddIf(MentionFeatures.IsTitleCase(reading, segment), "title-case");
        var named = context.Named[link.Segment].Sum(l => l.Mention!.EndToken - l.Mention.FirstToken);
        features.AddIf(named > 0 && words - named <= context.Named[link.Segment].Length / 2, "only-names");
    }

    private static void Words(
        Reading reading, Segment segment, SubjectLink link, TextContext context, WordFacts words, FeatureSet features)
    {
        var digit = false;
        Lists seen = 0;
        for (var t = segment.FirstToken; t < segment.EndToken; t++)
        {
            if (reading.Tokens[t].InAddress)
                continue;
            ref readonly var word = ref words[t];
            var lists = (Lists)word.Lists;
            if (t == segment.FirstToken)
            {
                features.AddIf(lists.HasFlag(Lists.Imperatives), "opens-imperative");
                features.AddIf(lists.HasFlag(Lists.Pronouns), link.Mention is null ? "opens-pronoun-inherited" : "opens-pronoun");
                features.AddIf(lists.HasFlag(Lists.FirstPerson), "opens-first-person");
                features.AddIf(lists.HasFlag(Lists.SecondPerson), "opens-second-person");
            }

            digit |= reading.Tokens[t].Shape == TokenShape.Digit;
            seen |= lists;

            // A tool's own name must not become evidence for what is said of it.
            if (link.Mention is { } mention && t >= mention.FirstToken && t < mention.EndToken)
                continue;
            if (t - segment.FirstToken >= 60)
                continue;
            if (word.Stem is { } stem)
                features.AddOnce(stem);
            foreach (var kind in word.Kinds)
                features.AddOnce(kind);
        }

        var verb = seen.HasFlag(Lists.Verbs);
        var negation = seen.HasFlag(Lists.Negations);
        var first = seen.HasFlag(Lists.FirstPerson);
        var second = seen.HasFlag(Lists.SecondPerson);
        var hypothesis = seen.HasFlag(Lists.Hypotheses);
        var noun = seen.HasFlag(Lists.ProductNouns);
        features.AddIf(digit, "digit");
        features.AddIf(verb, "product-verb");
        features.AddIf(!verb, "no-product-verb");
        features.AddIf(negation, "negation");
        features.AddIf(first, "first-person");
        features.AddIf(second, "second-person");
        features.AddIf(hypothesis, "hypothesis");
        features.AddIf(noun, "product-noun");
        if (link.Mention is null)
        {
            // Where the tool is not named, the sentence itself must sound like one about a product.
            features.AddIf(first, "inherited+first-person");
            features.AddIf(second, "inherited+second-person");
            features.AddIf(hypothesis, "inherited+hypothesis");
            features.AddIf(verb, "inherited+product-verb");
            features.AddIf(noun, "inherited+product-noun");
            features.AddIf(negation, "inherited+negation");
            features.AddIf(context.TitleTopic == Topic.Advice, "inherited+title:advice");
            features.AddIf(IsNumbered(reading, segment), "inherited+numbered");
            features.AddIf(reading.Text.AsSpan(segment.Span.Start, segment.Span.Length).Contains('→'), "inherited+arrow");
        }
    }

    /// <summary>Numbered items are steps more often than statements.</summary>
    private static bool IsNumbered(Reading reading, Segment segment)
    {
        var at = reading.Blocks[segment.Block].Content.Start - 1;
        while (at > 0 && reading.Text[at] == ' ')
            at--;
        return at > 0 && reading.Text[at] is '.' or ')' && char.IsAsciiDigit(reading.Text[at - 1]);
    }

    private static void Around(Reading reading, Segment segment, Mention mention, FeatureSet features)
    {
        var before = mention.FirstToken - 1;
        if (before >= segment.FirstToken && Cues.Before.TryGet(reading.Word(before), out var cue))
            features.Add(FeatureNames.Before(cue));
        if (mention.EndToken < segment.EndToken && Cues.After.TryGet(reading.Word(mention.EndToken), out cue))
            features.Add(FeatureNames.After(cue));
        var next = mention.Span.End < reading.Text.Length ? reading.Text[mention.Span.End] : '\n';
        features.AddIf(next == ':', "name-colon");
        features.AddIf(next == '-', "name-hyphen");
        features.AddIf(next is '\'' or '’', "name-possessive");
        features.AddIf(mention.Span.Start > 0 && reading.Text[mention.Span.Start - 1] == '(', "name-bracketed");
        features.AddIf(mention.EndToken == segment.EndToken, "name-last");
    }

    private static string[,] Pairs(string[] left, string[] right)
    {
        var pairs = new string[left.Length, right.Length];
        for (var l = 0; l < left.Length; l++)
        {
            for (var r = 0; r < right.Length; r++)
                pairs[l, r] = left[l] + "+" + right[r];
        }

        return pairs;
    }
}
