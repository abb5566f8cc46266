using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Glean.Catalog;
using Glean.Redis;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Redis;

/// <summary>What becomes of callers when Redis refuses, hangs, ends and comes back.</summary>
public sealed class RedisLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_question_connects()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = redis.Link();

        (await link.RunAsync("return {tonumber(ARGV[1]) + 1}", [], "41")).ShouldBe([42]);
        link.Condition.ShouldBe(new RedisCondition(true, null));
    }

    [Fact]
    public async Task A_Redis_that_hangs_costs_a_tenth_of_a_second_once_and_then_nothing()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync(TimeSpan.FromMilliseconds(100));
        // What runs for the first time takes its time.
        (await link.RunAsync("return {1}", [])).ShouldBe([1]);
        redis.Hang();

        var first = Stopwatch.StartNew();
        (await link.RunAsync("return {1}", [])).ShouldBeNull();
        first.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        link.Condition.Reachable.ShouldBeFalse();

        var rest = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
        {
            (await link.RunAsync("return {1}", [])).ShouldBeNull();
            link.Tell("nobody hears this");
        }

        rest.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));

        // Long enough for the library to give the connection up.
        await Task.Delay(TimeSpan.FromSeconds(6), Token);
        redis.GoOn();
        await RedisServer.UntilAsync(() => link.Condition.Reachable);
        (await link.RunAsync("return {1}", [])).ShouldBe([1]);
        await HearsAsync(link, link);
    }

    [Fact]
    public async Task A_Redis_that_ends_is_missed_at_once_and_found_again_with_its_hints()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync();
        using var other = await redis.ConnectAsync();
        List<string> heard = [];
        link.Heard += hint =>
        {
            lock (heard)
            {
                heard.Add(hint);
            }
        };

        await redis.StopAsync();
        await RedisServer.UntilAsync(() => !link.Condition.Reachable && !other.Condition.Reachable);
        link.Condition.Detail.ShouldBe("It cannot be reached.");
        var asked = Stopwatch.StartNew();
        (await link.RunAsync("return {1}", [])).ShouldBeNull();
        asked.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));

        await redis.StartAgainAsync();
        await RedisServer.UntilAsync(() => link.Condition.Reachable && other.Condition.Reachable);
        // Whoever listens is told to look for what was not heard, and hears again.
        heard.ShouldContain("");
        await HearsAsync(link, other);
        (await link.RunAsync("return {1}", [])).ShouldBe([1]);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_by_the_setting_s_name()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = new RedisLink(RedisAddress.Parse($"redis://:hidden@127.0.0.1:{redis.Port}"), TimeProvider.System);

        // A busy machine may take longer to say so than a start waits.
        _ = await Record.ExceptionAsync(() => link.StartAsync(Token));
        await RedisServer.UntilAsync(() => link.Condition.RefusesUs);
        var refused = await Should.ThrowAsync<GleanException>(() => link.StartAsync(Token));

        refused.Message.ShouldBe("REDIS_URL: It refuses the user or the password.");
        (await link.RunAsync("return {1}", [])).ShouldBeNull();
    }

    [Fact]
    public async Task A_user_with_a_password_is_let_in()
    {
        await using var redis = await RedisServer.StartAsync("--user", "glean", "on", ">hidden", "~glean:*", "&glean:*", "+@all");
        using var link = new RedisLink(RedisAddress.Parse($"redis://glean:hidden@127.0.0.1:{redis.Port}"), TimeProvider.System, patience: TimeSpan.FromSeconds(10));

        (await link.RunAsync("redis.call('SET', KEYS[1], 1, 'PX', 1000) return {1}", ["mine"])).ShouldBe([1]);
    }

    [Fact]
    public async Task Over_TLS_only_a_certificate_that_is_trusted_counts()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        var (pem, keyPem) = (folder.Write("tls.pem", certificate.ExportCertificatePem()), folder.Write("tls.key", key.ExportPkcs8PrivateKeyPem()));
        var port = RedisServer.FreePort();
        await using var redis = await RedisServer.StartAsync("--tls-port", $"{port}", "--tls-cert-file", pem, "--tls-key-file", keyPem, "--tls-auth-clients", "no");
        var url = $"rediss://:{Uri.EscapeDataString(RedisServer.Password)}@localhost:{port}";

        using var link = new RedisLink(RedisAddress.Parse(url), TimeProvider.System);
        await link.StartAsync(Token);
        await RedisServer.UntilAsync(() => link.Condition.Detail == "Its certificate is not trusted.");

        var glean = new GleanProgram(folder.Path);
        (glean.Environment["REDIS_URL"], glean.Environment["SSL_CERT_FILE"]) = (url, pem);
        (await glean.RunAsync("doctor")).Output.Split('\n').Single(l => l.Contains(" redis ")).ShouldContain("answers in");
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_told_as_unreachable()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = new RedisLink(RedisAddress.Parse(redis.Url.Replace("/2", "/99")), TimeProvider.System);

        await link.StartAsync(Token);

        (await link.RunAsync("return {1}", [])).ShouldBeNull();
        link.Condition.Reachable.ShouldBeFalse();
    }

    [Fact]
    public async Task Scripts_outlive_that_Redis_forgets_them()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync();
        (await link.RunAsync("return {7}", [])).ShouldBe([7]);

        await redis.TellAsync("SCRIPT", "FLUSH");
        await redis.TellAsync("FLUSHALL");

        (await link.RunAsync("return {7}", [])).ShouldBe([7]);
    }

    /// <summary>What <paramref name="other"/> tells is heard, within the time that a recovery may take.</summary>
    private static async Task HearsAsync(RedisLink link, RedisLink other)
    {
        var hello = 0;
        link.Heard += hint => Interlocked.Add(ref hello, hint == "hello" ? 1 : 0);
        await RedisServer.UntilAsync(() =>
        {
            other.Tell("hello");
            return Volatile.Read(ref hello) > 0;
        });
    }
}
