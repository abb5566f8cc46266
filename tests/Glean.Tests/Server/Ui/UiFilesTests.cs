#pragma warning disable RS0030 // A client of the server under test, not of the program; paths are sent as they are written.
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Ui;

public sealed class UiFilesTests : IAsyncLifetime
{
    private const string Page = "<!doctype html><title>Glean</title><script src=\"/assets/app-1a2b.js\"></script>";
    private const string Script = "console.log('a script, long enough to be worth compressing, compressing, compressing')";

    private readonly TemporaryFolder folder = new();
    private ServerFixture server = null!;
    private HttpClient anybody = null!;

    public async ValueTask InitializeAsync()
    {
        folder.Write("ui/index.html", Page);
        folder.Write("ui/favicon.svg", "<svg/>");
        folder.Write("ui/assets/app-1a2b.js", Script);
        Compress("ui/assets/app-1a2b.js", ".gz", (to) => new GZipStream(to, CompressionLevel.Optimal));
        Compress("ui/assets/app-1a2b.js", ".br", (to) => new BrotliStream(to, CompressionLevel.Optimal));
        folder.Write("ui/.vite/manifest.json", "{}");
        folder.Write("secret.txt", "not for anybody");
        folder.Write("ui-of-another/index.html", "another");
        server = await ServerFixture.StartAsync(ui: Path.Combine(folder.Path, "ui"));
        anybody = server.Client();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/setup")]
    [InlineData("/login?next=%2Freview")]
    [InlineData("/review?tool=7")]
    [InlineData("/tools")]
    [InlineData("/tools/7")]
    [InlineData("/jobs/0192-ab")]
    [InlineData("/system")]
    public async Task The_address_of_a_page_gives_the_page_which_is_asked_for_anew(string address)
    {
        var answer = await anybody.GetAsync(address, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(Page);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("/elsewhere")]
    [InlineData("/tools/7/claims")]
    [InlineData("/review/7")]
    [InlineData("/Tools")]
    [InlineData("/assets/")]
    [InlineData("/assets/missing.js")]
    [InlineData("/assets/app-1a2b.js.br")]
    [InlineData("/.vite/manifest.json")]
    [InlineData("/api/nothing")]
    public async Task Nothing_else_gives_the_page(string address)
    {
        var answer = await anybody.GetAsync(address, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("<title>");
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/..%5csecret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("/../ui-of-another/index.html")]
    [InlineData("//etc/passwd")]
    [InlineData("/%00index.html")]
    [InlineData("/tools/..%2f..%2fsecret.txt")]
    public async Task No_path_leads_out_of_the_folder(string path)
    {
        var answer = await RawAsync(path);
        answer.ShouldNotContain("not for anybody");
        answer.ShouldNotContain("another");
        answer.ShouldNotContain("root:");
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task A_hashed_file_is_kept_for_ever_and_comes_as_the_browser_takes_it(string accepted, string? encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-1a2b.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        var answer = await anybody.SendAsync(request, TestContext.Current.CancellationToken);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using Stream plain = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe(Script);
    }

    [Fact]
    public async Task A_page_that_is_known_is_not_sent_again()
    {
        var first = await anybody.GetAsync("/", TestContext.Current.CancellationToken);
        var request = new HttpRequestMessage(HttpMethod.Get, "/review");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await anybody.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task HEAD_tells_the_length_and_sends_nothing_and_a_POST_is_not_answered_with_a_page()
    {
        var head = await anybody.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"), TestContext.Current.CancellationToken);
        (head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, Encoding.UTF8.GetByteCount(Page)));
        var post = await anybody.PostAsync("/review", null, TestContext.Current.CancellationToken);
        post.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_build_without_it_says_how_to_get_it()
    {
        await using var bare = await ServerFixture.StartAsync();
        var answer = await bare.Client().GetAsync("/", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("make publish");
    }

    private void Compress(string name, string extension, Func<Stream, Stream> compressor)
    {
        var path = Path.Combine(folder.Path, name);
        using var to = compressor(File.Create(path + extension));
        to.Write(File.ReadAllBytes(path));
    }

    /// <summary>As it is written, since a client would tidy the path up before it sends it.</summary>
    private async Task<string> RawAsync(string path)
    {
#pragma warning disable RS0030 // The test is the caller here, not the program.
        using var client = new TcpClient();
#pragma warning restore RS0030
        await client.ConnectAsync(server.Origin.Host, server.Origin.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Origin.Authority}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
