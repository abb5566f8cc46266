using System.Runtime.InteropServices;
using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>
/// Walks through a text in order and says for each segment which tools it may be about: those it names, and the one that
/// its lead, row, column, list, section or the sentence before brings along.
/// </summary>
internal sealed class SubjectFinder
{
    private static readonly WordSet Pairing = new("both neither");

    private readonly Reading reading;
    private readonly List<(Mention Mention, int Tool)>[] named;
    private readonly int titleTool;
    private readonly int onlyTool;
    private readonly int mainTool;

    private readonly OpenHeadings headings = new();
    private readonly ToolGroups groups;
    private readonly int[] lastNamed;
    private readonly int[] firstNamed;
    private readonly List<SubjectLink> links = [];
    private int previousTool = -1;
    private readonly List<int> recent = [];
    private int previousSegment = -10;
    private BlockKind lastKind;
    private int parentTool = -1;
    private Topic parentTopic;
    private int table = -1;
    private int[] columns = [];
    private Topic[] columnTopics = [];
    private int rowTool = -1;
    private int tableTool = -1;

    private SubjectFinder(Reading reading, List<(Mention, int)>[] named, int toolCount, int titleTool, int onlyTool, int mainTool)
    {
        this.reading = reading;
        this.named = named;
        this.titleTool = titleTool;
        this.onlyTool = onlyTool;
        this.mainTool = mainTool;
        groups = new ToolGroups(reading.Text, toolCount);
        lastNamed = new int[toolCount];
        Array.Fill(lastNamed, -1000);
        firstNamed = new int[toolCount];
        for (var s = named.Length - 1; s >= 0; s--)
        {
            foreach (var (_, tool) in named[s] ?? [])
                firstNamed[tool] = s;
        }

        Topics = new Topic[reading.Segments.Count];
        Owned = new Topic[reading.Segments.Count];
        Owners = new int[reading.Segments.Count];
        Array.Fill(Owners, -1);
    }

    /// <summary>For each segment the topic of what stands above it.</summary>
    public Topic[] Topics { get; }

    /// <summary>For each segment the topic of its own lead or column.</summary>
    public Topic[] Owned { get; }

    /// <summary>For each segment the tool that its place in the structure gives it, when it does not name that tool; else -1.</summary>
    public int[] Owners { get; }

    public List<SubjectLink> Links => links;

    /// <param name="tools">The accepted products.</param>
    public static SubjectFinder Find(Reading reading, List<ToolCandidate> tools)
    {
        var named = new List<(Mention, int)>[reading.Segments.Count];
        for (var t = 0; t < tools.Count; t++)
        {
            foreach (var mention in tools[t].Mentions)
            {
                var segment = reading.SegmentOfToken[mention.FirstToken];
                if (segment >= 0)
                    (named[segment] ??= []).Add((mention, t));
            }
        }

        foreach (var list in named)
            list?.Sort((a, b) => a.Item1.Span.Start.CompareTo(b.Item1.Span.Start));
        var inTitle = tools.Count(t => t.TitleMentions.Count > 0);
        var titleTool = inTitle == 1 ? tools.ToList().FindIndex(t => t.TitleMentions.Count > 0) : -1;
        var finder = new SubjectFinder(reading, named, tools.Count, titleTool, tools.Count == 1 ? 0 : -1, MainTool(tools));
        finder.Walk();
        return finder;
    }

    private static int MainTool(List<ToolCandidate> tools)
    {
        var main = -1;
        for (var t = 0; t < tools.Count; t++)
        {
            if (main < 0 || Weight(tools[t]) > Weight(tools[main]))
                main = t;
        }

        return main;

        // The first name of a title outweighs any number of mentions below it.
        static int Weight(ToolCandidate tool) =>
            tool.Mentions.Count + (tool.TitleMentions.Count > 0 ? 10_000 - tool.TitleMentions[0].Span.Start : 0);
    }

    private void Walk()
    {
        var segments = reading.Segments;
        for (var s = 0; s < segments.Count;)
        {
            var end = s;
            while (end < segments.Count && segments[end].Block == segments[s].Block)
                end++;
            var block = reading.Blocks[segments[s].Block];
            if (block.IsTitle)
                Title(block, s);
            else if (block.IsTable)
                Row(block, s, end);
            else if (block.Kind != BlockKind.Code)
                Prose(block, s, end);
            s = end;
        }
    }

