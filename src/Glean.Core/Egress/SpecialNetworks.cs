using System.Net;

namespace Glean.Egress;

/// <summary>
/// The networks that are no part of the public internet, after the IANA special-purpose registries (RFC 6890 and its
/// updates), the multicast and reserved blocks, and the addresses on which clouds answer their own machines.
/// </summary>
internal static class SpecialNetworks
{
    /// <summary>A network and what it is called in a message.</summary>
    internal readonly record struct Special(IPNetwork Network, string Name);

    internal static readonly Special[] V4 =
    [
        Of("0.0.0.0/8", "an unspecified address"),
        Of("10.0.0.0/8", "a private address"),
        Of("100.64.0.0/10", "a carrier-grade NAT address"),
        Of("127.0.0.0/8", "a loopback address"),
        Of("168.63.129.16/32", "a cloud metadata address"),
        Of("169.254.0.0/16", "a link-local or cloud metadata address"),
        Of("172.16.0.0/12", "a private address"),
        Of("192.0.0.0/24", "an address of the IETF protocol block"),
        Of("192.0.2.0/24", "a documentation address"),
        Of("192.31.196.0/24", "an AS112 address"),
        Of("192.52.193.0/24", "an AMT address"),
        Of("192.88.99.0/24", "a 6to4 relay address"),
        Of("192.168.0.0/16", "a private address"),
        Of("192.175.48.0/24", "an AS112 address"),
        Of("198.18.0.0/15", "a benchmark address"),
        Of("198.51.100.0/24", "a documentation address"),
        Of("203.0.113.0/24", "a documentation address"),
        Of("224.0.0.0/4", "a multicast address"),
        Of("255.255.255.255/32", "the broadcast address"),
        Of("240.0.0.0/4", "a reserved address"),
    ];

    internal static readonly Special[] V6 =
    [
        Of("::/128", "the unspecified address"),
        Of("::1/128", "a loopback address"),
        Of("::/96", "an IPv4-compatible address"),
        Of("::ffff:0:0:0/96", "an IPv4-translated address"),
        Of("64:ff9b::/96", "a NAT64 address"),
        Of("64:ff9b:1::/48", "a local NAT64 address"),
        Of("100::/64", "a discard address"),
        Of("100:0:0:1::/64", "a dummy address"),
        Of("2001::/32", "a Teredo address"),
        Of("2001::/23", "an address of the IETF protocol block"),
        Of("2001:db8::/32", "a documentation address"),
        Of("2002::/16", "a 6to4 address"),
        Of("2620:4f:8000::/48", "an AS112 address"),
        Of("3fff::/20", "a documentation address"),
        Of("5f00::/16", "a segment routing address"),
        Of("fc00::/7", "a unique local address"),
        Of("fe80::/10", "a link-local address"),
        Of("fec0::/10", "a site-local address"),
        Of("ff00::/8", "a multicast address"),
    ];

    internal static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    internal static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");

    private static Special Of(string network, string name) => new(IPNetwork.Parse(network), name);
}
