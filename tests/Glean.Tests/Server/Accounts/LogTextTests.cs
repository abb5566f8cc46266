using Glean.Server.Accounts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("grüße", "grüße")]
    [InlineData("a\r\n401 forged", "a\\u000d\\u000a401 forged")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("a\u2028b\u202ec", "a\\u2028b\\u202ec")]
    [InlineData(null, "-")]
    public void Foreign_text_stays_on_its_line(string? text, string expected) => LogText.Escape(text).ShouldBe(expected);

    [Fact]
    public void Foreign_text_is_cut() => LogText.Escape(new string('a', 100_000)).Length.ShouldBe(200);
}
