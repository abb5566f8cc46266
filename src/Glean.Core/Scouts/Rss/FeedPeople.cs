using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>Names of authors out of the many ways feeds write them.</summary>
internal static class FeedPeople
{
    /// <summary>The authors of an entry or a feed, by name where there is one; null when nobody is named.</summary>
    public static string? Authors(MarkupElement element)
    {
        var names = new List<string>();
        foreach (var child in element.Children)
        {
            var isAuthor = (child.Space, child.Name) is
                (Space.Core or Space.Atom, "author" or "managingeditor") or (Space.DublinCore, "creator" or "author");
            if (isAuthor && Name(child) is { } name && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        if (names.Count == 0 && element.First(Space.ITunes, "author") is { } podcaster && Name(podcaster) is { } only)
        {
            names.Add(only);
        }

        // The webmaster of a feed is better than nobody.
        return names.Count > 0 ? string.Join(", ", names)
            : XmlFeed.Child(element, "webmaster") is { } webmaster ? Name(webmaster) : null;
    }

    private static string? Name(MarkupElement person)
    {
        foreach (var part in (ReadOnlySpan<string>)["name", "email"])
        {
            foreach (var child in person.Children)
            {
                if (child.Name == part && PlainText.Headline(child.Value()) is { Length: > 0 } stated)
                {
                    return stated;
                }
            }
        }

        return person.Children.Any(c => c.Name is "uri" or "url" or "homepage") ? null : FromText(PlainText.Headline(person.Value()));
    }

    /// <summary>"me@example.org (A. Writer)" and "A. Writer &lt;me@example.org&gt;" name A. Writer.</summary>
    internal static string? FromText(string text)
    {
        text = text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text;
        var open = text.IndexOf('(');
        if (open > 0 && text.EndsWith(')') && text[..open].Contains('@'))
        {
            return text[(open + 1)..^1].Trim() is { Length: > 0 } inside ? inside : text[..open].Trim();
        }

        var bracket = text.IndexOfAny(['<', '(', '[']);
        if (bracket > 0 && text[bracket..].Contains('@') && text[^1] is '>' or ')' or ']')
        {
            return text[..bracket].Trim(' ', '"');
        }

        return text.Length == 0 ? null : text;
    }
}
