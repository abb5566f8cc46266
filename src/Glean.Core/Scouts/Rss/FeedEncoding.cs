using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Glean.Scouts.Rss;

/// <summary>
/// Turns the bytes of a feed into text, whatever they are declared to be. In order: a byte order mark; the zeros of UTF-16
/// and UTF-32; bytes that are well-formed UTF-8 with letters beyond ASCII are UTF-8, since no other encoding looks like it by
/// accident; then the charset of HTTP, of the XML declaration, and what the feed's language was written in before UTF-8.
/// </summary>
internal static partial class FeedEncoding
{
    private const int DeclarationWindow = 4096;

    private static readonly Encoding Windows1252;

    static FeedEncoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Windows1252 = Encoding.GetEncoding(1252);
    }

    public static string Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        if (ByMark(body) is (var marked, var length))
        {
            return marked.GetString(body[length..]);
        }

        if (ByZeros(body) is { } wide)
        {
            return wide.GetString(body);
        }

        var head = Encoding.Latin1.GetString(body[..Math.Min(body.Length, DeclarationWindow)]);
        if (body.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x6F, 0xA7, 0x94]))
        {
            return Ebcdic(body);
        }

        var declared = ByName(Declared().Match(head).Groups[1].Value);
        var served = ByName(Charset().Match(contentType ?? "").Groups[1].Value);
        if (declared is { WebName: "utf-16" or "utf-16BE" or "utf-32" or "utf-32BE" })
        {
            // The declaration was legible byte by byte, so this is not what it says.
            declared = null;
        }

        // Escape sequences are plain ASCII to everybody who does not know of them.
        if ((Escaping(declared) ?? Escaping(served)) is { } escaping && body.ContainsAny((byte)0x1B, (byte)'~', (byte)'+'))
        {
            return escaping.GetString(body);
        }

        if (System.Text.Unicode.Utf8.IsValid(body))
        {
            return Encoding.UTF8.GetString(body);
        }

        foreach (var candidate in (ReadOnlySpan<Encoding?>)[served, declared, ByLanguage(head)])
        {
            if (candidate is not (null or UTF8Encoding or ASCIIEncoding) && DecodeStrictly(candidate, body) is { } text)
            {
                return text;
            }
        }

        return DecodeMixed(body);
    }

    private static (Encoding Encoding, int Length)? ByMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] when System.Text.Unicode.Utf8.IsValid(body) => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    private static Encoding? ByZeros(ReadOnlySpan<byte> body) => body switch
    {
        [not 0, 0, 0, 0, not 0, ..] => Encoding.UTF32,
        [0, 0, 0, not 0, 0, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static string Ebcdic(ReadOnlySpan<byte> body)
    {
        var international = Encoding.GetEncoding(500);
        var head = international.GetString(body[..Math.Min(body.Length, DeclarationWindow)]);
        return (ByName(Declared().Match(head).Groups[1].Value) ?? international).GetString(body);
    }

    /// <summary>UTF-8 in which each byte that is none is read as Windows-1252, the way such feeds are pasted together.</summary>
    private static string DecodeMixed(ReadOnlySpan<byte> body)
    {
        var output = new StringBuilder(body.Length);
        Span<char> one = stackalloc char[1];
        var start = 0;
        for (var at = 0; at < body.Length;)
        {
            if (body[at] < 0x80 || Rune.DecodeFromUtf8(body[at..], out _, out var length) == OperationStatus.Done)
            {
                at += body[at] < 0x80 ? 1 : Utf8Length(body[at]);
                continue;
            }

            output.Append(Encoding.UTF8.GetString(body[start..at]));
            Windows1252.GetChars(body.Slice(at, 1), one);
            output.Append(one);
            start = ++at;
        }

        return output.Append(Encoding.UTF8.GetString(body[start..])).ToString();
    }

    private static int Utf8Length(byte lead) => lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

    private static string? DecodeStrictly(Encoding encoding, ReadOnlySpan<byte> body)
    {
        try
        {
            return Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback)
                .GetString(body);
        }
        catch (DecoderFallbackException)
        {
            // A page with one bad byte is still in its declared encoding, unless that one is very picky about its bytes.
            var text = encoding.GetString(body);
            return text.AsSpan().Count('\uFFFD') <= 1 + (text.Length / 200) ? text : null;
        }
    }

    private static Encoding? Escaping(Encoding? encoding) =>
        encoding is { CodePage: 50220 or 50221 or 50222 or 50225 or 50227 or 52936 or 65000 } ? encoding : null;

    private static Encoding? ByName(string name)
    {
        name = name.Trim().ToLowerInvariant();
        switch (name)
        {
            case "":
                return null;
            case "iso-8859-1" or "latin1" or "latin-1" or "iso8859-1" or "iso_8859-1" or "cp1252" or "cp-1252" or "ansi":
                return Windows1252;
            case "utf8" or "utf" or "unicode-1-1-utf-8":
                return Encoding.UTF8;
            case "gbk" or "gb2312" or "gb_2312-80" or "x-gbk" or "cp936":
                return Encoding.GetEncoding("gb18030");
            case "tis-620" or "iso-8859-11":
                return Encoding.GetEncoding(874);
            case "cp949" or "ks_c_5601-1987" or "euc_kr" or "uhc":
                return Encoding.GetEncoding(949);
            case "sjis" or "cp932" or "ms932" or "windows-31j":
                return Encoding.GetEncoding(932);
            case "macintosh" or "mac-roman" or "macroman":
                return Encoding.GetEncoding(10000);
            default:
                break;
        }

        if (name.StartsWith("cp125", StringComparison.Ordinal) || name.StartsWith("win-125", StringComparison.Ordinal))
        {
            name = "windows-" + name[^4..];
        }
        else if (name.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(name[2..], out _))
        {
            name = "ibm" + name[2..];
        }

        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The encoding customary for a language before UTF-8, as browsers fall back to it (WHATWG Encoding, legacy defaults).</summary>
    private static Encoding? ByLanguage(string head)
    {
        var language = Language().Match(head).Groups[1].Value.ToLowerInvariant();
        var page = language.Length < 2 ? 0 : language[..2] switch
        {
            "ru" or "be" or "bg" or "uk" or "mk" or "sr" => 1251,
            "ja" => 932,
            "ko" => 949,
            "zh" => language.Contains("tw", StringComparison.Ordinal) || language.Contains("hk", StringComparison.Ordinal) ? 950 : 54936,
            "th" => 874,
            "el" => 1253,
            "tr" => 1254,
            "he" or "iw" => 1255,
            "ar" or "fa" => 1256,
            "pl" or "cs" or "hu" or "sk" or "sl" or "hr" => 1250,
            "lt" or "lv" or "et" => 1257,
            "vi" => 1258,
            _ => 0,
        };
        return page == 0 ? null : Encoding.GetEncoding(page);
    }

    [GeneratedRegex("""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Declared();

    [GeneratedRegex("""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();

    [GeneratedRegex("""(?:xml:lang\s*=\s*["']|<(?:dc:)?language>\s*)([A-Za-z-]{2,12})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Language();
}
