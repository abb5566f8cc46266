using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>
/// Several tools that a heading, lead, line or cell puts side by side: what stands there is said of each. A group has a number behind those
/// of the tools, so that it can stand where a tool does.
/// </summary>
/// <param name="tools">How many tools there are.</param>
internal sealed class ToolGroups(string text, int tools)
{
    private readonly List<int[]> members = [];

    /// <summary>The number of the group that <paramref name="span"/> enumerates and hardly says anything else, or -1.</summary>
    /// <param name="names">The tools it names, in order.</param>
    public int Find(TextSpan span, List<(Mention Mention, int Tool)> names)
    {
        const int largest = 6, number = 12, rest = 6;
        int[] group = [.. names.Select(n => n.Tool).Distinct()];
        if (group.Length is < 2 or > largest || names[0].Mention.Span.Start - span.Start > number || span.End - names[^1].Mention.Span.End > rest)
            return -1;
        for (var i = 1; i < names.Count; i++)
        {
            if (!ToolResolver.Joins(text, names[i - 1].Mention.Span, names[i].Mention.Span))
                return -1;
        }

        members.Add(group);
        return tools + members.Count - 1;
    }

    /// <summary>The tools of a group; null for the number of a tool.</summary>
    public int[]? Members(int number) => number < tools ? null : members[number - tools];
}
