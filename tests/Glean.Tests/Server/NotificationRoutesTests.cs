using System.Net;
using System.Net.Http.Json;
using Glean.Catalog;
using Glean.Tests.Notifications;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class NotificationRoutesTests
{
    private const string Root = "/api/settings/notifications";

    private static readonly Dictionary<string, string> Loopback = new() { ["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8" };

    [Fact]
    public async Task Secrets_go_in_and_never_come_out()
    {
        await using var server = await ServerFixture.StartAsync(Loopback);
        var admin = await server.RegisterAsync("admin");
        const string hook = "https://hooks.slack.com/services/T0/B0/canaryXYZ";

        var stored = await admin.PutAsJsonAsync(Root, new Dictionary<string, string> { ["GLEAN_SLACK_WEBHOOK_URL"] = hook, ["GLEAN_NOTIFY_SLACK"] = "daily" });

        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        var slack = (await stored.ReadAsync()).GetProperty("channels").EnumerateArray().Single(c => c.GetProperty("channel").GetString() == "slack");
        slack.GetProperty("configured").GetBoolean().ShouldBeTrue();
        slack.GetProperty("kinds")[0].GetString().ShouldBe("daily");
        foreach (var path in (string[])[Root, "/api/settings", $"{Root}/deliveries", "/api/audit"])
        {
            (await admin.GetStringAsync(path)).ShouldNotContain("canary");
        }

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(server.Path)!))
        {
            File.ReadAllBytes(file).AsSpan().IndexOf("canaryXYZ"u8).ShouldBe(-1, file);
        }
    }

    [Theory]
    [InlineData("GLEAN_SMTP_PORT", "smtp")]
    [InlineData("GLEAN_SMTP_SECURITY", "ssl3")]
    [InlineData("GLEAN_MAIL_TO", "ann@example.com, nobody")]
    [InlineData("GLEAN_MAIL_FROM", "ann@example.com, bob@example.com")]
    [InlineData("GLEAN_NOTIFY_EMAIL", "hourly")]
    [InlineData("GLEAN_NOTIFY_CHANGES", "prices")]
    [InlineData("GLEAN_WEBHOOK_SECRET", "whsec_c2hvcnQ=")]
    [InlineData("GLEAN_WEBHOOK_URL", "javascript:alert(1)")]
    [InlineData("GLEAN_SLACK_WEBHOOK_URL", "ftp://hooks.slack.com/")]
    public async Task A_setting_that_makes_no_sense_is_refused_by_name(string name, string value)
    {
        await using var server = await ServerFixture.StartAsync(Loopback);
        var admin = await server.RegisterAsync("admin");
        foreach (var path in (string[])[Root, "/api/settings"])
        {
            var refused = await admin.PutAsJsonAsync(path, new Dictionary<string, string> { [name] = value });
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.ReadAsync()).GetProperty("errors").TryGetProperty(name, out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_test_is_sent_and_stands_in_the_log_with_who_asked_for_it()
    {
        await using var mail = MailServer.Start();
        await using var server = await ServerFixture.StartAsync(Loopback);
        var admin = await server.RegisterAsync("admin");
        (await admin.PostAsync($"{Root}/email/test", null)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await admin.PutAsJsonAsync(Root, new Dictionary<string, string>
        {
            ["GLEAN_SMTP_HOST"] = "127.0.0.1",
            ["GLEAN_SMTP_PORT"] = mail.Port.ToString(),
            ["GLEAN_SMTP_SECURITY"] = "none",
            ["GLEAN_MAIL_FROM"] = "glean@example.com",
            ["GLEAN_MAIL_TO"] = "ann@example.com",
        })).EnsureSuccessStatusCode();

        (await (await admin.PostAsync($"{Root}/email/test", null)).ReadAsync()).GetProperty("ok").GetBoolean().ShouldBeTrue();

        mail.Messages.Single().To.Mailboxes.Single().Address.ShouldBe("ann@example.com");
        var row = (await (await admin.GetAsync($"{Root}/deliveries?channel=email&state=sent")).ReadAsync()).GetProperty("deliveries")[0];
        row.GetProperty("receiver").GetString().ShouldBe("ann@example.com");
        row.GetProperty("requested_by").GetString().ShouldBe("admin");
        row.GetProperty("kind").GetString().ShouldBe("test");
    }

    [Fact]
    public async Task A_message_that_was_given_up_can_be_tried_again()
    {
        await using var hook = await FaultServer.StartAsync(Answers.InTurn(Answers.Status(410), Answers.Status(200)));
        await using var server = await ServerFixture.StartAsync(Loopback);
        var admin = await server.RegisterAsync("admin");
        (await admin.PutAsJsonAsync(Root, new Dictionary<string, string> { ["GLEAN_WEBHOOK_URL"] = hook.Url("/in").AbsoluteUri, ["GLEAN_WEBHOOK_SECRET"] = "whsec_" + Convert.ToBase64String(new byte[32]) })).EnsureSuccessStatusCode();
        var tested = await (await admin.PostAsync($"{Root}/webhook/test", null)).ReadAsync();
        tested.GetProperty("ok").GetBoolean().ShouldBeFalse();
        var id = tested.GetProperty("deliveries")[0].GetProperty("id").GetInt64();

        (await admin.PostAsync($"{Root}/deliveries/{id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.PostAsync($"{Root}/deliveries/{id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Templates_are_previewed_with_real_rows_checked_changed_and_reset()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("admin");
        await using (var context = server.Database.CreateContext())
        {
            context.Tools.Add(new Tool { Name = "Quill & Co", NameKey = "quill co", Status = ToolStatus.Approved, ReviewedAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1) });
            await context.SaveChangesAsync();
        }

        const string source = "<b>{% for tool in approved %}{{ tool.name }}{% endfor %}</b>";
        var preview = await (await admin.PostJsonAsync($"{Root}/templates/html/preview", new { source })).ReadAsync();
        preview.GetProperty("rendered").GetString().ShouldBe("<b>Quill &amp; Co</b>");
        preview.GetProperty("is_sample").GetBoolean().ShouldBeFalse();

        var refused = await admin.PutAsJsonAsync($"{Root}/templates/html", new { source = "\n  {{ nothing }}" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await refused.ReadAsync();
        (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()).ShouldBe((2, 6));

        (await admin.PutAsJsonAsync($"{Root}/templates/html", new { source })).EnsureSuccessStatusCode();
        (await StoredAsync()).ShouldBe((source, true));
        (await admin.DeleteAsync($"{Root}/templates/html")).EnsureSuccessStatusCode();
        (await StoredAsync()).Stored.ShouldBeFalse();

        async Task<(string? Source, bool Stored)> StoredAsync()
        {
            var html = (await (await admin.GetAsync($"{Root}/templates")).ReadAsync()).GetProperty("templates").EnumerateArray().Single(t => t.GetProperty("name").GetString() == "html");
            return (html.GetProperty("source").GetString(), html.GetProperty("stored").GetBoolean());
        }
    }
}
