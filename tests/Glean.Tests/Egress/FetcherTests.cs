using System.Text;
using Glean.Egress;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Glean.Tests.Egress;

public sealed class FetcherTests
{
    [Fact]
    public async Task A_sound_answer_comes_with_body_type_and_validators()
    {
        await using var server = await FaultServer.StartAsync(
            Answers.Conditional("grüße", etag: "\"v1\"", lastModified: "Sun, 01 Mar 2026 12:00:00 GMT"));
        var fetched = (await FetchAsync(server, new FetchRequest(server.Url("/a?b=c#d")) { Accept = "text/plain" })).ShouldBeOfType<Fetched>();

        fetched.Text().ShouldBe("grüße");
        fetched.MediaType.ShouldBe("text/plain");
        fetched.ETag.ShouldBe("\"v1\"");
        fetched.LastModified.ShouldBe("Sun, 01 Mar 2026 12:00:00 GMT");
        fetched.PermanentlyMovedTo.ShouldBeNull();
        var sent = server.Requests.ShouldHaveSingleItem();
        sent.Target.ShouldBe("/a?b=c");
        sent.Headers["Accept"].ShouldBe("text/plain");
        sent.Headers["User-Agent"].ShouldBe(server.Options.UserAgent);
        sent.Headers.Keys.ShouldNotContain("traceparent");
    }

    [Theory]
    [InlineData("\"v1\"", null)]
    [InlineData("W/\"v1\"", null)]
    [InlineData(null, "Sun, 01 Mar 2026 12:00:00 GMT")]
    [InlineData(null, "Sun, 1 Mar 2026 12:00:00 +0000")]
    public async Task Validators_are_sent_back_verbatim_and_spare_the_body(string? etag, string? lastModified)
    {
        await using var server = await FaultServer.StartAsync(Answers.Conditional("body", etag, lastModified));
        (await FetchAsync(server, new FetchRequest(server.Url()) { ETag = etag, LastModified = lastModified })).ShouldBeOfType<NotModified>();
        (await FetchAsync(server, new FetchRequest(server.Url()) { ETag = "\"old\"" })).ShouldBeOfType<Fetched>();
    }

