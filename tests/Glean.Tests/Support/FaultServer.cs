using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Glean.Egress;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Glean.Tests.Support;

/// <summary>What a client sent.</summary>
public sealed record ReceivedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>
/// The other side: a real web server (or a bare socket, for what no web server would do) on a free port of loopback.
/// <code>
/// await using var server = await FaultServer.StartAsync(Answers.Json("[]"));
/// using var fetcher = new Fetcher(server.Options);
/// var result = await fetcher.FetchAsync(new FetchRequest(server.Url("/items")), TestContext.Current.CancellationToken);
/// server.Requests.Single().Target.ShouldBe("/items");
/// </code>
/// </summary>
public sealed class FaultServer : IAsyncDisposable
{
    private const string JsonHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly CancellationTokenSource stopping = new();
    private WebApplication? web;
    private TcpListener? wire;

    private FaultServer()
    {
    }

    /// <summary>Scheme, host and port, to stand in for a service's.</summary>
    public Uri Origin { get; private set; } = new("http://127.0.0.1");

    /// <summary>What was asked so far, oldest first (not of a bare socket).</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. requests];

    /// <summary>Options that reach loopback, wait for nothing they need not, and give up soon on a fault that hangs.</summary>
    public EgressOptions Options { get; private set; } = new()
    {
        Allow = EgressOptions.ParseNetworks("127.0.0.0/8"),
        TotalTime = TimeSpan.FromSeconds(10),
        ConnectTime = TimeSpan.FromSeconds(5),
        MinimumInterval = TimeSpan.Zero,
        MaxPatience = TimeSpan.Zero,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>An address on this server.</summary>
    public Uri Url(string pathAndQuery = "/") => new(Origin, pathAndQuery);

    /// <summary>A server that answers every request so.</summary>
    public static Task<FaultServer> StartAsync(RequestDelegate answer) => StartAsync(answer, isSecure: false);

    /// <summary>A server with this fault, on every path.</summary>
    public static async Task<FaultServer> StartAsync(Fault fault)
    {
        const string soundJson = Faults.SoundJson;
        var server = await (fault switch
        {
            Fault.Refused => Task.FromResult(Closed()),
            Fault.UnknownHost => Task.FromResult(new FaultServer { Origin = new Uri("http://nothing-here.invalid") }),
            Fault.SelfSignedCertificate => StartAsync(Answers.Json(soundJson), isSecure: true),
            Fault.PlainTextForTls => StartSpoiltTlsAsync(),
            Fault.LengthTooSmall => StartWireAsync((stream, token) => WriteAsync(stream, JsonHead + $"Content-Length: 12\r\n\r\n{soundJson}", token)),
            Fault.BodyCutShort => StartWireAsync((stream, token) => WriteAsync(stream, JsonHead + $"Content-Length: 1000\r\n\r\n{soundJson}", token)),
            Fault.ChunksCutShort => StartWireAsync((stream, token) => WriteAsync(stream, JsonHead + $"Transfer-Encoding: chunked\r\n\r\n{soundJson.Length:x}\r\n{soundJson}\r\n", token)),
            Fault.ClosedWithoutAnswer => StartWireAsync((_, _) => Task.CompletedTask),
            Fault.NotHttp => StartWireAsync((stream, token) => WriteAsync(stream, "SSH-2.0-OpenSSH_9.6\r\n\r\n", token)),
            Fault.EndlessHeaders => StartWireAsync(WriteEndlessHeadersAsync),
            _ => StartAsync(fault.Answer() ?? throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault")),
        });

        if (fault is Fault.NeverAnswers or Fault.OneBytePerSecond)
            server.Options = server.Options with { TotalTime = TimeSpan.FromMilliseconds(500) };

        return server;
    }

    /// <summary>A bare socket: reads the head of a request, lets <paramref name="answer"/> write what it likes, and hangs up.</summary>
    public static Task<FaultServer> StartWireAsync(Func<Stream, CancellationToken, Task> answer) => StartWireAsync(answer, readsHead: true);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        wire?.Dispose();
        if (web is not null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await web.StopAsync(patience.Token);
            await web.DisposeAsync();
        }

        stopping.Dispose();
    }

    private static async Task<FaultServer> StartAsync(RequestDelegate answer, bool isSecure)
    {
        var server = new FaultServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (isSecure)
                    listen.UseHttps(SelfSigned());
            });
        });

        server.web = builder.Build();
        server.web.Run(async context =>
        {
            server.requests.Enqueue(await ReceiveAsync(context.Request));
            await answer(context);
        });
        await server.web.StartAsync();
        server.Origin = new Uri(server.web.Urls.Single());
        return server;
    }

    private static Task<FaultServer> StartWireAsync(Func<Stream, CancellationToken, Task> answer, bool readsHead)
    {
        var server = new FaultServer { wire = new TcpListener(IPAddress.Loopback, 0) };
        server.wire.Start();
        server.Origin = new Uri($"http://127.0.0.1:{((IPEndPoint)server.wire.LocalEndpoint).Port}");
        _ = AcceptAsync(server.wire, answer, readsHead, server.stopping.Token);
        return Task.FromResult(server);
    }

    private static async Task<FaultServer> StartSpoiltTlsAsync()
    {
        var server = await StartWireAsync((stream, token) => WriteAsync(stream, "HTTP/1.1 400 Bad Request\r\n\r\n", token), readsHead: false);
        server.Origin = new UriBuilder(server.Origin) { Scheme = "https" }.Uri;
        return server;
    }

    private static FaultServer Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new FaultServer { Origin = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };
    }

    private static async Task AcceptAsync(
        TcpListener listener, Func<Stream, CancellationToken, Task> answer, bool readsHead, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                try
                {
                    await using var stream = client.GetStream();
                    await ReadHeadAsync(stream, readsHead, cancellationToken);
                    await answer(stream, cancellationToken);
                }
                catch (IOException)
                {
                    // The client hung up first.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is stopped.
        }
    }

    private static async Task ReadHeadAsync(Stream stream, bool toItsEnd, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var head = "";
        do
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                return;

            head += Encoding.ASCII.GetString(buffer, 0, read);
        }
        while (toItsEnd && !head.Contains("\r\n\r\n", StringComparison.Ordinal));
    }

    private static async Task WriteEndlessHeadersAsync(Stream stream, CancellationToken cancellationToken)
    {
        await WriteAsync(stream, "HTTP/1.1 200 OK\r\n", cancellationToken);
        while (true)
            await WriteAsync(stream, $"X-More: {new string('x', 4000)}\r\n", cancellationToken);
    }

    private static Task WriteAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    private static async Task<ReceivedRequest> ReceiveAsync(HttpRequest request)
    {
        // The answer may depend on the body, which is read here first.
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var received = new ReceivedRequest(request.Method, request.Path + request.QueryString, headers, await reader.ReadToEndAsync());
        request.Body.Position = 0;
        return received;
    }

    internal static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
