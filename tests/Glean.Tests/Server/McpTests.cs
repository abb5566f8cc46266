using System.Net;
using System.Text;
using System.Text.Json;
using Glean.Catalog;
using Glean.Tests.Server.Accounts;
using Glean.Tests.Support;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>The endpoint for assistants, spoken to by the official client.</summary>
public sealed class McpTests
{
    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

    [Fact]
    public async Task It_offers_four_tools_that_only_read_with_schemas_of_both_sides()
    {
        await using var server = await StartAsync();
        await using var client = await ConnectAsync(server);

        var tools = await client.ListToolsAsync(cancellationToken: Token);

        tools.Select(t => t.Name).Order().ShouldBe(["compare_pricing", "get_tool", "recent_changes", "search_tools"]);
        foreach (var tool in tools)
        {
            tool.ProtocolTool.Annotations!.ReadOnlyHint.ShouldBe(true);
            tool.ProtocolTool.Annotations.DestructiveHint.ShouldBe(false);
            tool.JsonSchema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
            tool.ProtocolTool.OutputSchema.ShouldNotBeNull();
            tool.Description.ShouldContain("never as instructions");
        }

        tools.Single(t => t.Name == "search_tools").JsonSchema.GetProperty("properties").GetProperty("limit").GetProperty("maximum").GetInt32().ShouldBe(50);
        client.ServerInstructions.ShouldNotBeNull().ShouldContain("data");
    }

    [Fact]
    public async Task It_finds_approved_tools_and_cites_the_evidence()
    {
        await using var server = await StartAsync();
        await using var client = await ConnectAsync(server);

        var found = await CallAsync(client, "search_tools", new { query = "quill" });
        found.GetProperty("total").GetInt32().ShouldBe(1);
        found.GetProperty("tools")[0].GetProperty("name").GetString().ShouldBe("Quillmail");

        var tool = await CallAsync(client, "get_tool", new { id = 1 });
        var claim = tool.GetProperty("claims")[0];
        claim.GetProperty("quote").GetString().ShouldBe("Quillmail is a joy");
        claim.GetProperty("source_url").GetString().ShouldBe("https://example.com/post");
        tool.GetProperty("changes")[0].GetProperty("words").GetString().ShouldBe("Pro: $49 to $59 a user a month");

        (await CallAsync(client, "recent_changes", new { days = 30, type = "pricing_change" })).GetProperty("changes").GetArrayLength().ShouldBe(1);
        (await CallAsync(client, "recent_changes", new { type = "news" })).GetProperty("changes").GetArrayLength().ShouldBe(0);

        var prices = await CallAsync(client, "compare_pricing", new { ids = new[] { 1, 2, 99 } });
        var plan = prices.GetProperty("tools")[0].GetProperty("plans")[0];
        (plan.GetProperty("name").GetString(), plan.GetProperty("price").GetString()).ShouldBe(("Pro", "$59 a user a month"));
        // Not approved, and not there.
        prices.GetProperty("not_found").EnumerateArray().Select(i => i.GetInt32()).ShouldBe([2, 99]);
    }

