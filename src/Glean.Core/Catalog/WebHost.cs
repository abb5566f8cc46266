using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Glean.Catalog;

/// <summary>Brings a host to its one spelling: Punycode in lower case, or a number written plainly.</summary>
internal static class WebHost
{
    private const int LongestHost = 253;
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    /// <summary>The canonical host, or null when no machine can be called so.</summary>
    public static string? Normalize(string host)
    {
        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && !host.Contains('%') && IPAddress.TryParse(host, out var six) && six.AddressFamily == AddressFamily.InterNetworkV6
                ? $"[{six}]"
                : null;
        }

        host = Uri.UnescapeDataString(host).Replace('。', '.').Replace('．', '.').Replace('｡', '.').Normalize(NormalizationForm.FormC);
        if (host.EndsWith('.'))
        {
            host = host[..^1];
        }

        if (host.Length is 0 or > LongestHost)
        {
            return null;
        }

        var ascii = ToAscii(host);
        if (ascii is null || !ascii.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') || ascii.Contains("..", StringComparison.Ordinal)
            || ascii[0] == '.')
        {
            return null;
        }

        // A host whose last part is a number is an IPv4 address, in whichever base it is written, or nothing.
        var last = ascii[(ascii.LastIndexOf('.') + 1)..];
        return IsNumber(last) ? IPv4(ascii.Split('.')) : ascii;
    }

    private static string? ToAscii(string host)
    {
        try
        {
            var ascii = Ascii.IsValid(host) ? host.ToLowerInvariant() : Idn.GetAscii(Mapped(host)).ToLowerInvariant();

            // Punycode that does not decode, or would be spelt otherwise, is no name.
            return !ascii.Contains("xn--", StringComparison.Ordinal)
                || (Idn.GetUnicode(ascii) is var unicode && IsName(unicode) && Idn.GetAscii(unicode).Equals(ascii, StringComparison.OrdinalIgnoreCase))
                ? ascii
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Full-width letters are the plain ones in other clothes, and invisible signs are nothing (UTS 46 maps them so).</summary>
    private static string Mapped(string host) => string.Concat(host
        .Where(c => c is not ('\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF'))
        .Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c)).ToLowerInvariant();

    private static bool IsName(string host) =>
        !host.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\uFFFD' or (>= '\uFDD0' and <= '\uFDEF') or '\uFFFE' or '\uFFFF')
        && !host.Split('.').Any(label => label.Length == 0 || label.StartsWith("xn--", StringComparison.Ordinal));

    private static bool IsNumber(string part) =>
        part.Length > 0 && (part.All(char.IsAsciiDigit) || (part.StartsWith("0x", StringComparison.Ordinal) && part[2..].All(char.IsAsciiHexDigit)));

    private static string? IPv4(string[] parts)
    {
        if (parts.Length > 4)
        {
            return null;
        }

        var address = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            if (Value(parts[i]) is not { } value)
            {
                return null;
            }

            var isLast = i == parts.Length - 1;
            var limit = isLast ? 1L << (8 * (5 - parts.Length)) : 256;
            if (value >= limit)
            {
                return null;
            }

            address |= isLast ? value : value << (8 * (3 - i));
        }

        return $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
    }

    private static long? Value(string part)
    {
        if (part.Length is 0 or > 16 || !IsNumber(part))
        {
            return null;
        }

        try
        {
            return part.StartsWith("0x", StringComparison.Ordinal) ? (part.Length == 2 ? 0 : Convert.ToInt64(part, 16))
                : part.Length > 1 && part[0] == '0' ? Convert.ToInt64(part, 8)
                : long.Parse(part, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }
}
