using Glean.Catalog;
using Glean.Egress;
using Shouldly;
using Xunit;

namespace Glean.Tests.Egress;

public sealed class EgressOptionsTests
{
    [Fact]
    public void The_defaults_are_the_promised_limits()
    {
        var options = new EgressOptions();
        options.MaxBodyBytes.ShouldBe(15 * 1024 * 1024);
        options.TotalTime.ShouldBe(TimeSpan.FromSeconds(20));
        options.MaxRedirects.ShouldBe(5);
        options.Allow.ShouldBeEmpty();
        options.UserAgent.ShouldMatch(@"^Glean/\d+\.\d+\.\d+\S* \(\+https://github\.com/velesar/Glean\)$");
    }

    [Fact]
    public void The_allowed_networks_come_from_the_environment()
    {
        var options = EgressOptions.FromEnvironment(name => name == "GLEAN_EGRESS_ALLOW" ? " 127.0.0.1/8 ,::1, fd00::/8," : null);
        options.Allow.Select(network => network.ToString()).ShouldBe(["127.0.0.0/8", "::1/128", "fd00::/8"]);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/x")]
    public void A_network_that_cannot_be_read_stops_with_its_name(string list)
    {
        var failure = Should.Throw<GleanException>(() => EgressOptions.ParseNetworks(list));
        failure.Kind.ShouldBe(FailureKind.Setting);
        failure.Message.ShouldContain("GLEAN_EGRESS_ALLOW");
        failure.Message.ShouldContain(list);
        failure.NextStep.ShouldNotBeNull();
    }
}
