namespace Glean.Analysis.Rules;

/// <summary>
/// Finds the entries of curated lists: "- [Name](https://…) - what it does", table rows and headings that open with such a
/// link. A list of one's own pages is none: its links share a host, or nothing is said of them.
/// </summary>
internal static class CuratedList
{
    private const int MinimumEntries = 3;
    private const int MaximumWords = 6;

    /// <summary>
    /// The words of each entry's link; a heading that is nothing but a link elsewhere is one by itself. Index of the first word and behind
    /// the last one, by the first.
    /// </summary>
    public static Dictionary<int, int> Entries(Reading reading)
    {
        var entries = new Dictionary<int, int>();
        if (reading.IsTitle || reading.Links.Count == 0)
            return entries;
        var headings = new Dictionary<int, int>();
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        var described = 0;
        var link = 0;
        var last = -1;
        for (var s = 0; s < reading.Segments.Count; s++)
        {
            var segment = reading.Segments[s];
            if (segment.Block == last || segment.Cell > 0)
                continue;
            last = segment.Block;
            var block = reading.Blocks[segment.Block];
            if (block.Kind is not (BlockKind.Item or BlockKind.Row or BlockKind.Heading))
                continue;
            while (link < reading.Links.Count && reading.Links[link].Address.End <= segment.Span.Start)
                link++;
            if (link == reading.Links.Count)
                break;
            if (Opening(reading, reading.Links[link], segment) is not var (first, end))
                continue;
            var address = reading.Links[link].Address;
            var host = reading.Links[link].Host(reading.Text);
            if (block.Kind == BlockKind.Heading && address.End + 1 >= segment.Span.End)
                headings[first] = end;
            entries[first] = end;
            hosts.Add(host.StartsWith("git", StringComparison.Ordinal) ? reading.Text.Substring(address.Start, address.Length) : host);
            described += block.Kind == BlockKind.Heading || (block.Kind == BlockKind.Row ? block.Cells.Count > 1 : block.Content.End - address.End > 12) ? 1 : 0;
        }

        return entries.Count >= MinimumEntries && hosts.Count * 10 >= entries.Count * 6 && described * 2 >= entries.Count ? entries : headings;
    }

    private static (int First, int End)? Opening(Reading reading, Link link, Segment segment)
    {
        if (link.Words is not { } words || words.Start > segment.Span.Start + 6 || words.End > segment.Span.End || link.Host(reading.Text).Length == 0)
            return null;
        var first = segment.FirstToken;
        while (first < segment.EndToken && reading.Tokens[first].Start < words.Start)
            first++;
        var end = first;
        while (end < segment.EndToken && reading.Tokens[end].End <= words.End)
            end++;
        return end > first && end - first <= MaximumWords ? (first, end) : null;
    }
}