    private void Title(Block block, int segment)
    {
        var level = Math.Clamp(block.Level, 1, OpenHeadings.Deepest);
        var names = named[segment];
        var distinct = names is null ? 0 : names.Select(n => n.Tool).Distinct().Count();
        var topic = SectionTopics.Of(reading.Text.AsSpan(block.Content.Start, block.Content.Length));
        if (topic == Topic.None && OpensWithImperative(segment))
            topic = Topic.Advice;

        // "Pros" beside "Make" on the same level belongs to it.
        var isWithin = level == OpenHeadings.Deepest || (topic is not (Topic.None or Topic.Advice) && Words(segment) <= 4);
        headings.Open(level, distinct > 0 ? Single(segment) : isWithin ? headings.ToolAt(level) : null, topic);
        (parentTool, parentTopic) = (-1, Topic.None);

        // A new section ends what the sentence before was about, unless it is only a label inside a section.
        if (level < OpenHeadings.Deepest)
            previousSegment = -10;
        Name(segment);
        Topics[segment] = topic;
        Explicit(segment);
        Inherited(segment, [(headings.Tool(level - 1), Relation.Section), (mainTool, Relation.Main)]);
    }

    private void Row(Block block, int first, int end)
    {
        if (block.Table != table)
        {
            table = block.Table;
            columns = new int[block.Cells.Count];
            columnTopics = new Topic[block.Cells.Count];
            Array.Fill(columns, -1);
            tableTool = parentTool >= 0 ? parentTool : previousSegment >= first - 2 ? previousTool : -1;
            if (block.Kind == BlockKind.HeaderRow)
            {
                for (var s = first; s < end; s++)
                {
                    var cell = reading.Segments[s].Cell;
                    columns[cell] = named[s] is { } names ? names[0].Tool : -1;
                    columnTopics[cell] = SectionTopics.Of(reading.Text.AsSpan(reading.Segments[s].Span.Start, reading.Segments[s].Span.Length));
                }

                return;
            }
        }

        rowTool = -1;
        var rowTopic = Topic.None;
        for (var s = first; s < end; s++)
        {
            var segment = reading.Segments[s];
            if (segment.Cell <= 1 && rowTool < 0 && named[s] is { } names)
                rowTool = OwnerOf(s, names);
            if (segment.Cell == 0)
                rowTopic = SectionTopics.Of(reading.Text.AsSpan(segment.Span.Start, segment.Span.Length));
        }

        if (rowTool < 0)
            rowTool = NamedInOneCell(first, end);
        for (var s = first; s < end; s++)
        {
            var cell = reading.Segments[s].Cell;
            var column = cell < columns.Length ? columns[cell] : -1;
            Topics[s] = headings.Topic;
            Owned[s] = column >= 0 ? rowTopic : cell < columnTopics.Length ? columnTopics[cell] : Topic.None;
            Name(s);
            Explicit(s);
            if (cell > 0 || column >= 0)
                Inherited(s, [(column, Relation.Column), (rowTool, Relation.Row), (tableTool, Relation.Parent), (headings.Tool(), Relation.Section), (mainTool, Relation.Main)]);
        }
    }

    /// <summary>The only tool that a row names, or the ones that one of its cells puts side by side ("ABM platforms (6sense, Mutiny)"); else -1.</summary>
    private int NamedInOneCell(int first, int end)
    {
        var at = -1;
        for (var s = first; s < end; s++)
        {
            if (named[s] is null)
                continue;
            if (at >= 0 && named[s]!.Concat(named[at]!).DistinctBy(n => n.Tool).Count() > 1)
                return -1;
            at = s;
        }

        if (at < 0)
            return -1;
        var names = named[at]!;
        return names.All(n => n.Tool == names[0].Tool)
            ? names[0].Tool
            : groups.Find(new TextSpan(names[0].Mention.Span.Start, names[^1].Mention.Span.End), names);
    }

