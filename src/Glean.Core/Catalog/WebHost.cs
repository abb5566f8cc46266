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

        host = Uri.UnescapeDataString(host).Replace('。', '.').Replace('．', '.').Replace('｡', '.').Replace("\u00AD", "").Normalize(NormalizationForm.FormC);
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
        if (Ascii.IsValid(host))
        {
            return host.ToLowerInvariant();
        }

        try
        {
            return Idn.GetAscii(Narrow(host).ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Full-width letters are the plain ones in other clothes (UTS 46 maps them).</summary>
    private static string Narrow(string host) =>
        string.Concat(host.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));

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
