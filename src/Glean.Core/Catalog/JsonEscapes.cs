using System.Globalization;
using System.Text;

namespace Glean.Catalog;

/// <summary>The escapes of JSON strings (RFC 8259, section 7).</summary>
public static class JsonEscapes
{
    private const string Replacement = "\\uFFFD";
    private const int EscapeLength = 6;

    /// <summary>
    /// Half of an escaped surrogate pair becomes U+FFFD. The grammar allows it and programs that cut texts write it, but the
    /// reader throws on every value that holds one.
    /// </summary>
    public static string MendSurrogates(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return json;
        }

        var mended = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            var length = json[i] != '\\' ? 1 : Unit(json, i) is null ? Math.Min(2, json.Length - i) : EscapeLength;
            if (length == EscapeLength && char.IsHighSurrogate(Unit(json, i)!.Value)
                && Unit(json, i + EscapeLength) is { } next && char.IsLowSurrogate(next))
            {
                length = 2 * EscapeLength;
            }

            if (length == EscapeLength && char.IsSurrogate(Unit(json, i)!.Value))
            {
                mended.Append(Replacement);
            }
            else
            {
                mended.Append(json, i, length);
            }

            i += length;
        }

        return mended.ToString();
    }

    /// <summary>The code unit that the escape at <paramref name="at"/> stands for, or null when none begins there.</summary>
    private static char? Unit(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
