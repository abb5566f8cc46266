using Glean.Catalog.Audiences;
using Shouldly;
using Xunit;

namespace Glean.Tests.Catalog.Audiences;

public sealed class AudienceReaderTests
{
    [Theory]
    [InlineData("Best for teams with 10-100 employees", "10-100")]
    [InlineData("built for sales teams of 20 to 50 reps", "20-50")]
    [InlineData("fits companies under 15 people", "1-15")]
    [InlineData("for 1,000+ employee companies", "1000+")]
    [InlineData("great for freelancers", "1")]
    [InlineData("made for small businesses and mid-market companies", "2-1000")]
    [InlineData("aimed at enterprise teams", "1001+")]
    [InlineData("for marketers who write a lot", null)]
    public void The_size_is_read_from_numbers_or_words(string quote, string? size) => AudienceReader.Read(quote).Size.ShouldBe(size);

    [Fact]
    public void Kinds_of_business_teams_and_industries_are_told_apart()
    {
        var audience = AudienceReader.Read("Ideal for real estate agencies and SaaS startups with SDRs and marketers");

        audience.Businesses.ShouldBe(["agency", "saas", "startup"]);
        audience.Teams.ShouldBe(["sales", "marketing"]);
        audience.Industries.ShouldBe(["real estate"]);
    }

    [Fact]
    public void Nothing_said_is_nothing_read() => AudienceReader.Read("for whoever likes it").IsEmpty.ShouldBeTrue();
}
