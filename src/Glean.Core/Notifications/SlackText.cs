namespace Glean.Notifications;

/// <summary>Text for Slack (https://docs.slack.dev/messaging/formatting-message-text): three characters are markup and are escaped.</summary>
internal static class SlackText
{
    /// <summary>A section takes this many characters at most (https://docs.slack.dev/reference/block-kit/blocks/section-block).</summary>
    private const int LongestSection = 3000;

    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Cuts a long text between lines into parts that fit a section.</summary>
    public static IReadOnlyList<string> Sections(string text)
    {
        List<string> parts = [];
        var part = "";
        foreach (var line in text.Split('\n').Select(Fitted))
        {
            if (part.Length + 1 + line.Length > LongestSection)
            {
                parts.Add(part);
                part = "";
            }

            part = part.Length == 0 ? line : $"{part}\n{line}";
        }

        return [.. parts.Append(part).Select(p => p.Trim('\n')).Where(p => p.Length > 0)];
    }

    /// <summary>A line that is too long alone is cut where neither a link nor an escape is broken.</summary>
    private static string Fitted(string line)
    {
        if (line.Length <= LongestSection)
            return line;
        var end = LongestSection - 1;
        var (link, escape) = (line.LastIndexOf('<', end), line.LastIndexOf('&', end));
        if (link > line.LastIndexOf('>', end))
            end = link;
        if (escape > line.LastIndexOf(';', end) && escape < end)
            end = escape;
        return line[..end] + "…";
    }
}
