using System.Net;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_registered_user_signs_in_and_is_known()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        var me = await admin.GetAsync("/api/auth/me");
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await me.ReadAsync()).GetProperty("role").GetString().ShouldBe("admin");
    }
}
