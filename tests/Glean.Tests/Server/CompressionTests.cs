using System.IO.Compression;
using System.Net;
using System.Text;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class CompressionTests : IAsyncLifetime
{
#pragma warning disable RS0030 // Speaks to the server under test only, and sees what goes over the wire.
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
#pragma warning restore RS0030
    private ApiFixture server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiFixture.StartAsync();
        server.Seed(Sample.Rows);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/tools")]
    [InlineData("/api/tools/1")]
    [InlineData("/api/review/queue")]
    public async Task A_read_is_the_same_compressed(string path)
    {
        using var plain = await GetAsync(path);
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        var expected = await plain.Content.ReadAsByteArrayAsync();

        foreach (var (encoding, open) in new (string, Func<Stream, Stream>)[]
        {
            ("br", stream => new BrotliStream(stream, CompressionMode.Decompress)),
            ("gzip", stream => new GZipStream(stream, CompressionMode.Decompress)),
        })
        {
            using var compressed = await GetAsync(path, encoding);
            compressed.Content.Headers.ContentEncoding.ShouldBe([encoding]);
            compressed.Headers.Vary.ShouldContain("Accept-Encoding");
            compressed.Headers.ETag.ShouldBe(plain.Headers.ETag);
            compressed.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var bytes = await compressed.Content.ReadAsByteArrayAsync();
            bytes.Length.ShouldBeLessThan(expected.Length);
            using var opened = new MemoryStream();
            await using var content = open(new MemoryStream(bytes));
            await content.CopyToAsync(opened);
            opened.ToArray().ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("/api/stats", HttpStatusCode.OK)] // Short.
    [InlineData("/api/tools/99", HttpStatusCode.NotFound)]
    [InlineData("/api/export/all/json", HttpStatusCode.OK)] // A download.
    [InlineData("/feeds/tools.json", HttpStatusCode.OK)]
    public async Task The_rest_goes_as_it_is(string path, HttpStatusCode status)
    {
        using var answer = await GetAsync(path, "br");
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_change_answers_is_not_compressed()
    {
        using var answer = await SendAsync(HttpMethod.Put, "/api/tools/1", "br", new StringContent("""{"name":"Larkdial two"}""", Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_encoding_that_is_refused_is_not_sent()
    {
        using var answer = await GetAsync("/api/tools", "br;q=0, gzip;q=0");
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_reach_the_browser_at_once_and_uncompressed()
    {
        using var answer = await GetAsync("/api/events", "gzip, br");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        await using var stream = await answer.Content.ReadAsStreamAsync();
        (await stream.ReadAsync(new byte[1])).ShouldBe(1);
    }

    private Task<HttpResponseMessage> GetAsync(string path, string? encodings = null) => SendAsync(HttpMethod.Get, path, encodings);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? encodings, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path)) { Content = content };
        request.Headers.Add("X-Test-User", "ann:admin");
        if (encodings is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
        }

        return await http.SendAsync(request, CancellationToken.None);
    }
}
