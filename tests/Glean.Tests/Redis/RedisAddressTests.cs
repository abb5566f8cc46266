using Glean.Catalog;
using Glean.Redis;
using Shouldly;
using Xunit;

namespace Glean.Tests.Redis;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://cache", "cache", 6379, false, null, null, 0, "redis://cache:6379/0")]
    [InlineData("redis://cache:7000/3", "cache", 7000, false, null, null, 3, "redis://cache:7000/3")]
    [InlineData("rediss://glean:s%40c%2Fr%3Aet@cache.example.com/1", "cache.example.com", 6379, true, "glean", "s@c/r:et", 1, "rediss://cache.example.com:6379/1")]
    [InlineData("redis://:hidden@[::1]:6380", "::1", 6380, false, null, "hidden", 0, "redis://[::1]:6380/0")]
    [InlineData("redis://hidden@cache/", "cache", 6379, false, null, "hidden", 0, "redis://cache:6379/0")]
    [InlineData("REDIS://default:a:b@cache", "cache", 6379, false, "default", "a:b", 0, "redis://cache:6379/0")]
    public void An_address_is_read_and_shown_without_its_secrets(string text, string host, int port, bool tls, string? user, string? password, int database, string shown)
    {
        var address = RedisAddress.Parse(text);

        (address.Host, address.Port, address.Tls, address.User, address.Password, address.Database).ShouldBe((host, port, tls, user, password, database));
        address.ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("localhost:6379,password=hidden")]
    [InlineData("http://:hidden@cache")]
    [InlineData("redis://:hidden@")]
    [InlineData("redis://:hid/den@cache")]
    [InlineData("redis://:hidden@cache/first")]
    [InlineData("redis://:hidden@cache/-1")]
    [InlineData("redis://:hidden@cache:99999")]
    [InlineData("redis://:hidden@cache?ssl=true")]
    [InlineData("redis://:hid#den@cache")]
    public void What_is_no_address_is_refused_by_the_setting_s_name_and_without_its_value(string text)
    {
        var refused = Should.Throw<GleanException>(() => RedisAddress.Parse(text));

        refused.Kind.ShouldBe(FailureKind.Setting);
        refused.Message.ShouldContain("REDIS_URL");
        (refused.Message + refused.NextStep).ShouldNotContain("hid");
    }
}
