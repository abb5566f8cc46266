namespace Glean.Notifications;

/// <summary>
/// How deeply a template nests tags and brackets. The parser goes down a level with each, and a stack that is used up ends the process:
/// so this is looked at before anything is parsed.
/// </summary>
internal static class TemplateDepth
{
    public const int Most = 20;

    private static readonly string[] Blocks = ["if", "unless", "case", "for", "comment", "raw"];

    /// <summary>Where <paramref name="source"/> goes too deep; null when it does not.</summary>
    public static int? TooDeepAt(string source)
    {
        var tags = 0;
        for (var open = source.IndexOf('{'); open >= 0; open = source.IndexOf('{', open + 1))
        {
            if (open + 1 >= source.Length || source[open + 1] is not ('{' or '%'))
                continue;

            if (source[open + 1] == '%')
            {
                var word = WordAt(source, open + 2);
                tags += Blocks.Contains(word) ? 1 : word.StartsWith("end", StringComparison.Ordinal) && tags > 0 ? -1 : 0;
                if (tags > Most)
                    return open;
            }

            if (BracketsTooDeep(source, open) is { } at)
                return at;
        }

        return null;
    }

    private static string WordAt(string source, int at)
    {
        while (at < source.Length && (source[at] == '-' || char.IsWhiteSpace(source[at])))
            at++;
        var end = at;
        while (end < source.Length && char.IsAsciiLetter(source[end]))
            end++;
        return source[at..end];
    }

    private static int? BracketsTooDeep(string source, int open)
    {
        var brackets = 0;
        for (var at = open; at < source.Length && source[at] != '}'; at++)
        {
            brackets += source[at] switch
            {
                '[' or '(' => 1,
                ']' or ')' => -1,
                _ => 0,
            };
            if (brackets > Most)
                return at;
        }

        return null;
    }
}
