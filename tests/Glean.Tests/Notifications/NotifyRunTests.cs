using Glean.Catalog;
using Glean.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Glean.Tests.Notifications;

public sealed class NotifyRunTests : IDisposable
{
    private readonly NotifyBench bench = new();

    [Fact]
    public async Task A_week_without_anything_is_skipped_and_the_next_one_tells_from_there()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);

        (await bench.RunAsync()).ShouldBe(new(Sent: 0, Skipped: 1, Failed: 0, Dead: 0));
        server.Messages.ShouldBeEmpty();
        bench.Rows().ShouldBe(["email|weekly|ann@example.com|skipped|0"]);

        bench.Pass(TimeSpan.FromDays(1));
        bench.AddChange("Quillmail", ChangeType.News, "News: 2.0");
        bench.Pass(TimeSpan.FromDays(6));
        (await bench.RunAsync()).Sent.ShouldBe(1);
        server.Messages.Single().TextBody!.ShouldContain("2026-03-02 to 2026-03-09");
    }

    [Theory]
    [InlineData(DeliveryKind.Weekly)]
    [InlineData(DeliveryKind.Important)]
    public async Task Of_a_tool_whose_approval_was_taken_back_nothing_is_told(DeliveryKind kind)
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Pro: $49 to $59 a user a month");
        using (var context = bench.Database.Open())
            context.Tools.ExecuteUpdate(t => t.SetProperty(x => x.Status, ToolStatus.Rejected));
        bench.AddChange("Larkdial", ChangeType.PricingChange, "Pro: free");
        bench.Pass(TimeSpan.FromMinutes(1));

        (await bench.RunAsync(kind)).Sent.ShouldBe(1);

        server.Messages.Single().TextBody!.ShouldContain("Larkdial");
        server.Messages.Single().TextBody!.ShouldNotContain("Quillmail");
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_and_nothing_falls_between_two_digests()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);
        bench["GLEAN_NOTIFY_EMAIL"] = "daily";
        for (var day = 0; day < 5; day++)
        {
            bench.AddChange("Quillmail", ChangeType.News, $"News: day {day} at the very second of the digest");
            await bench.RunAsync(DeliveryKind.Daily);
            bench.AddChange("Quillmail", ChangeType.News, $"News: day {day}, after it");
            bench.Pass(TimeSpan.FromDays(1));
        }

        await bench.RunAsync(DeliveryKind.Daily);
        (await bench.RunAsync(DeliveryKind.Daily)).Sent.ShouldBe(0);

        var all = string.Concat(server.Messages.Select(m => m.TextBody));
        for (var day = 0; day < 5; day++)
        {
            all.Split($"day {day} at the very second").Length.ShouldBe(2);
            all.Split($"day {day}, after it").Length.ShouldBe(2);
        }
    }

    [Fact]
    public async Task Only_changes_of_the_chosen_types_are_told_at_once_and_only_new_ones()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);
        bench["GLEAN_NOTIFY_CHANGES"] = "pricing_change,unreachable";
        bench.AddChange("Old", ChangeType.PricingChange, "of last week");
        bench.Pass(TimeSpan.FromDays(3));
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Free plan gone");
        bench.AddChange("Quillmail", ChangeType.FeatureAdded, "New: calls");
        bench.AddChange("Hushdesk", ChangeType.Unreachable, "The home page is gone.");

        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(1);
        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(0);

        var message = server.Messages.Single();
        message.Subject.ShouldBe("Glean: 2 important changes");
        message.TextBody!.ShouldContain("Free plan gone");
        message.TextBody!.ShouldContain("home page is gone");
        message.TextBody!.ShouldNotContain("New: calls");
        message.TextBody!.ShouldNotContain("of last week");
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Pro: $9 to $19 a month");
        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(1);
        server.Messages[1].Subject.ShouldBe("Glean: Price change: Quillmail");
    }

    [Fact]
    public async Task A_channel_gets_only_what_is_chosen_for_it()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);
        bench["GLEAN_NOTIFY_EMAIL"] = "off";
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Free plan gone");
        bench.Pass(TimeSpan.FromMinutes(1));

        await bench.RunAsync(DeliveryKind.Important);
        await bench.RunAsync(DeliveryKind.Daily);
        await bench.RunAsync();

        bench.Rows().ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_at_the_same_time_send_a_message_once()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server, "ann@example.com, bob@example.com");
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Free plan gone");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bench.RunAsync(DeliveryKind.Important)));

        server.Messages.Select(m => m.To.Mailboxes.Single().Address).Order().ShouldBe(["ann@example.com", "bob@example.com"]);
    }

    [Fact]
    public async Task What_a_dead_process_was_sending_is_sent_again_under_the_same_id_but_not_before_it_counts_as_dead()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Free plan gone");
        await bench.RunAsync(DeliveryKind.Important);
        await using (var context = bench.Database.Open())
        {
            // As the row stands when the process is killed behind the server's answer.
            await context.Deliveries.ExecuteUpdateAsync(s => s
                .SetProperty(d => d.State, DeliveryState.Sending)
                .SetProperty(d => d.NextAttemptAt, bench.Database.Now.AddMinutes(10)), TestContext.Current.CancellationToken);
        }

        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(0);
        bench.Pass(TimeSpan.FromMinutes(10));
        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(1);

        server.Messages.Count.ShouldBe(2);
        server.Messages.Select(m => m.MessageId).Distinct().Count().ShouldBe(1);
        bench.Rows().ShouldBe(["email|important|ann@example.com|sent|2"]);
    }

    [Fact]
    public async Task A_test_says_at_once_how_it_fared_and_is_not_repeated()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(500));
        bench.UseWebhook(server.Url("/hook"));

        var tested = (await bench.TestAsync(DeliveryChannel.Webhook)).Single();

        tested.State.ShouldBe(DeliveryState.Dead);
        tested.RequestedBy.ShouldBe("ann");
        bench.Pass(TimeSpan.FromDays(3));
        await bench.RunAsync(DeliveryKind.Important);
        server.Requests.Count.ShouldBe(1);
    }

    public void Dispose() => bench.Dispose();
}
