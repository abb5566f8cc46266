namespace Glean.Scouts.Markup;

/// <summary>Finds where a dropped element ends. Remembers which names have no end tag left, so a flood of them costs one search each.</summary>
internal ref struct DroppedContent(ReadOnlySpan<char> source)
{
    private readonly ReadOnlySpan<char> source = source;
    private List<string>? endless;

    /// <summary>The index from which to read on, given that the start tag ended at <paramref name="from"/>.</summary>
    public int End(ReadOnlySpan<char> name, TagRole role, int from)
    {
        foreach (var known in endless ?? [])
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return Missing(role, from);
            }
        }

        for (var at = from; ; at += 2)
        {
            var next = source[at..].IndexOf("</");
            if (next < 0)
            {
                (endless ??= []).Add(name.ToString());
                return Missing(role, from);
            }

            at += next;
            if (source[(at + 2)..].StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (at + 2 + name.Length == source.Length || !char.IsLetterOrDigit(source[at + 2 + name.Length])))
            {
                return at;
            }
        }
    }

    // A script without end swallows the rest, as in browsers; a picture without end does not.
    private readonly int Missing(TagRole role, int from) => role == TagRole.RawDropped ? source.Length : from;
}
