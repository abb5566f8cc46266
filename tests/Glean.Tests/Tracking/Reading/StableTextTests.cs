using Glean.Tracking.Reading;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Reading;

public sealed class StableTextTests
{
    [Theory]
    [InlineData("Updated March 3, 2026", "Updated April 14, 2026")]
    [InlineData("Last seen 2026-03-02 09:15", "Last seen 2026-04-01T10:00:00Z")]
    [InlineData("Posted 3 hours ago", "Posted 12 minutes ago")]
    [InlineData("Monday, 2 March 2026, 10:15 am", "Tuesday, 3 March 2026, 9:02 pm")]
    [InlineData("© 2019–2025 Quillmail", "© 2019–2026 Quillmail")]
    [InlineData("Trusted by 12,481 teams", "Trusted by 13k+ teams")]
    [InlineData("1,204 people online", "987 people online")]
    [InlineData("Visitors today: 12", "Visitors today: 1,480")]
    [InlineData("Rated 4.7 out of 5 by 812 reviews", "Rated 4.8 out of 5 by 990 reviews")]
    [InlineData("Request id: 8f3a-77b1", "Request id: 91cc-02de")]
    [InlineData("session 3fa85f64-5717-4562-b3fc-2c963f66afa6", "session 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d")]
    [InlineData("It costs $2879.2 a year", "It costs $2879.20 a year")]
    [InlineData("Read  more,\u00A0please", "read more please")]
    public void What_moves_by_itself_does_not_count(string one, string other) => StableText.Of(one).ShouldBe(StableText.Of(other));

    [Theory]
    [InlineData("$49 a month", "$59 a month")]
    [InlineData("Up to 5,000 contacts", "Up to 2,500 contacts")]
    [InlineData("10 users included", "5 users included")]
    [InlineData("25,000 visits per month", "10,000 visits per month")]
    [InlineData("Up to 3 teams", "Up to 5 teams")]
    [InlineData("30-day history", "14-day history")]
    [InlineData("Works with Gmail", "Works with Outlook")]
    [InlineData("5 GB", "10 GB")]
    [InlineData("Version 2.1", "Version 2.2")]
    public void Prices_limits_and_statements_count(string one, string other) => StableText.Of(one).ShouldNotBe(StableText.Of(other));
}
