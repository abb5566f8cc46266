using System.Text;
using Glean.Egress;
using Glean.Scouts.Reddit;
using Glean.Settings;
using Glean.Settings.Services;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Reddit;

public sealed class RedditGrantTests
{
    private static readonly Dictionary<string, string> App = new() { ["REDDIT_CLIENT_ID"] = "id", ["REDDIT_CLIENT_SECRET"] = "se:cret" };

    private static readonly Dictionary<string, string> Account = new(App) { ["REDDIT_USERNAME"] = "ann_1\r\nX: y", ["REDDIT_PASSWORD"] = "p&w=1 ü" };

    [Fact]
    public void Without_an_account_the_app_signs_in_alone()
    {
        Text(RedditGrant.Body(Of(App))).ShouldBe("grant_type=client_credentials");
        RedditGrant.Headers(Of(App)).ShouldBe(
        [
            ("Authorization", "Basic " + Convert.ToBase64String("id:se:cret"u8)),
            ("User-Agent", $"server:com.github.velesar.glean:{EgressOptions.Version} (+https://github.com/velesar/Glean)"),
        ]);
        Service(App).Credentials.ShouldBe(["REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET"]);
    }

    [Fact]
    public void With_an_account_it_signs_in_as_that_and_says_so()
    {
        Text(RedditGrant.Body(Of(Account))).ShouldBe("grant_type=password&username=ann_1%0D%0AX%3A%20y&password=p%26w%3D1%20%C3%BC");
        RedditGrant.UserAgent(Of(Account)).ShouldEndWith(" (by /u/ann_1Xy)");
        Service(Account).Credentials.ShouldContain("REDDIT_PASSWORD");
        SettingDefinitions.Find("REDDIT_PASSWORD")!.Secret.ShouldBeTrue();
    }

    [Fact]
    public void The_probe_asks_for_what_the_scout_asks_for()
    {
        var request = ServiceDefinitions.Find("reddit")!.Ask(v => v == "GLEAN_REDDIT_AUTH_URL" ? "https://www.reddit.com" : Account.GetValueOrDefault(v, ""));
        request.Url.AbsoluteUri.ShouldBe("https://www.reddit.com/api/v1/access_token");
        request.Method.ShouldBe(HttpMethod.Post);
        Text(request.Body!).ShouldBe(Text(Service(Account).Token!.Body(Settings(Account))));
        request.Headers["User-Agent"].ShouldBe(Service(Account).Headers["User-Agent"]);
    }

    private static Func<string, string> Of(Dictionary<string, string> values) => v => values.GetValueOrDefault(v, "");

    private static GleanSettings Settings(Dictionary<string, string> values) => GleanSettings.Load(null, values.GetValueOrDefault);

    private static Glean.Scouts.Api.ApiService Service(Dictionary<string, string> values) => new RedditScout().Service(Settings(values));

    private static string Text(FetchBody body) => Encoding.UTF8.GetString(body.Bytes.Span);
}