    [Fact]
    public async Task A_validator_with_letters_beyond_ascii_goes_back_as_it_came()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("body"));
        (await FetchAsync(server, new FetchRequest(server.Url()) { ETag = "\"grün\"" })).ShouldBeOfType<Fetched>();
        server.Requests.ShouldHaveSingleItem().Headers["If-None-Match"].ShouldBe("\"grün\"");
    }

    [Fact]
    public async Task A_redirect_with_unescaped_letters_is_followed()
    {
        await using var target = await FaultServer.StartAsync(Answers.Text("here"));
        await using var server = await FaultServer.StartWireAsync((stream, token) => stream.WriteAsync(
            Encoding.UTF8.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {target.Origin}grün\r\nContent-Length: 0\r\n\r\n"), token).AsTask());
        (await FetchAsync(server, new FetchRequest(server.Url()))).ShouldBeOfType<Fetched>();
        target.Requests.ShouldHaveSingleItem().Target.ShouldBe("/gr%C3%BCn");
    }

    [Fact]
    public async Task Not_modified_without_having_asked_is_no_answer()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(304));
        (await FetchAsync(server, new FetchRequest(server.Url()))).ShouldBeOfType<FetchFailed>().Kind.ShouldBe(FetchFailureKind.OtherStatus);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    public async Task Compression_is_undone(string encoding)
    {
        var text = string.Concat(Enumerable.Repeat("a few words, ", 50_000));
        await using var server = await FaultServer.StartAsync(Answers.Packed(text, encoding));
        (await FetchAsync(server, new FetchRequest(server.Url()))).ShouldBeOfType<Fetched>().Text().ShouldBe(text);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_passes_and_a_byte_more_does_not()
    {
        await using var server = await FaultServer.StartAsync(context => Answers.Large(int.Parse(context.Request.Query["n"]!), announced: false)(context));
        var limits = new FetchLimits(MaxBodyBytes: 100_000);
        (await FetchAsync(server, new FetchRequest(server.Url("/?n=100000")) { Limits = limits })).ShouldBeOfType<Fetched>().Body.Length.ShouldBe(100_000);
        (await FetchAsync(server, new FetchRequest(server.Url("/?n=100001")) { Limits = limits })).ShouldBeOfType<FetchFailed>()
            .Kind.ShouldBe(FetchFailureKind.TooLarge);
    }

    [Theory]
    [InlineData("text/html; charset=windows-1251", 1251)]
    [InlineData("text/html; charset=\"iso-8859-1\"", 28591)]
    [InlineData("text/html; charset=nonsense", 65001)]
    [InlineData(null, 65001)]
    public void Text_is_read_by_its_charset(string? contentType, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        var word = codePage == 1251 ? "привет" : "grüße";
        new Fetched(200, encoding.GetBytes(word), new Uri("https://example.com")) { ContentType = contentType }.Text().ShouldBe(word);
    }

    [Theory]
    [InlineData(true, 301, 308)]
    [InlineData(false, 301, 302)]
    [InlineData(false, 307, 308)]
    public async Task Only_permanent_redirects_throughout_give_a_new_address(bool isPermanent, int first, int second)
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/1", Answers.Redirect("/2#there", first)), ("/2", Answers.Redirect("3", second)), ("/3", Answers.Text("here"))));
        var fetched = (await FetchAsync(server, new FetchRequest(server.Url("/1")))).ShouldBeOfType<Fetched>();
        fetched.FinalUrl.ShouldBe(server.Url("/3"));
        fetched.PermanentlyMovedTo.ShouldBe(isPermanent ? server.Url("/3") : null);
    }

    [Fact]
    public async Task Five_redirects_are_followed_and_a_sixth_is_not()
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            var left = int.Parse(context.Request.Path.Value![1..]);
            return (left == 0 ? Answers.Text("here") : Answers.Redirect($"/{left - 1}"))(context);
        });
        (await FetchAsync(server, new FetchRequest(server.Url("/5")))).ShouldBeOfType<Fetched>();
        (await FetchAsync(server, new FetchRequest(server.Url("/6")))).ShouldBeOfType<FetchFailed>().Kind.ShouldBe(FetchFailureKind.TooManyRedirects);
    }

    [Fact]
    public async Task Headers_stay_with_their_origin_also_when_led_back()
    {
        await using var home = await FaultServer.StartAsync(_ => Task.CompletedTask);
        await using var away = await FaultServer.StartAsync(Answers.Redirect(home.Url("/back").ToString()));
        await using var start = await FaultServer.StartAsync(Answers.ByPath(
            ("/1", Answers.Redirect("/2")), ("/2", Answers.Redirect(away.Url("/").ToString()))));
        var request = new FetchRequest(start.Url("/1"))
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer s3cret", ["X-Api-Key"] = "s3cret", ["Cookie"] = "s=s3cret" },
        };
        (await FetchAsync(start, request)).ShouldBeOfType<Fetched>();

        start.Requests.Select(r => r.Headers["X-Api-Key"]).ShouldBe(["s3cret", "s3cret"]);
        away.Requests.Concat(home.Requests).SelectMany(r => r.Headers.Values).ShouldNotContain(value => value.Contains("s3cret"));
        home.Requests.ShouldHaveSingleItem().Headers["User-Agent"].ShouldStartWith("Glean/");
    }

    [Fact]
    public async Task A_post_sends_its_body_and_its_headers()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("{}", status: 201));
        var result = await FetchAsync(server, Post(server.Url("/token")));
        result.ShouldBeOfType<Fetched>().Status.ShouldBe(201);
        var sent = server.Requests.ShouldHaveSingleItem();
        sent.ShouldSatisfyAllConditions(
            () => sent.Method.ShouldBe("POST"),
            () => sent.Body.ShouldBe("secret=s3cret"),
            () => sent.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded"));
    }

    [Fact]
    public async Task A_post_is_not_carried_to_another_origin()
    {
        await using var away = await FaultServer.StartAsync(Answers.Text("thanks"));
        await using var server = await FaultServer.StartAsync(Answers.Redirect(away.Url("/").ToString(), 307));
        (await FetchAsync(server, Post(server.Url()))).ShouldBeOfType<FetchFailed>().Kind.ShouldBe(FetchFailureKind.Refused);
        away.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(303, "GET")]
    [InlineData(307, "POST")]
    public async Task A_post_is_repeated_only_where_the_redirect_says_so(int status, string method)
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(("/1", Answers.Redirect("/2", status)), ("/2", Answers.Text("done"))));
        (await FetchAsync(server, Post(server.Url("/1")))).ShouldBeOfType<Fetched>();
        server.Requests[^1].Method.ShouldBe(method);
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("http://user:word@127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://0xA9FEA9FE/")]
    public async Task A_redirect_is_judged_like_any_address(string to)
    {
        await using var server = await FaultServer.StartAsync(Answers.Redirect(to));
        (await FetchAsync(server, new FetchRequest(server.Url()))).ShouldBeOfType<FetchFailed>().Kind.ShouldBe(FetchFailureKind.Refused);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_failure_in_passing_is_tried_once_more(int status)
    {
        await using var server = await FaultServer.StartAsync(Answers.InTurn(Answers.Status(status), Answers.Text("here")));
        (await FetchAsync(server, new FetchRequest(server.Url()))).ShouldBeOfType<Fetched>();
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_that_stays_is_asked_twice_and_no_more()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(503));
        await FetchAsync(server, new FetchRequest(server.Url()));
        server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Other_failures_are_not_repeated(int status)
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(status));
        await FetchAsync(server, new FetchRequest(server.Url()));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_post_is_never_sent_again()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(503));
        await FetchAsync(server, Post(server.Url()));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_that_wants_silence_gets_it()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(429, retryAfter: "120"));
        using var fetcher = new Fetcher(server.Options);
        var first = (await fetcher.FetchAsync(new FetchRequest(server.Url("/1")), TestContext.Current.CancellationToken)).ShouldBeOfType<FetchFailed>();
        var second = (await fetcher.FetchAsync(new FetchRequest(server.Url("/2")), TestContext.Current.CancellationToken)).ShouldBeOfType<FetchFailed>();

        first.RetryAfter.ShouldBe(TimeSpan.FromSeconds(120));
        second.Kind.ShouldBe(FetchFailureKind.RateLimited);
        second.RetryAfter!.Value.TotalSeconds.ShouldBeInRange(100, 120);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_short_silence_is_waited_out_and_the_request_sent_again()
    {
        await using var server = await FaultServer.StartAsync(Answers.InTurn(Answers.Status(429, retryAfter: "0.2"), Answers.Text("here")));
        using var fetcher = new Fetcher(server.Options with { MaxPatience = TimeSpan.FromSeconds(1) });
        (await fetcher.FetchAsync(new FetchRequest(server.Url()), TestContext.Current.CancellationToken)).ShouldBeOfType<Fetched>();
    }

    [Fact]
    public async Task Waiting_for_ones_turn_is_not_counted_against_the_time()
    {
        await using var server = await FaultServer.StartAsync(async context =>
        {
            await Task.Delay(150, context.RequestAborted);
            await Answers.Text("here")(context);
        });
        using var fetcher = new Fetcher(server.Options with { TotalTime = TimeSpan.FromMilliseconds(600) });
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            fetcher.FetchAsync(new FetchRequest(server.Url($"/{i}")), TestContext.Current.CancellationToken)));
        all.ShouldAllBe(result => result is Fetched);
    }

    [Fact]
    public async Task One_host_is_asked_one_thing_at_a_time()
    {
        var (now, most) = (0, 0);
        await using var server = await FaultServer.StartAsync(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(20, context.RequestAborted);
            Interlocked.Decrement(ref now);
            await context.Response.WriteAsync("here");
        });
        using var fetcher = new Fetcher(server.Options);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fetcher.FetchAsync(new FetchRequest(server.Url()), TestContext.Current.CancellationToken)));
        most.ShouldBe(1);
    }

    [Fact]
    public void The_services_give_one_fetcher()
    {
        using var services = new ServiceCollection().AddLogging().AddEgress(_ => null).BuildServiceProvider();
        services.GetRequiredService<IFetcher>().ShouldBeSameAs(services.GetRequiredService<IFetcher>());
    }

    private static FetchRequest Post(Uri url) => new(url)
    {
        Method = HttpMethod.Post,
        Body = new FetchBody("secret=s3cret"u8.ToArray(), "application/x-www-form-urlencoded"),
    };

    private static async Task<FetchResult> FetchAsync(FaultServer server, FetchRequest request)
    {
        using var fetcher = new Fetcher(server.Options);
        return await fetcher.FetchAsync(request, TestContext.Current.CancellationToken);
    }
}
