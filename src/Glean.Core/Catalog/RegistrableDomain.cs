using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Glean.Catalog;

/// <summary>
/// The part of a host name that somebody registered: <c>shop.example.co.uk</c> is <c>example.co.uk</c>.
/// By the public suffix list (https://publicsuffix.org/list/), with its private section: sites on a shared host
/// (<c>ann.github.io</c>) belong to different people, so the host's name counts as a suffix.
/// </summary>
public static class RegistrableDomain
{
    private static readonly Lazy<SuffixRules> Rules = new(() =>
    {
        using var list = EmbeddedData.Open("public_suffix_list.dat");
        var bytes = new byte[list.Length];
        list.ReadExactly(bytes);
        return SuffixRules.Read(Encoding.UTF8.GetString(bytes));
    });

    private static readonly IdnMapping Idn = new();
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" /:@[]");

    /// <summary>
    /// The registrable domain of <paramref name="host"/> in lower case, in the spelling that came in (Unicode or
    /// punycode); null for what has none: a suffix itself, an IP address, nonsense.
    /// </summary>
    public static string? Of(string? host)
    {
        if (Clean(host) is not { } name)
        {
            return null;
        }

        var suffix = SuffixStart(name);
        return suffix <= 0 ? null : name[(name.LastIndexOf('.', suffix - 2) + 1)..];
    }

    /// <summary>
    /// The label before the suffix: <c>example</c> of <c>shop.example.co.uk</c>; null where <see cref="Of"/> is null.
    /// </summary>
    public static string? LabelOf(string? host) => Of(host) is { } domain ? domain[..domain.IndexOf('.', StringComparison.Ordinal)] : null;

    /// <summary>Whether <paramref name="name"/> is itself listed as a suffix (<c>com</c>, <c>co.uk</c>, <c>github.io</c>).</summary>
    public static bool IsSuffix(string? name) => Clean(name) is { } host && Rules.Value.Matches(ToUnicode(host));

    /// <summary>Where the public suffix of <paramref name="host"/> begins; 0 when the whole host is one.</summary>
    private static int SuffixStart(string host)
    {
        // Rules are kept in Unicode. A label keeps its place whichever way it is spelled, so count labels there.
        var unicode = ToUnicode(host);
        var labels = Rules.Value.SuffixLabels(unicode);
        var at = host.Length;
        for (var i = 0; i < labels && at > 0; i++)
        {
            at = host.LastIndexOf('.', at - 1);
            if (at < 0)
            {
                return 0;
            }
        }

        return at + 1;
    }

    private static string? Clean(string? host)
    {
        if (string.IsNullOrWhiteSpace(host))
        {
            return null;
        }

        // One trailing dot is the root and says nothing; a leading or doubled one is no host name.
        var name = host.Trim().ToLowerInvariant();
        if (name.EndsWith('.'))
        {
            name = name[..^1];
        }

        return name.Length is 0 or > 253 || name[0] == '.' || name.Contains("..", StringComparison.Ordinal) ||
            name.AsSpan().ContainsAny(NotInNames) || IPAddress.TryParse(name, out _)
            ? null
            : name;
    }

    private static string ToUnicode(string host)
    {
        if (!host.Contains("xn--", StringComparison.Ordinal))
        {
            return host;
        }

        try
        {
            return Idn.GetUnicode(host);
        }
        catch (ArgumentException)
        {
            // Broken punycode is in no list; the rule for unknown names applies.
            return host;
        }
    }
}
