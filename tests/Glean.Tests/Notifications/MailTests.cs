using Glean.Catalog;
using MimeKit;
using Shouldly;
using SmtpServer.Protocol;
using Xunit;

namespace Glean.Tests.Notifications;

public sealed class MailTests : IDisposable
{
    private readonly NotifyBench bench = new();

    [Fact]
    public async Task A_digest_arrives_with_both_forms_and_the_headers_of_a_list()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);
        bench.AddChange("Quillmail", ChangeType.PricingChange, "Pro: $49 to $59 a user a month");
        bench.AddChange("Quillmail", ChangeType.FeatureAdded, "New: <script>alert(1)</script> & Ünïcode");
        bench.Pass(TimeSpan.FromMinutes(1));

        (await bench.RunAsync()).Sent.ShouldBe(1);

        var message = server.Messages.Single();
        message.Subject.ShouldBe("Glean: The week in AI tools for sales");
        message.From.Mailboxes.Single().Address.ShouldBe("glean@example.com");
        message.To.Mailboxes.Single().Address.ShouldBe("ann@example.com");
        message.Headers[HeaderId.ListId].ShouldBe("Glean <glean-digest.example.com>");
        message.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        message.Date.UtcDateTime.ShouldBe(bench.Database.Now);
        message.MessageId!.ShouldStartWith("msg_");
        message.MessageId!.ShouldEndWith("@example.com");
        message.Body!.ShouldBeOfType<MultipartAlternative>().Count.ShouldBe(2);
        message.TextBody!.ShouldContain("* Quillmail: Pro: $49 to $59 a user a month");
        message.TextBody!.ShouldContain("<script>alert(1)</script> & Ünïcode");
        message.HtmlBody!.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; Ünïcode");
        message.HtmlBody!.ShouldNotContain("<script>");
        message.HtmlBody!.ShouldContain("<a href=\"https://glean.example.com/tools/1\">evidence</a>");
    }

    [Theory]
    [InlineData(Encryption.Starttls, "starttls")]
    [InlineData(Encryption.Tls, "tls")]
    public async Task It_signs_in_over_an_encrypted_connection(Encryption encryption, string security)
    {
        await using var server = MailServer.Start(encryption, signIn: true);
        bench.UseMail(server);
        bench["GLEAN_SMTP_SECURITY"] = security;
        bench["GLEAN_SMTP_USERNAME"] = MailServer.User;
        bench["GLEAN_SMTP_PASSWORD"] = MailServer.Password;

        (await bench.TestAsync(DeliveryChannel.Email, trustAnyone: true)).Single().Error.ShouldBeNull();

        server.Messages.Single().Subject.ShouldBe("Glean: A test message from Glean");
    }

    [Theory]
    [InlineData(Encryption.Starttls, "starttls")]
    [InlineData(Encryption.Tls, "tls")]
    public async Task A_certificate_that_nobody_vouches_for_is_refused(Encryption encryption, string security)
    {
        await using var server = MailServer.Start(encryption);
        bench.UseMail(server);
        bench["GLEAN_SMTP_SECURITY"] = security;

        (await bench.TestAsync(DeliveryChannel.Email)).Single().Error.ShouldNotBeNull().ShouldContain("cannot prove who it is");

        server.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear_where_encryption_was_asked_for()
    {
        await using var server = MailServer.Start(Encryption.None);
        bench.UseMail(server);
        bench["GLEAN_SMTP_SECURITY"] = "starttls";

        (await bench.TestAsync(DeliveryChannel.Email)).Single().Error.ShouldNotBeNull().ShouldContain("Nothing was sent unencrypted");

        server.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        await using var server = MailServer.Start(Encryption.Starttls, signIn: true);
        bench.UseMail(server);
        bench["GLEAN_SMTP_SECURITY"] = "starttls";
        bench["GLEAN_SMTP_USERNAME"] = MailServer.User;
        bench["GLEAN_SMTP_PASSWORD"] = "canary-mMq82kd";

        var error = (await bench.TestAsync(DeliveryChannel.Email, trustAnyone: true)).Single().Error.ShouldNotBeNull();

        error.ShouldContain("GLEAN_SMTP_PASSWORD");
        bench.Database.Rows("SELECT * FROM deliveries").ShouldAllBe(row => !row.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_server_within_the_house_needs_the_leave_of_the_operator()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server);
        bench["GLEAN_EGRESS_ALLOW"] = "10.0.0.0/8";

        (await bench.TestAsync(DeliveryChannel.Email)).Single().Error.ShouldNotBeNull().ShouldContain("loopback address");

        server.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_put_off_is_sent_later_under_the_same_id_and_what_is_refused_is_not()
    {
        await using var server = MailServer.Start();
        bench.UseMail(server, "ann@example.com, Bob <bob@example.com>, nobody@example.com");
        server.Unknown = "nobody@example.com";
        server.Answers.Enqueue(new SmtpResponse(SmtpReplyCode.TransactionFailed + -103, "try again later"));
        bench.AddChange("Quillmail", ChangeType.News, "News: 2.0");
        bench.Pass(TimeSpan.FromMinutes(1));

        await bench.RunAsync();

        bench.Rows().ShouldBe(["email|weekly|ann@example.com|pending|1", "email|weekly|bob@example.com|sent|1", "email|weekly|nobody@example.com|dead|1"]);
        bench.Pass(TimeSpan.FromMinutes(4));
        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(0);
        bench.Pass(TimeSpan.FromMinutes(1));
        (await bench.RunAsync(DeliveryKind.Important)).Sent.ShouldBe(1);
        bench.Rows()[0].ShouldBe("email|weekly|ann@example.com|sent|2");
        server.Messages.Select(m => m.MessageId!.Split('@')[0]).ShouldBe(bench.Database.Rows("SELECT message_id FROM deliveries WHERE state = 'sent' ORDER BY attempts"));
        server.Messages.Select(m => m.Date).Distinct().Count().ShouldBe(1);
    }

    public void Dispose() => bench.Dispose();
}