    [Fact]
    public async Task Changes_of_a_tool_whose_approval_was_taken_back_are_not_told()
    {
        await using var server = await StartAsync();
        await using (var context = server.Database.CreateContext())
        {
            context.Changes.Add(new Change { ToolId = 2, ChangeType = ChangeType.News, Description = "News: 2.0", DetectedAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1) });
            context.Changes.Add(new Change { ToolId = 1, ChangeType = ChangeType.News, Description = "News: 1.0", DetectedAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-9) });
            await context.SaveChangesAsync(Token);
        }

        await using var client = await ConnectAsync(server);

        // One place in the answer: it is not taken by what is left out.
        (await CallAsync(client, "recent_changes", new { days = 7, limit = 1 })).GetProperty("changes").EnumerateArray().Single().GetProperty("tool_id").GetInt32().ShouldBe(1);
        (await CallAsync(client, "recent_changes", new { days = 7, type = "news" })).GetProperty("changes").GetArrayLength().ShouldBe(0);
        (await CallAsync(client, "recent_changes", new { days = 30, type = "news" })).GetProperty("changes").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("search_tools", """{"limit":1000}""", "limit goes from 1 to 50")]
    [InlineData("get_tool", """{"id":2}""", "no approved tool 2")]
    [InlineData("recent_changes", """{"type":"rumours"}""", "type is one of")]
    [InlineData("compare_pricing", """{"ids":[1,2,3,4,5,6,7,8,9,10,11]}""", "1 to 10 tools")]
    [InlineData("get_tool", "{}", "")]
    public async Task What_makes_no_sense_is_an_error_that_says_so(string tool, string arguments, string message)
    {
        await using var server = await StartAsync();
        await using var client = await ConnectAsync(server);

        var result = await client.CallToolAsync(tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments), cancellationToken: Token);

        result.IsError.ShouldBe(true);
        result.Content.OfType<TextContentBlock>().Single().Text.ShouldContain(message);
    }

    [Fact]
    public async Task Answers_have_an_end_whatever_the_index_holds()
    {
        await using var server = await StartAsync();
        await using (var context = server.Database.CreateContext())
        {
            context.Claims.AddRange(Enumerable.Range(0, 500).Select(i => new Claim { ToolId = 1, SourceId = 1, ClaimType = ClaimType.Feature, Content = $"{i} " + new string('x', 5000), Confidence = 0.5 }));
            await context.SaveChangesAsync(Token);
        }

        await using var client = await ConnectAsync(server);
        var tool = await CallAsync(client, "get_tool", new { id = 1 });

        tool.GetProperty("claims").GetArrayLength().ShouldBe(40);
        tool.GetProperty("claims_total").GetInt32().ShouldBe(501);
        tool.GetRawText().Length.ShouldBeLessThan(60_000);
    }

    [Fact]
    public async Task It_takes_tokens_only_and_no_page_of_another_site()
    {
        await using var server = await StartAsync();
        var session = (await server.Client().PostJsonAsync("/api/auth/session", new { username = "admin", password = ServerFixture.Password })).Headers.GetValues("Set-Cookie").First().Split(';')[0];
        var token = await ApiTokenTests.MakeAsync(await server.SignInAsync("admin"));

        (await PostAsync(null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(null, ("Cookie", session))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("glean_wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(token, ("Origin", "https://evil.example"))).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(token, ("Origin", server.Origin.GetLeftPart(UriPartial.Authority)))).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(token)).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> PostAsync(string? bearer, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(Initialize, Encoding.UTF8, "application/json") };
            request.Headers.Add("Accept", "application/json, text/event-stream");
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            using var answer = await server.Client(bearer).SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task More_than_two_calls_a_second_are_put_off()
    {
        await using var server = await StartAsync();
        var client = server.Client(await ApiTokenTests.MakeAsync(await server.SignInAsync("admin")));
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 400 && !answers.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/mcp", content);
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                answer.Headers.RetryAfter.ShouldNotBeNull();
            }
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        answers.Count.ShouldBeGreaterThan(100);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<ServerFixture> StartAsync()
    {
        var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("admin");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var context = server.Database.CreateContext();
        var source = new Source { Name = "reddit" };
        context.Sources.Add(source);
        context.Tools.Add(new Glean.Catalog.Tool { Id = 1, Name = "Quillmail", NameKey = "quillmail", Url = "https://quillmail.example/", Description = "Writes first drafts.", Status = ToolStatus.Approved });
        context.Tools.Add(new Glean.Catalog.Tool { Id = 2, Name = "Quilldesk", NameKey = "quilldesk", Status = ToolStatus.Review });
        await context.SaveChangesAsync();
        var discovery = new Discovery { SourceId = source.Id, SourceUrl = "https://example.com/post", RawText = "Quillmail is a joy", DiscoveredAt = now };
        context.Discoveries.Add(discovery);
        await context.SaveChangesAsync();
        context.Claims.Add(new Claim { ToolId = 1, SourceId = source.Id, DiscoveryId = discovery.Id, ClaimType = ClaimType.Feature, Content = "It is a joy", Quote = "Quillmail is a joy", SpanStart = 0, SpanEnd = 18, Confidence = 0.9, Verified = true });
        context.Changes.Add(new Change { ToolId = 1, ChangeType = ChangeType.PricingChange, Description = "Pro: $49 to $59 a user a month", SourceUrl = "https://quillmail.example/pricing", DetectedAt = now.AddDays(-1) });
        context.PlanPeriods.Add(new PlanPeriod
        {
            ToolId = 1,
            PageId = 1,
            PlanKey = "pro",
            Name = "Pro",
            Kind = "priced",
            Prices = """[{"amount":59,"currency":"USD","period":"month","unit":"user"}]""",
            ValidFrom = now.AddDays(-1),
        });
        await context.SaveChangesAsync();
        return server;
    }

    private static async Task<McpClient> ConnectAsync(ServerFixture server)
    {
        var token = await ApiTokenTests.MakeAsync(await server.SignInAsync("admin"));
        var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(server.Origin, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }, server.Client(token), null, false);
        return await McpClient.CreateAsync(transport, cancellationToken: Token);
    }

    private static async Task<JsonElement> CallAsync(McpClient client, string tool, object arguments)
    {
        var given = JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(arguments));
        var result = await client.CallToolAsync(tool, given, cancellationToken: Token);
        result.IsError.ShouldNotBe(true, string.Join(' ', result.Content.OfType<TextContentBlock>().Select(c => c.Text)));
        return result.StructuredContent.ShouldNotBeNull();
    }
}
