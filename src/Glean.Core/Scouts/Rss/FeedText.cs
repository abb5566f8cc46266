using System.Net;
using System.Text;
using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>A text of a feed: HTML or plain. RSS does not say which, Atom does, and both err.</summary>
internal readonly record struct FeedText(string Value, bool IsHtml)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Value);

    /// <summary>Reads <paramref name="element"/> by Atom's <c>type</c> and <c>mode</c>, else by how the words look.</summary>
    public static FeedText Read(MarkupElement element)
    {
        var type = element.Attribute("type")?.ToLowerInvariant().Split(';')[0].Trim();
        if (element.Attribute("mode")?.ToLowerInvariant() == "base64")
        {
            return new(Base64(element.Value()), type is not ("text/plain" or "text"));
        }

        switch (type)
        {
            case "xhtml" or "application/xhtml+xml":
                return new(element.InnerMarkup().Trim(), true);
            case "html" or "text/html":
                return new(element.Value().Trim(), true);
            case "text" or "text/plain" when element.Children.Count == 0:
                return new(element.Value().Trim(), false);
            case not null when type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal):
                return default;
            case not null when IsBinary(type) && element.Children.Count == 0:
                var unpacked = Base64(element.Value()).Trim();
                return Guess(unpacked);
            default:
                var value = element.Value().Trim();
                return element.Children.Count > 0 ? new(value, true) : Guess(value);
        }
    }

    /// <summary>The text on one line, without markup.</summary>
    public static string Line(MarkupElement? element) =>
        element is null ? "" :
        element.Attribute("type")?.ToLowerInvariant() is "text" or "text/plain" && element.Children.Count == 0
            ? string.Join(' ', PlainText.FromText(element.Value()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            : PlainText.Headline(Read(element).Value);

    public string? ToHtml() => IsEmpty ? null : IsHtml ? Value : WebUtility.HtmlEncode(Value);

    public string ToPlain() => IsHtml ? PlainText.FromHtml(Value) : PlainText.FromText(Value);

    /// <summary>
    /// A text of unknown kind: HTML when a tag of HTML stands in it, else plain text whose references somebody escaped twice.
    /// </summary>
    public static FeedText Guess(string value)
    {
        if (value.AsSpan().IndexOfAny('<', '&') < 0)
        {
            return new(value, false);
        }

        var scanner = new MarkupScanner(value);
        while (scanner.Next())
        {
            if (scanner.Kind is MarkupKind.StartTag or MarkupKind.EndTag && HtmlTags.RoleOf(scanner.Body) != TagRole.Unknown)
            {
                return new(value, true);
            }
        }

        return new(CharacterReferences.Decode(value), false);
    }

    /// <summary>RFC 4287, 4.1.3.3: content of such a type is in Base64.</summary>
    private static bool IsBinary(string type) =>
        type.Contains('/') && !type.StartsWith("text/", StringComparison.Ordinal) && !type.EndsWith("xml", StringComparison.Ordinal);

    private static string Base64(string value)
    {
        var packed = string.Concat(value.Where(c => !char.IsWhiteSpace(c)));
        var bytes = new byte[packed.Length];
        return Convert.TryFromBase64String(packed, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : value;
    }
}
