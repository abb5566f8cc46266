using System.Text;

namespace Glean.Scouts.Markup;

/// <summary>An element of a lenient parse: names in lower case, its words still in the source until asked for.</summary>
internal sealed class MarkupElement
{
    private static readonly List<MarkupElement> None = [];
    private List<MarkupElement>? children;

    public required string Source { get; init; }

    public required string Prefix { get; init; }

    /// <summary>The local name in lower case.</summary>
    public required string Name { get; init; }

    public required MarkupElement? Parent { get; init; }

    public required int AttributesStart { get; init; }

    public required int AttributesEnd { get; init; }

    public required int ContentStart { get; init; }

    public int ContentEnd { get; set; }

    /// <summary>False when the source broke off inside this element.</summary>
    public bool Complete { get; set; } = true;

    /// <summary>The namespace in force here; see <see cref="NamespaceScope"/>.</summary>
    public required NamespaceScope Scope { get; init; }

    public IReadOnlyList<MarkupElement> Children => children ?? None;

    public ReadOnlySpan<char> Content => Source.AsSpan(ContentStart, ContentEnd - ContentStart);

    public Space Space => field == Space.Unknown ? field = Scope.Resolve(Prefix) : field;

    public void Add(MarkupElement child) => (children ??= []).Add(child);

    /// <summary>The decoded value of the attribute <paramref name="name"/> (with prefix, any case), or null.</summary>
    public string? Attribute(string name)
    {
        var attributes = new MarkupAttributes(Source.AsSpan(AttributesStart, AttributesEnd - AttributesStart));
        while (attributes.Next())
        {
            if (attributes.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return CharacterReferences.Decode(attributes.RawValue).Trim();
            }
        }

        return null;
    }

    /// <summary>The first child of that name in <paramref name="space"/>, or null.</summary>
    public MarkupElement? First(Space space, string name)
    {
        foreach (var child in Children)
        {
            if (child.Name == name && child.Space == space)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>
    /// The words of this element with references resolved. Elements inside stay as markup: a feed that forgot to escape
    /// its HTML reads like one that did not.
    /// </summary>
    public string Value()
    {
        var content = Content;
        if (!content.Contains('<'))
        {
            return CharacterReferences.Decode(content);
        }

        var trimmed = content.Trim();
        if (trimmed.StartsWith("<![CDATA[") && trimmed.IndexOf("]]>") == trimmed.Length - 3)
        {
            return trimmed[9..^3].ToString();
        }

        // Beside real elements an escaped "&lt;" is meant as a sign, not as the start of a tag.
        return children is null ? Join(decodeText: true, encodeCData: false) : Join(decodeText: false, encodeCData: false);
    }

    /// <summary>The markup inside, as XHTML content carries it: text stays escaped, CDATA becomes escaped text.</summary>
    public string InnerMarkup() => Join(decodeText: false, encodeCData: true);

    private string Join(bool decodeText, bool encodeCData)
    {
        var content = Content;
        var output = new StringBuilder(content.Length);
        var scanner = new MarkupScanner(content);
        while (scanner.Next())
        {
            switch (scanner.Kind)
            {
                case MarkupKind.Text when decodeText:
                    CharacterReferences.AppendDecoded(output, scanner.Body);
                    break;
                case MarkupKind.CData when encodeCData:
                    output.Append(System.Net.WebUtility.HtmlEncode(scanner.Body.ToString()));
                    break;
                case MarkupKind.CData:
                    output.Append(scanner.Body);
                    break;
                case MarkupKind.Text or MarkupKind.StartTag or MarkupKind.EndTag:
                    output.Append(content[scanner.Start..scanner.End]);
                    break;
                case MarkupKind.Comment or MarkupKind.Declaration or MarkupKind.Instruction:
                    break;
            }
        }

        return output.ToString();
    }
}
