namespace Glean.Scouts.Markup;

/// <summary>Finds the end of a document type, and what in it is an attack. Nothing of it is ever processed.</summary>
internal static class DeclarationScan
{
    private const int LongestHarmlessValue = 1024;

    /// <summary>The index of the bracket that ends the declaration, or -1.</summary>
    public static int End(ReadOnlySpan<char> source, int from)
    {
        var depth = 0;
        for (var at = from; at < source.Length; at++)
        {
            switch (source[at])
            {
                case '[':
                    depth++;
                    break;
                case ']':
                    depth--;
                    break;
                case '>' when depth <= 0:
                    return at;
                case '"' or '\'' when source[(at + 1)..].IndexOf(source[at]) is >= 0 and var length:
                    at += length + 1;
                    break;
                case '"' or '\'':
                    return FirstBracket(source, from);
                case '<' when source[at..].StartsWith("<!--"):
                    var end = source[at..].IndexOf("-->");
                    if (end < 0)
                    {
                        return FirstBracket(source, from);
                    }

                    at += end + 2;
                    break;
            }
        }

        return FirstBracket(source, from);
    }

    /// <summary>
    /// Why the document type <paramref name="declaration"/> is refused, or null when it is harmless. Refused are
    /// entities read from an address of the author's choice, entities made of entities, and very long ones; the public
    /// character sets that old RSS names, and short words, are only ignored.
    /// </summary>
    public static string? Danger(ReadOnlySpan<char> declaration)
    {
        const string Keyword = "<!ENTITY";
        for (var rest = declaration; ;)
        {
            var found = rest.IndexOf(Keyword, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return null;
            }

            rest = rest[(found + Keyword.Length)..];
            var end = rest.IndexOf('>');
            var entity = end < 0 ? rest : rest[..end];
            if (IsExternal(entity))
            {
                return "declares an entity that is read from another address";
            }

            if (entity.Length > LongestHarmlessValue)
            {
                return "declares an entity of great length";
            }

            if (RefersToEntity(entity))
            {
                return "declares entities that are made of other entities";
            }
        }
    }

    /// <summary>Character sets under a registered name (<c>% HTMLlat1 PUBLIC "-//W3C//…"</c>) stand in old feeds and do no harm.</summary>
    private static bool IsExternal(ReadOnlySpan<char> entity)
    {
        var value = entity.IndexOfAny('"', '\'');
        var head = value < 0 ? entity : entity[..value];
        if (head.Contains("PUBLIC", StringComparison.OrdinalIgnoreCase))
        {
            return !head.Contains('%') || !entity[value..].Contains("-//", StringComparison.Ordinal);
        }

        return head.TrimEnd().EndsWith("SYSTEM", StringComparison.OrdinalIgnoreCase);
    }

    private static bool RefersToEntity(ReadOnlySpan<char> entity)
    {
        for (var at = 0; at + 1 < entity.Length; at++)
        {
            // The parameter sign before a name ("<!ENTITY % name") is followed by a space, a reference is not.
            if (entity[at] is '&' or '%' && MarkupScanner.IsNameStart(entity[at + 1]))
            {
                return true;
            }

            if (entity[at..].StartsWith("&#37;") || entity[at..].StartsWith("&#x25;", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public static int FirstBracket(ReadOnlySpan<char> source, int from)
    {
        var length = source[from..].IndexOf('>');
        return length < 0 ? -1 : from + length;
    }
}
