using System.Net;
using Glean.Corpora;
using Glean.Egress;
using Shouldly;
using Xunit;

namespace Glean.Tests.Egress;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Closed = new([]);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.20.30.40")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.7.7")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.170")]
    [InlineData("192.0.2.5")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.251")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::8.8.4.4")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1:7f00:0:100::")]
    [InlineData("64:ff9b:1::8.8.4.4")]
    [InlineData("64:ff9b:1:404:4:400:a00:1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:404:404::")]
    [InlineData("3fff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::fb")]
    [InlineData("2600:1f18::200:5efe:a00:1")]
    public void An_address_that_is_not_public_is_refused(string address) =>
        Closed.Judge(IPAddress.Parse(address)).ShouldNotBeNull();

    [Theory]
    [InlineData("8.8.4.4")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("192.167.255.255")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.4.4")]
    [InlineData("64:ff9b::8.8.4.4")]
    [InlineData("64:ff9b:1:404:4:400::")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("2a00:1450:4001::200e")]
    public void A_public_address_passes(string address) => Closed.Judge(IPAddress.Parse(address)).ShouldBeNull();

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.2.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("64:ff9b::127.0.0.1", false)]
    public void A_listed_network_passes_and_no_other(string address, bool passes) =>
        (new AddressGuard(EgressOptions.ParseNetworks("127.0.0.1/8, 10.1.0.0/16")).Judge(IPAddress.Parse(address)) is null).ShouldBe(passes);

    [Theory]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0x7F.0.0.1/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://0/")]
    [InlineData("http://4294967297/")]
    [InlineData("http://300.1.1.1/")]
    [InlineData("http://q10.0.0.1/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://[0:0:0:0:0:ffff:7f00:1]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST.:81/")]
    [InlineData("http://db.localhost/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://redis:6379/")]
    [InlineData("http://metadata.google.internal/x")]
    [InlineData("http://metadata.somecloud.com/x")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/hostname")]
    [InlineData("gopher://example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://name@example.com/")]
    [InlineData("http://name:word@example.com/")]
    [InlineData("http://@example.com/")]
    [InlineData("http://example.com:0/")]
    [InlineData("//example.com/")]
    [InlineData("/relative")]
    [InlineData("")]
    [InlineData("no url at all")]
    public void A_url_that_means_no_public_web_address_is_refused(string url)
    {
        var refusal = Closed.Judge(url).ShouldNotBeNull();
        refusal.Cause.ShouldNotBeEmpty();
        refusal.NextStep.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com./a?b=@c#d@e")]
    [InlineData("http://sub.example.co.uk:8080/path/@handle")]
    [InlineData("https://metadata.io/")]
    [InlineData("https://www.metadata.io/")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://8.8.4.4/")]
    [InlineData("https://[2606:4700::1111]/")]
    [InlineData("https://3m.com/")]
    [InlineData("https://1password.com/")]
    public void A_public_url_passes(string url) => Closed.Judge(url).ShouldBeNull();

    [Fact]
    public void With_a_network_listed_a_local_name_is_left_to_what_it_resolves_to() =>
        new AddressGuard(EgressOptions.ParseNetworks("172.16.0.0/12")).Judge("http://fake-server:8080/").ShouldBeNull();

    [Fact]
    public void Recorded_attacks_and_networks_are_decided_as_expected()
    {
        var folder = CorporaFolder.Find();
        if (folder is null)
            Assert.Skip("The corpora are absent: recorded attacks were not checked.");

        SecuritySsrfReport.Misjudged(Path.Combine(folder, "security-ssrf")).ShouldBeEmpty();
    }
}
