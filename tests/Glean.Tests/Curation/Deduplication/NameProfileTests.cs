using Glean.Curation.Deduplication;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Deduplication;

public sealed class NameProfileTests
{
    [Theory]
    [InlineData("Rocket", "rocket")]
    [InlineData("Rocket AI", "rocket")]
    [InlineData("Rocket.ai", "rocket")]
    [InlineData("rocket.co.uk", "rocket")]
    [InlineData("Rocket.js", "rocket")]
    [InlineData("RocketCMS", "rocket")]
    [InlineData("RocketJs", "rocket")]
    [InlineData("The Rocket Platform", "rocket")]
    [InlineData("Rocket by Acme", "rocket")]
    [InlineData("Rocket - launch faster", "rocket")]
    [InlineData("Röcket", "rocket")]
    [InlineData("Rocket Launcher", "rocketlauncher")]
    [InlineData("xAI", "xai")]
    [InlineData("HubNest", "hubnest")]
    public void The_core_is_the_name_without_its_noise(string name, string core) => NameProfile.Of(name).Core.ShouldBe(core);

    [Fact]
    public void A_former_name_in_parentheses_is_another_name()
    {
        NameProfile.Of("Rocket (formerly Firecracker)").Others.ShouldBe(["firecracker"]);
        NameProfile.Of("Rocket (CRM)").Others.ShouldBeEmpty();
        NameProfile.Of("Rocket (CRM)").Core.ShouldBe("rocketcrm");
    }

    [Fact]
    public void The_maker_stands_after_by() => NameProfile.Of("Rocket by Acme Labs").Maker.ShouldBe("acmelabs");

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData(" by ")]
    [InlineData("...")]
    [InlineData("🚀")]
    [InlineData("AI")]
    public void Odd_names_are_read_without_complaint(string name) => NameProfile.Of(name).Core.All(char.IsLetterOrDigit).ShouldBeTrue();
}
