using System.Collections.Frozen;

namespace Glean.Scouts.Markup;

/// <summary>What a tag of HTML does to the flow of plain text.</summary>
internal enum TagRole
{
    /// <summary>No tag of HTML.</summary>
    Unknown,

    /// <summary>Part of a line.</summary>
    Inline,

    /// <summary>Ends the line: <c>br</c>, <c>li</c>, <c>div</c>.</summary>
    Line,

    /// <summary>Stands apart: a paragraph, a heading, a list.</summary>
    Block,
    Row,
    Cell,
    Preformatted,

    /// <summary>Left out with everything inside.</summary>
    Dropped,

    /// <summary>Left out, and its content is no markup: only its own end tag ends it.</summary>
    RawDropped,
}

internal static class HtmlTags
{
    private static readonly FrozenDictionary<string, TagRole>.AlternateLookup<ReadOnlySpan<char>> Roles = Build();

    /// <summary>The role of the tag <paramref name="name"/>, whatever its case or prefix.</summary>
    public static TagRole RoleOf(ReadOnlySpan<char> name)
    {
        var colon = name.IndexOf(':');
        return Roles.TryGetValue(colon < 0 ? name : name[(colon + 1)..], out var role) ? role : TagRole.Unknown;
    }

    private static FrozenDictionary<string, TagRole>.AlternateLookup<ReadOnlySpan<char>> Build()
    {
        var roles = new Dictionary<string, TagRole>(StringComparer.OrdinalIgnoreCase);
        Add(TagRole.Inline, """
            a abbr acronym area b base basefont bdi bdo big button center cite code col data del dfn em embed font i img input ins
            kbd label link map mark math meta meter nobr output param picture progress q rb rp rt ruby s samp small source span
            strike strong sub sup time track tt u var wbr
            """);
        Add(TagRole.Line, """
            address article aside body br caption colgroup dd details dialog dir div dt fieldset figcaption footer form header hgroup
            html legend li main menu nav optgroup option section select summary tbody tfoot thead textarea title
            """);
        Add(TagRole.Block, "blockquote dl figure h1 h2 h3 h4 h5 h6 hr ol p table ul");
        Add(TagRole.Row, "tr");
        Add(TagRole.Cell, "td th");
        Add(TagRole.Preformatted, "pre listing xmp plaintext");
        Add(TagRole.Dropped, "audio canvas head noscript object applet frameset svg template video");
        Add(TagRole.RawDropped, "iframe noembed noframes script style");
        return roles.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        void Add(TagRole role, string names)
        {
            foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                roles[name] = role;
            }
        }
    }
}
