using System.Buffers;
using System.Globalization;
using System.Text;

namespace Glean.Catalog;

/// <summary>
/// Percent-encoding in its normal form: letters that need none are bare, the rest is in capitals (RFC 3986, 6.2.2).
/// A percent sign that starts no escape is escaped itself, or a second reading could find one there.
/// </summary>
internal static class UrlEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static readonly SearchValues<char> Bare = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> InPath = SearchValues.Create(Unreserved + "!$&'()*+,;=:@/|[]");
    private static readonly SearchValues<char> InQuery = SearchValues.Create(Unreserved + "!$()*+,;:@/?|[]{}`^\\");
    private static readonly SearchValues<char> InFragment = SearchValues.Create(Unreserved + "!$&'()*+,;=:@/?|[]");

    public static void AppendPath(StringBuilder output, ReadOnlySpan<char> text) => Append(output, text, InPath);

    public static void AppendFragment(StringBuilder output, ReadOnlySpan<char> text) => Append(output, text, InFragment);

    /// <summary>A name or a value of the query, in which a space is <c>+</c>.</summary>
    public static void AppendQueryPart(StringBuilder output, ReadOnlySpan<char> text) => Append(output, text, InQuery, plusForSpace: true, equals: true);

    /// <summary>A name of the query decoded, for comparing.</summary>
    public static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));

    private static void Append(StringBuilder output, ReadOnlySpan<char> text, SearchValues<char> allowed, bool plusForSpace = false, bool equals = false)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%' && i + 2 < text.Length && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                AppendEscaped(output, value, plusForSpace);
                i += 2;
            }
            else if (allowed.Contains(c) || (equals && c == '='))
            {
                output.Append(c);
            }
            else if (c == ' ' && plusForSpace)
            {
                output.Append('+');
            }
            else
            {
                var status = Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
                rune = status == OperationStatus.Done ? rune : Rune.ReplacementChar;
                foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    output.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
                }

                i += length - 1;
            }
        }
    }

    private static void AppendEscaped(StringBuilder output, byte value, bool plusForSpace)
    {
        if (value < 0x80 && Bare.Contains((char)value))
        {
            output.Append((char)value);
        }
        else if (value == ' ' && plusForSpace)
        {
            output.Append('+');
        }
        else
        {
            output.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }
    }
}
