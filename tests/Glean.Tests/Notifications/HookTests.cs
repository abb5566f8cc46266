using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glean.Catalog;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Notifications;

public sealed class HookTests : IDisposable
{
    private readonly NotifyBench bench = new();

    [Fact]
    public async Task A_webhook_is_signed_as_standard_webhooks_says()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(204));
        bench.UseWebhook(server.Url("/hook"));
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Pro: $49 to $59 a user a month");

        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(1);

        var request = server.Requests.Single();
        Verified(request).ShouldBeTrue();
        var timestamp = long.Parse(request.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        DateTimeOffset.FromUnixTimeSeconds(timestamp).UtcDateTime.ShouldBe(bench.Database.Now);
        using var body = JsonDocument.Parse(request.Body);
        body.RootElement.GetProperty("type").GetString().ShouldBe("changes.important");
        var change = body.RootElement.GetProperty("data").GetProperty("price_changes")[0];
        change.GetProperty("words").GetString().ShouldBe("Pro: $49 to $59 a user a month");
        change.GetProperty("source_url").GetString().ShouldBe("https://quillmail.example/pricing");
    }

    [Fact]
    public async Task A_failed_webhook_is_sent_again_later_and_later_with_the_same_id_and_given_up_after_six_tries()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(500));
        bench.UseWebhook(server.Url("/hook"));
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Pro: $49 to $59 a user a month");
        List<string> states = [];
        foreach (var pause in (int[])[0, 5, 30, 120, 480, 1440])
        {
            bench.Pass(TimeSpan.FromMinutes(pause) - TimeSpan.FromSeconds(pause == 0 ? 0 : 1));
            await bench.RunAsync(DeliveryKind.Important);
            bench.Pass(TimeSpan.FromSeconds(pause == 0 ? 0 : 1));
            await bench.RunAsync(DeliveryKind.Important);
            states.Add(bench.Rows().Single());
        }

        states.ShouldBe([.. Enumerable.Range(1, 5).Select(n => $"webhook|important|{server.Url("/").Authority}|pending|{n}"), $"webhook|important|{server.Url("/").Authority}|dead|6"]);
        server.Requests.Count.ShouldBe(6);
        server.Requests.Select(r => r.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        server.Requests.Select(r => r.Headers["webhook-timestamp"]).Distinct().Count().ShouldBe(6);
        server.Requests.ShouldAllBe(r => Verified(r));
        bench.LastError().ShouldNotBeNull().ShouldContain("failed (500)");
    }

    [Fact]
    public async Task The_silence_that_a_receiver_asks_for_is_kept()
    {
        await using var server = await FaultServer.StartAsync(Answers.InTurn(Answers.Status(429, retryAfter: "3600"), Answers.Status(200)));
        bench.UseWebhook(server.Url("/hook"));
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Free plan gone");
        await bench.RunAsync(DeliveryKind.Important);

        bench.Pass(TimeSpan.FromMinutes(59));
        await bench.RunAsync(DeliveryKind.Important);
        server.Requests.Count.ShouldBe(1);
        bench.Pass(TimeSpan.FromMinutes(1));
        await bench.RunAsync(DeliveryKind.Important);

        server.Requests.Count.ShouldBe(2);
        bench.Rows().Single().ShouldEndWith("sent|2");
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_not_asked_again()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(410));
        bench.UseWebhook(server.Url("/hook"));
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Free plan gone");

        (await bench.RunAsync(DeliveryKind.Important)).Dead.ShouldBe(1);
    }

    [Fact]
    public async Task A_hook_within_the_house_needs_the_leave_of_the_operator()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(200));
        bench.UseWebhook(server.Url("/hook"));
        bench["GLEAN_EGRESS_ALLOW"] = "10.0.0.0/8";

        (await bench.TestAsync(DeliveryChannel.Webhook)).Single().Error.ShouldNotBeNull().ShouldContain("loopback address");

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Slack_gets_blocks_in_which_foreign_text_is_no_markup()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("ok"));
        bench["GLEAN_SLACK_WEBHOOK_URL"] = server.Url("/services/T0/B0/canaryXYZ").AbsoluteUri;
        bench.AddChange("Quill & Co", ChangeType.PricingChange, "Pro: <!channel> <https://evil.example|free> now");

        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(1);

        using var body = JsonDocument.Parse(server.Requests.Single().Body);
        var blocks = body.RootElement.GetProperty("blocks").EnumerateArray().ToList();
        blocks[0].GetProperty("type").GetString().ShouldBe("header");
        blocks[0].GetProperty("text").GetProperty("text").GetString().ShouldBe("Glean: Price change: Quill & Co");
        body.RootElement.GetProperty("text").GetString().ShouldBe("Glean: Price change: Quill &amp; Co");
        var words = blocks[1].GetProperty("text").GetProperty("text").GetString()!;
        words.ShouldContain("• *Quill &amp; Co*: Pro: &lt;!channel&gt; &lt;https://evil.example|free&gt; now (<https://glean.example.com/tools/1|evidence>)");
    }

    [Fact]
    public async Task Slack_takes_three_thousand_characters_a_section_and_gets_no_more()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("ok"));
        bench["GLEAN_SLACK_WEBHOOK_URL"] = server.Url("/services/x").AbsoluteUri;
        for (var i = 0; i < 60; i++)
            bench.AddChange($"Tool{i}", ChangeType.PricingChange, string.Concat(Enumerable.Repeat("& more ", 100)));

        await bench.RunAsync(DeliveryKind.Important);

        using var body = JsonDocument.Parse(server.Requests.Single().Body);
        var sections = body.RootElement.GetProperty("blocks").EnumerateArray().Skip(1).Select(b => b.GetProperty("text").GetProperty("text").GetString()!).ToList();
        sections.Count.ShouldBeInRange(10, 48);
        sections.ShouldAllBe(s => s.Length <= 3000);
        // The rest is told by the next message.
        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(1);
        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(0);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_secrets_of_hooks_stand_in_no_row_and_no_line()
    {
        await using var server = await FaultServer.StartAsync(context => Answers.Status(404, body: $"no_service {context.Request.Path}")(context));
        bench["GLEAN_SLACK_WEBHOOK_URL"] = server.Url("/services/T0/B0/canaryXYZ").AbsoluteUri;
        bench.UseWebhook(server.Url("/hook"));
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Free plan gone");

        await bench.RunAsync(DeliveryKind.Important);

        string.Join('\n', bench.Database.Rows("SELECT * FROM deliveries").Concat(bench.Log)).ShouldNotContain("canaryXYZ");
        bench.Database.Rows("SELECT error FROM deliveries WHERE channel = 'slack'")[0].ShouldContain("no_service");
    }

    public void Dispose() => bench.Dispose();

    /// <summary>The check that a receiver makes, written from the specification.</summary>
    private static bool Verified(ReceivedRequest request)
    {
        var key = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        var signed = Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{request.Body}");
        using var hmac = new HMACSHA256(key);
        return request.Headers["webhook-signature"].Split(' ').Contains("v1," + Convert.ToBase64String(hmac.ComputeHash(signed)));
    }
}
