using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Glean.Tests.Support;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Glean.Tests.Notifications;

/// <summary>How the server on the other side encrypts.</summary>
public enum Encryption
{
    None,
    Starttls,
    Tls,
}

/// <summary>A real SMTP server on loopback that keeps what it is given.</summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string User = "glean", Password = "correct-horse-battery";

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<MimeMessage> messages = new();
    private Task running = Task.CompletedTask;

    private MailServer(int port) => Port = port;

    public int Port { get; }

    public IReadOnlyList<MimeMessage> Messages => [.. messages];

    /// <summary>What is answered to each message in turn; taken when it is empty.</summary>
    public ConcurrentQueue<SmtpResponse> Answers { get; } = new();

    /// <summary>An address that nobody has here.</summary>
    public string? Unknown { get; set; }

    /// <summary>Waits here before each message is taken.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public static MailServer Start(Encryption encryption = Encryption.None, bool signIn = false)
    {
        // The library does not tell which port it was given, so that one is looked for first.
        for (var tries = 0; ; tries++)
        {
            var server = new MailServer(FreePort());
            var options = new SmtpServerOptionsBuilder().ServerName("mail.example.com").Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, server.Port)).IsSecure(encryption == Encryption.Tls);
                if (encryption != Encryption.None)
                    endpoint.Certificate(FaultServer.SelfSigned());
                if (signIn)
                    endpoint.AuthenticationRequired(true);
            }).Build();
            var services = new ServiceProvider();
            services.Add(new Store(server));
            services.Add(new Filter(server));
            services.Add(new Authenticator());
            server.running = new SmtpServer.SmtpServer(options, services).StartAsync(server.stopping.Token);
            if (!server.running.IsFaulted || tries == 5)
                return server;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // That is how it stops.
        }

        stopping.Dispose();
    }

    private static int FreePort()
    {
#pragma warning disable RS0030 // Only asks the system for a number.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
#pragma warning restore RS0030
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            await server.Before();
            if (server.Answers.TryDequeue(out var answer))
                return answer;
            using var stream = new MemoryStream(buffer.ToArray());
            server.messages.Enqueue(await MimeMessage.LoadAsync(stream, cancellationToken));
            return SmtpResponse.Ok;
        }
    }

    private sealed class Filter(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            Task.FromResult($"{to.User}@{to.Host}" != server.Unknown);
    }

    private sealed class Authenticator : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == User && password == Password);
    }
}
