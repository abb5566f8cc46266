namespace Glean.Analysis.Rules;

/// <summary>The headings above a place of a text, by their levels: whom they speak of, and of what.</summary>
internal sealed class OpenHeadings
{
    /// <summary>The level of a label within a section.</summary>
    public const int Deepest = 7;

    private readonly (int? Tool, Topic Topic)[] open = new (int?, Topic)[Deepest + 1];

    /// <summary>The topic of the innermost heading that has one.</summary>
    public Topic Topic
    {
        get
        {
            for (var at = Deepest; at >= 1; at--)
            {
                if (open[at].Topic != Topic.None)
                    return open[at].Topic;
            }

            return Topic.None;
        }
    }

    /// <summary>Opens a heading, which ends those of its level and below.</summary>
    /// <param name="level">1 to <see cref="Deepest"/>.</param>
    /// <param name="tool">The tool or group it speaks of, -1 where it names several that it says nothing of together; null where it names none.</param>
    public void Open(int level, int? tool, Topic topic)
    {
        Array.Clear(open, level, open.Length - level);
        open[level] = (tool, topic);
    }

    /// <summary>The tool that the heading of this level speaks of; null where it names none.</summary>
    public int? ToolAt(int level) => open[level].Tool;

    /// <summary>The tool that the innermost heading of this level or above speaks of, or -1.</summary>
    public int Tool(int level = Deepest)
    {
        for (var at = level; at >= 1; at--)
        {
            if (open[at].Tool is { } tool)
                return tool;
        }

        return -1;
    }
}