    private void Prose(Block block, int first, int end)
    {
        var text = reading.Text;
        var leadTool = -1;
        var leadTopic = Topic.None;
        if (block.Lead is { } lead)
        {
            leadTopic = SectionTopics.Of(text.AsSpan(lead.Start, lead.Length));
            List<(Mention Mention, int Tool)> inLead = [.. (named[first] ?? []).Where(n => n.Mention.Span.Start < lead.End)];
            leadTool = inLead.Count == 0 ? -1 : groups.Find(lead, inLead) is var group and >= 0 ? group : inLead[0].Tool;
        }

        // A line that is nothing but a name heads the lines below it.
        if (end - first == 1 && named[first] is { } names && OwnerOf(first, names) is var owner and >= 0)
        {
            Name(first);
            Topics[first] = headings.Topic;
            Explicit(first);
            (parentTool, parentTopic) = (owner, Topic.None);
            Remember(first, owner);
            return;
        }

        // What a list was about last does not go on in the prose behind it.
        if (block.Kind != BlockKind.Item && lastKind == BlockKind.Item)
            previousSegment = -10;
        lastKind = block.Kind;
        if (block.Kind != BlockKind.Item && parentTool >= 0 && reading.Segments[first].Span.Length > 120)
            (parentTool, parentTopic) = (-1, Topic.None);

        for (var s = first; s < end; s++)
        {
            Topics[s] = parentTopic != Topic.None && block.Kind == BlockKind.Item ? parentTopic : headings.Topic;
            Owned[s] = leadTopic;
            Name(s);
            Explicit(s);
            var inBlock = s > first && previousSegment == s - 1 ? previousTool : -1;
            Inherited(s,
            [
                (leadTool, Relation.Lead), (inBlock, Relation.Previous), (parentTool, Relation.Parent), (headings.Tool(), Relation.Section),
                (previousSegment >= s - 3 ? previousTool : -1, Relation.Previous), (titleTool, Relation.Title), (onlyTool, Relation.Only), (mainTool, Relation.Main),
            ]);
            if (named[s] is { } here)
            {
                // After three names "it" is none of them.
                Remember(s, here.Select(n => n.Tool).Distinct().Count() < 3 ? here[0].Tool : -1);
            }
            else if (inBlock >= 0)
                Remember(s, inBlock);
        }

        // "Apollo has three plans:" introduces the items below, and so does "Best for small teams: Apollo".
        var last = reading.Segments[end - 1];
        if (block.Kind != BlockKind.Item && block.Lead is not null && leadTool < 0 && named[end - 1] is { } value && IsAllOf(block.Body, value))
        {
            (parentTool, parentTopic) = (value.All(n => n.Tool == value[0].Tool) ? value[0].Tool : -1, Topic.None);
            return;
        }

        if (text[last.Span.End - 1] == ':' || (block.Kind == BlockKind.Item && leadTool >= 0))
            (parentTool, parentTopic) = (named[end - 1] is not null ? Single(end - 1) : leadTool >= 0 ? leadTool : previousTool, leadTopic);
        else if (block.Kind is BlockKind.Paragraph && last.Span.Length > 60)
            (parentTool, parentTopic) = (-1, Topic.None);
    }

    /// <summary>The tool that a heading or introduction speaks of; of several names only one that opens it, apart from the others, or all when there is nothing else.</summary>
    private int Single(int segment)
    {
        var names = named[segment]!;
        var (first, tool) = names[0];
        if (names.All(n => n.Tool == tool))
            return tool;
        if (groups.Find(reading.Segments[segment].Bare, names) is var group and >= 0)
            return group;
        var other = names.First(n => n.Tool != tool).Mention;
        return first.FirstToken - reading.Segments[segment].FirstToken <= 1 && !ToolResolver.Enumerates(reading.Text, first.Span, other.Span) ? tool : -1;
    }

    private int Words(int segment) => reading.Segments[segment].EndToken - reading.Segments[segment].FirstToken;

    private bool OpensWithImperative(int segment) =>
        Words(segment) > 1 && Cues.Imperatives.Contains(reading.Word(reading.Segments[segment].FirstToken));

    private static bool IsMostly(Segment segment, Mention mention) =>
        segment.EndToken - segment.FirstToken <= mention.EndToken - mention.FirstToken + 1 && segment.Bare.Length <= mention.Span.Length + 8;

    private static bool IsAllOf(TextSpan body, List<(Mention Mention, int Tool)> names) =>
        names[0].Mention.Span.Start - body.Start <= 4 && body.End - names[^1].Mention.Span.End <= 24;

    /// <summary>The tool or tools that a line or cell is nothing but the name of, or -1.</summary>
    private int OwnerOf(int segment, List<(Mention Mention, int Tool)> names) =>
        IsMostly(reading.Segments[segment], names[0].Mention) ? names[0].Tool : groups.Find(reading.Segments[segment].Bare, names);

