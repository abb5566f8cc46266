using System.Buffers;

namespace Glean.Scouts.Markup;

/// <summary>Walks through the attributes of one start tag, quoted, unquoted or without a value.</summary>
internal ref struct MarkupAttributes(ReadOnlySpan<char> source)
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f=/\"'");
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\f");
    private ReadOnlySpan<char> rest = source;

    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>The value as it stands in the source, references unresolved.</summary>
    public ReadOnlySpan<char> RawValue { get; private set; }

    public bool Next()
    {
        rest = rest.TrimStart(" \t\r\n\f/\"'");
        if (rest.IsEmpty)
        {
            return false;
        }

        var end = rest.IndexOfAny(NameEnds);
        end = end < 0 ? rest.Length : Math.Max(end, 1);
        Name = rest[..end];
        RawValue = default;
        var after = rest[end..].TrimStart();
        if (after.IsEmpty || after[0] != '=')
        {
            rest = rest[end..];
            return true;
        }

        after = after[1..].TrimStart();
        if (!after.IsEmpty && after[0] is '"' or '\'')
        {
            var close = after[1..].IndexOf(after[0]);
            RawValue = close < 0 ? after[1..] : after.Slice(1, close);
            rest = close < 0 ? default : after[(close + 2)..];
            return true;
        }

        var length = after.IndexOfAny(ValueEnds);
        RawValue = length < 0 ? after : after[..length];
        rest = length < 0 ? default : after[length..];
        return true;
    }
}
