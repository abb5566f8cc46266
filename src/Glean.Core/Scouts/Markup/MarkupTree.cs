namespace Glean.Scouts.Markup;

/// <summary>A document read leniently: what is open when the source ends is closed there and marked incomplete.</summary>
internal sealed class MarkupTree
{
    private const int DeepestElement = 200;
    private const int MostElements = 1_000_000;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Stack<MarkupElement> open = new();
    private readonly string source;
    private int tooDeep;

    private MarkupTree(string source)
    {
        this.source = source;
        Root = Element("", "", null, 0, 0, 0, NamespaceScope.Empty);
        Root.ContentEnd = source.Length;
    }

    /// <summary>Holds the top elements of the document; has no name itself.</summary>
    public MarkupElement Root { get; }

    /// <summary>True when the source ended inside a tag or an element, or held too many elements.</summary>
    public bool BrokeOff { get; private set; }

    /// <summary>Why the document type is refused; see <see cref="DeclarationScan.Danger"/>.</summary>
    public string? Danger { get; private set; }

    public static MarkupTree Parse(string source)
    {
        var tree = new MarkupTree(source);
        tree.Build();
        return tree;
    }

    private void Build()
    {
        open.Push(Root);
        var scanner = new MarkupScanner(source);
        var count = 0;
        while (scanner.Next())
        {
            switch (scanner.Kind)
            {
                case MarkupKind.StartTag when ++count > MostElements:
                    BrokeOff = true;
                    CloseRest(scanner.Start);
                    return;
                case MarkupKind.StartTag:
                    OpenElement(ref scanner);
                    break;
                case MarkupKind.EndTag:
                    Close(scanner.Body, scanner.Start);
                    break;
                case MarkupKind.Declaration when Danger is null && open.Count == 1:
                    Danger = DeclarationScan.Danger(scanner.Body);
                    break;
                case MarkupKind.Declaration or MarkupKind.Comment or MarkupKind.CData or MarkupKind.Instruction or MarkupKind.Text:
                    break;
            }
        }

        BrokeOff |= scanner.BrokeOff || open.Count > 1;
        CloseRest(source.Length);
    }

    private void CloseRest(int end)
    {
        while (open.Count > 1)
        {
            var element = open.Pop();
            element.ContentEnd = end;
            element.Complete = false;
        }
    }

    private void OpenElement(ref MarkupScanner scanner)
    {
        if (open.Count > DeepestElement)
        {
            tooDeep += scanner.SelfClosing ? 0 : 1;
            return;
        }

        var (prefix, name) = Split(scanner.Body);
        if (!scanner.SelfClosing)
        {
            CloseImplied(name, scanner.Start);
        }

        var parent = open.Peek();
        var scope = parent.Scope.Enter(source.AsSpan(scanner.BodyEnd, scanner.AttributesEnd - scanner.BodyEnd));
        var element = Element(prefix, name, parent, scanner.BodyEnd, scanner.AttributesEnd, scanner.End, scope);
        parent.Add(element);
        if (!scanner.SelfClosing)
        {
            open.Push(element);
        }
    }

    /// <summary>An item inside an item, or a link inside a title, is a forgotten end tag.</summary>
    private void CloseImplied(string name, int at)
    {
        if (name == "item" && open.Peek() is { Name: not ("items" or "seq") })
        {
            var item = open.FirstOrDefault(e => e.Name is "item");
            var list = open.FirstOrDefault(e => e.Name is "items" or "content" or "encoded" or "description");
            if (item is not null && list is null)
            {
                CloseThrough(item, at);
            }
        }
        else if (open.Peek() is { Name: "title" or "link" or "guid" or "pubdate", Prefix: "" } leaf
            && name is "item" or "link" or "guid" or "pubdate" or "description" or "channel" or "entry")
        {
            CloseThrough(leaf, at);
        }
    }

    private void Close(ReadOnlySpan<char> rawName, int at)
    {
        if (tooDeep > 0)
        {
            tooDeep--;
            return;
        }

        var (prefix, name) = Split(rawName);
        foreach (var element in open)
        {
            if (element.Name == name && element.Prefix.Equals(prefix, StringComparison.OrdinalIgnoreCase) && element != Root)
            {
                CloseThrough(element, at);
                return;
            }
        }
    }

    private void CloseThrough(MarkupElement last, int at)
    {
        MarkupElement closed;
        do
        {
            closed = open.Pop();
            closed.ContentEnd = at;
        }
        while (closed != last);
    }

    private (string Prefix, string Name) Split(ReadOnlySpan<char> raw)
    {
        var colon = raw.IndexOf(':');
        return colon < 0 ? ("", Intern(raw)) : (Intern(raw[..colon]), Intern(raw[(colon + 1)..]));
    }

    private string Intern(ReadOnlySpan<char> name)
    {
        Span<char> lower = name.Length <= 64 ? stackalloc char[name.Length] : new char[name.Length];
        name.ToLowerInvariant(lower);
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(lower, out var known))
        {
            return known;
        }

        var added = lower.ToString();
        names.Add(added);
        return added;
    }

    private MarkupElement Element(
        string prefix, string name, MarkupElement? parent, int attributesStart, int attributesEnd, int contentStart, NamespaceScope scope) => new()
        {
            Source = source,
            Prefix = prefix,
            Name = name,
            Parent = parent,
            AttributesStart = attributesStart,
            AttributesEnd = attributesEnd,
            ContentStart = contentStart,
            ContentEnd = contentStart,
            Scope = scope,
        };
}