    private void Name(int segment)
    {
        foreach (var (_, tool) in named[segment] ?? [])
        {
            lastNamed[tool] = segment;
            recent.Remove(tool);
            recent.Add(tool);
            if (recent.Count > 6)
                recent.RemoveAt(0);
        }
    }

    private void Remember(int segment, int tool) => (previousTool, previousSegment) = (tool, segment);

    private void Explicit(int segment)
    {
        if (named[segment] is not { } names)
            return;
        var rank = 0;
        for (var i = 0; i < names.Count; i++)
        {
            var (mention, tool) = names[i];
            if (IsNamed(CollectionsMarshal.AsSpan(names)[..Math.Min(i, 12)], tool))
                continue;
            var relation = i == 0
                ? mention.FirstToken - reading.Segments[segment].FirstToken <= 1 ? Relation.Opening : Relation.Inside
                : ToolResolver.Enumerates(reading.Text, names[i - 1].Mention.Span, mention.Span)
                    ? Relation.Enumerated
                    : Relation.Later;
            links.Add(new SubjectLink(segment, tool, relation, 0, mention, rank++));
            if (rank >= 8)
                return;
        }
    }

    /// <summary>Offers all tools of a group, unless the segment names one of them.</summary>
    private bool Joint(int segment, int[] tools, Relation relation)
    {
        if (named[segment] is { } here && here.Any(n => tools.Contains(n.Tool)))
            return false;
        foreach (var tool in tools)
        {
            links.Add(new SubjectLink(segment, tool, relation, segment - lastNamed[tool], null, 0) { IsAhead = segment < firstNamed[tool], IsJoint = true });
        }

        return true;
    }

    /// <summary>Offers the tools that the structure brings along, the likeliest first; which of them is meant is decided later.</summary>
    private void Inherited(int segment, ReadOnlySpan<(int Tool, Relation Relation)> candidates)
    {
        var here = named[segment];
        var first = links.Count;
        if (Words(segment) > 2 && Pairing.Contains(reading.Word(reading.Segments[segment].FirstToken)))
        {
            Pair(segment);
            return;
        }

        foreach (var (tool, relation) in candidates)
        {
            if (tool < 0)
                continue;
            if (groups.Members(tool) is { } members)
            {
                // Of a line that has an owner already nothing is said for all of them.
                if (links.Count > first)
                    continue;
                if (!Joint(segment, members, relation))
                    return;
                Owners[segment] = tool;
                continue;
            }

            if (IsNamed(CollectionsMarshal.AsSpan(here), tool))
            {
                // "… a Gmail add-on. With its email sync, Gmail …": the section may still be about another.
                if (relation == Relation.Previous)
                    continue;
                return;
            }

            // Where the structure says whose a line is, the text's main tool has no claim to it.
            if (relation is Relation.Main && Owners[segment] >= 0 && Owners[segment] != tool)
                continue;
            if (LinkOf(tool, first) is var known and >= 0)
            {
                links[known].Also |= 1 << (int)relation;
                continue;
            }

            if (links.Count == first && relation is not (Relation.Previous or Relation.Title or Relation.Only or Relation.Main))
                Owners[segment] = tool;
            links.Add(new SubjectLink(segment, tool, relation, segment - lastNamed[tool], null, links.Count - first) { IsAhead = segment < firstNamed[tool] });
        }
    }

    /// <summary>Offers the last two tools that this sentence does not name itself.</summary>
    private void Pair(int segment)
    {
        var here = named[segment];
        foreach (var tool in recent.Where(t => !IsNamed(CollectionsMarshal.AsSpan(here), t)).TakeLast(2))
            links.Add(new SubjectLink(segment, tool, Relation.Pair, segment - lastNamed[tool], null, 0));
    }

    private static bool IsNamed(ReadOnlySpan<(Mention Mention, int Tool)> names, int tool)
    {
        foreach (var name in names)
        {
            if (name.Tool == tool)
                return true;
        }

        return false;
    }

    /// <summary>The link to a tool among those from <paramref name="first"/> on, or -1.</summary>
    private int LinkOf(int tool, int first)
    {
        for (var l = first; l < links.Count; l++)
        {
            if (links[l].Tool == tool)
                return l;
        }

        return -1;
    }
}
