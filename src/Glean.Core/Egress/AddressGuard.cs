using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Glean.Egress;

/// <summary>Why something is not fetched, and what its owner can do about it.</summary>
public sealed record Refusal(string Cause, string NextStep);

/// <summary>
/// Decides what may be fetched: public addresses over http and https, and whatever <see cref="EgressOptions.Allow"/>
/// lists. Pure: nothing is resolved or sent. An address that is judged here by its spelling is judged again, as an
/// <see cref="IPAddress"/>, when the connection is made.
/// </summary>
/// <param name="allow">Networks that may be reached although they are not public.</param>
public sealed class AddressGuard(IReadOnlyList<IPNetwork> allow)
{
    private const string AllowIt = $"If it is a server of yours, list its network in {EgressOptions.AllowVariable}.";

    private const string EnterAnother = "Enter another address.";

    internal static readonly Refusal Unreadable = new("it is no absolute address that can be read", EnterAnother);

    private static readonly string[] LocalSuffixes =
        [".internal", ".local", ".localdomain", ".localhost", ".intranet", ".lan", ".home.arpa", ".corp", ".svc", ".private"];

    /// <summary>What kind of address this is (“a loopback address”) when it must not be connected to, null when it may.</summary>
    public string? Judge(IPAddress address)
    {
        var plain = Unmapped(address);
        if (IsAllowed(plain) || IsAllowed(address))
            return null;

        if (plain.AddressFamily == AddressFamily.InterNetwork)
            return NameOf(plain, SpecialNetworks.V4);

        if (plain.AddressFamily != AddressFamily.InterNetworkV6)
            return "an address of an unknown family";

        // In an IPv6-only network every IPv4 site is reached through NAT64, so the address behind it decides.
        if (Nat64Target(plain) is { } target)
            return NameOf(target, SpecialNetworks.V4) is { } name ? $"{name} behind NAT64" : null;

        if (NameOf(plain, SpecialNetworks.V6) is { } special)
            return special;

        // ISATAP hides an IPv4 address in the interface part (RFC 5214).
        if (IsIsatap(plain))
            return "an ISATAP address";

        // Global unicast is 2000::/3; nothing else is assigned to the public internet.
        return (plain.GetAddressBytes()[0] & 0xE0) == 0x20 ? null : "a reserved address";
    }

    /// <summary>Why this must not be fetched, or null when it may; text that is no URL is refused.</summary>
    public Refusal? Judge(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        ? Judge(uri)
        : Unreadable;

    /// <summary>
    /// Why this must not be fetched, or null when it may. A name passes unless it can only mean something local: what
    /// it resolves to is judged when connecting.
    /// </summary>
    public Refusal? Judge(Uri url)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            return new Refusal("only http and https are fetched", EnterAnother);

        if (url.UserInfo.Length > 0 || AuthorityHasAt(url.OriginalString))
            return new Refusal("it has a user name or password in it", "Enter the address without them.");

        if (url.Port == 0)
            return new Refusal("port 0 is no port", EnterAnother);

        var host = url.IdnHost.TrimEnd('.');
        if (host.Length == 0)
            return new Refusal("it names no host", EnterAnother);

        // Uri has already read octal, hexadecimal, decimal and short spellings of IPv4 into dotted form.
        if (IPAddress.TryParse(url.HostNameType == UriHostNameType.IPv6 ? url.DnsSafeHost : host, out var address))
            return Judge(address) is { } name ? new Refusal($"it means {name}", AllowIt) : null;

        // After the URL standard, a host whose last label is a number is an IPv4 address or nothing.
        var last = host[(host.LastIndexOf('.') + 1)..];
        if (last.All(char.IsAsciiDigit) || last.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return new Refusal("its host is a number that is no address", EnterAnother);

        if (url.Host.Any(IsDisguised))
            return new Refusal("its host is spelled in look-alike characters", EnterAnother);

        return JudgeName(host.ToLowerInvariant());
    }

    internal static Refusal LeadsTo(string kind) => new($"it leads to {kind}", AllowIt);

    private Refusal? JudgeName(string host)
    {
        var labels = host.Split('.');

        // Clouds answer their machines on such names; `metadata.io` is a company, so two labels are not enough.
        if (host == "metadata.goog" || (labels.Length > 2 && labels[0] is "metadata" or "instance-data"))
            return new Refusal("it is a cloud metadata name", EnterAnother);

        var isLocal = labels.Length == 1 || LocalSuffixes.Any(suffix => host.EndsWith(suffix, StringComparison.Ordinal));
        if (!isLocal)
            return null;

        // With a network allowed, a local name may well lead there (`http://fake-server:8080` among containers):
        // the address it resolves to decides.
        return allow.Count > 0 ? null : new Refusal("it is a local name", AllowIt);
    }

    private bool IsAllowed(IPAddress address)
    {
        foreach (var network in allow)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    private static string? NameOf(IPAddress address, SpecialNetworks.Special[] networks)
    {
        foreach (var special in networks)
        {
            if (special.Network.Contains(address))
                return special.Name;
        }

        return null;
    }

    private static IPAddress Unmapped(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        // A zone would keep fe80::1%1 from comparing equal to its network.
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0
            ? new IPAddress(address.GetAddressBytes())
            : address;
    }

    /// <summary>The IPv4 address behind a NAT64 address of a layout that RFC 6052 (2.2) defines, else null.</summary>
    private static IPAddress? Nat64Target(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (SpecialNetworks.Nat64.Contains(address))
            return new IPAddress(bytes.AsSpan(12, 4));

        // The /48 layout skips the eighth byte and ends in zeros; any other filling is a prefix we do not know.
        return SpecialNetworks.LocalNat64.Contains(address) && bytes[8] == 0 && !bytes.AsSpan(11).ContainsAnyExcept((byte)0)
            ? new IPAddress([bytes[6], bytes[7], bytes[9], bytes[10]])
            : null;
    }

    private static bool IsIsatap(IPAddress address)
    {
        var part = address.GetAddressBytes().AsSpan(8, 4);
        return (part[0] & 0xFC) == 0 && part[1] == 0 && part[2] == 0x5E && part[3] == 0xFE;
    }

    /// <summary>Digits and letters that browsers fold into ASCII: circled, superscript, full-width.</summary>
    private static bool IsDisguised(char c) =>
        c is (>= '\u2460' and <= '\u24FF') or (>= '\uFF01' and <= '\uFF5E') || (c > '\u007F' && CharUnicodeInfo.GetDigitValue(c) >= 0);

    private static bool AuthorityHasAt(string url)
    {
        var start = url.IndexOf("//", StringComparison.Ordinal);
        if (start < 0)
            return false;

        var rest = url.AsSpan(start + 2);
        var end = rest.IndexOfAny("/\\?#");
        return (end < 0 ? rest : rest[..end]).Contains('@');
    }
}
