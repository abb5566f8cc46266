using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Glean.Scouts.Rss;
using Glean.Tests.Reports;
using Glean.Tests.Reports.Feeds;
using Glean.Tests.Server.Accounts;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>Feeds of the server, as a feed reader asks for them.</summary>
public sealed class NewsRoutesTests
{
    [Theory]
    [InlineData("changes.atom", "application/atom+xml")]
    [InlineData("changes.rss", "application/rss+xml")]
    [InlineData("changes.json", "application/feed+json")]
    [InlineData("tools.atom", "application/atom+xml")]
    [InlineData("tools.rss", "application/rss+xml")]
    [InlineData("tools.json", "application/feed+json")]
    public async Task A_reader_signs_in_with_a_token_as_password_and_asks_again_conditionally(string name, string type)
    {
        await using var server = await StartAsync();
        var token = await ApiTokenTests.MakeAsync(await server.RegisterAsync("ada"));
        using var first = await AskAsync(server, name, token);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        first.Headers.CacheControl!.Private.ShouldBeTrue();
        var body = await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        StrictFeeds.Check(name, body);
        FeedReader.Read(body, null, null).Feed!.Entries[0].Link.ShouldBe(new Uri(server.Origin, "/tools/3").AbsoluteUri);

        using var again = await AskAsync(server, name, token, first.Headers.ETag);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using (var connection = server.Database.OpenForWriting(pooling: false))
            connection.Seed("UPDATE tools SET name = 'Renamed'");
        using var changed = await AskAsync(server, name, token, first.Headers.ETag);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_reads_without_a_token_that_stands_and_a_token_opens_nothing_else_this_way()
    {
        await using var server = await StartAsync();
        var owner = await server.RegisterAsync("ada");
        var token = await ApiTokenTests.MakeAsync(owner);
        using var none = await server.Client().GetAsync("/feeds/changes.atom", TestContext.Current.CancellationToken);
        none.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        none.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Basic");
        foreach (var wrong in (string[])["glean_wrong", ServerFixture.Password, ""])
        {
            using var refused = await AskAsync(server, "changes.atom", wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using (var elsewhere = await AskAsync(server, "../api/tools", token))
            elsewhere.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await owner.DeleteAsync("/api/auth/tokens/1", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        using var revoked = await AskAsync(server, "changes.atom", token);
        revoked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.Log.All.ShouldAllBe(line => !line.Contains(token));
    }

    private static async Task<ServerFixture> StartAsync()
    {
        var server = await ServerFixture.StartAsync();
        SampleIndex.Fill(server.Database);
        return server;
    }

    private static async Task<HttpResponseMessage> AskAsync(ServerFixture server, string name, string password, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/feeds/{name}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"reader:{password}")));
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        return await server.Client().SendAsync(request, TestContext.Current.CancellationToken);
    }
}
