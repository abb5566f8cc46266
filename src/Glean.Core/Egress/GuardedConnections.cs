using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Glean.Egress;

/// <summary>Finds the addresses of a host; a seam, so that a test can answer like a hostile name server.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>Every address of a host is one that must not be reached.</summary>
internal sealed class AddressRefusedException(string host, string kind) : Exception($"{host} leads to {kind}")
{
    internal string Kind { get; } = kind;
}

/// <summary>
/// The one place where Glean makes sockets and HTTP clients. The addresses of a host are judged and connected to in one
/// step, so a name that changes its answer between the check and the connection gains nothing.
/// </summary>
public static class GuardedConnections
{
    private static readonly ResolveHost SystemResolver = Dns.GetHostAddressesAsync;

    /// <summary>
    /// A client for a vendor's library that insists on one. It reaches only what the guard allows, follows no redirect,
    /// takes no proxy or cookie, and holds the size limit; pacing and time are left to that library.
    /// </summary>
    /// <param name="options">To reach a server of the owner's choice (a local model), allow its network here.</param>
    public static HttpClient CreateClient(EgressOptions options)
    {
#pragma warning disable RS0030 // This file is the factory that the ban points to.
        return new HttpClient(CreateHandler(options, SystemResolver)) { MaxResponseContentBufferSize = options.MaxBodyBytes };
#pragma warning restore RS0030
    }

    /// <summary>
    /// A client for a vendor's library that speaks to one service: only that origin is asked, answers are whole and within the
    /// limits, and what may pass by itself is asked again. A failure is a <see cref="ServiceFailedException"/>, whatever the library.
    /// </summary>
    /// <param name="service">The service, and how patient to be with it.</param>
    public static HttpClient CreateServiceClient(ServiceOrigin service, EgressOptions options, TimeProvider time)
    {
        // Whoever set the address of the service at the machine itself may mean the machine itself.
        var trusted = service.IsOperators ? new DnsEndPoint(service.Address.IdnHost.Trim('[', ']'), service.Address.Port) : null;
#pragma warning disable RS0030 // See above.
        return new HttpClient(new ServiceHandler(CreateHandler(options, SystemResolver, trusted), service, options, time))
#pragma warning restore RS0030
        {
            // The handler keeps the time of each attempt.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>A connection for a protocol other than HTTP, to an address that the guard allows; encryption is the caller's affair.</summary>
    /// <param name="host">A name or an address; judged like that of any other fetch.</param>
    /// <exception cref="ServiceFailedException">It is refused, or leads nowhere.</exception>
    public static async Task<Stream> ConnectAsync(string host, int port, EgressOptions options, CancellationToken cancellationToken)
    {
        var guard = new AddressGuard(options.Allow);
        if (!Uri.TryCreate($"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}", UriKind.Absolute, out var url))
            throw new ServiceFailedException(new FetchFailed(FetchFailureKind.Refused, "The host is no name and no address. Enter it without a scheme or path."));
        if (guard.Judge(url) is { } refusal)
            throw new ServiceFailedException(Failures.Refused(url, refusal));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTime);
        try
        {
            return await ConnectAsync(new DnsEndPoint(host, port), guard, SystemResolver, options.ConnectTime, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceFailedException(Failures.TimedOut(url, options.ConnectTime));
        }
        catch (Exception e) when (Failures.Of(url, e, hasBegun: false, options, options.MaxBodyBytes) is { } failed)
        {
            throw new ServiceFailedException(failed, e);
        }
    }

    internal static HttpMessageInvoker CreateInvoker(EgressOptions options, ResolveHost? resolve = null)
    {
#pragma warning disable RS0030 // See above.
        return new HttpMessageInvoker(CreateHandler(options, resolve ?? SystemResolver));
#pragma warning restore RS0030
    }

    private static SocketsHttpHandler CreateHandler(EgressOptions options, ResolveHost resolve, DnsEndPoint? trusted = null)
    {
        var guard = new AddressGuard(options.Allow);
#pragma warning disable RS0030 // See above.
        return new SocketsHttpHandler
#pragma warning restore RS0030
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = false,
            UseCookies = false,
            PreAuthenticate = false,
            ConnectTimeout = options.ConnectTime,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // An answer that is given up on is cut, not read to its end.
            MaxResponseDrainSize = 0,
            // Validators go back byte for byte as they came; redirects are sent in UTF-8 by whoever does not escape them.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (name, _) =>
                name.Equals("Location", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : Encoding.Latin1,
            // Trace identifiers are nobody else's business.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectCallback = (context, cancellationToken) =>
                ConnectAsync(
                    context.DnsEndPoint, IsSame(context.DnsEndPoint, trusted) ? null : guard, resolve, options.ConnectTime, cancellationToken),
        };
    }

    private static bool IsSame(DnsEndPoint one, DnsEndPoint? other) =>
        other is not null && one.Port == other.Port && string.Equals(one.Host.Trim('[', ']'), other.Host, StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint endPoint, AddressGuard? guard, ResolveHost resolve, TimeSpan connectTime, CancellationToken cancellationToken)
    {
        var resolved = IPAddress.TryParse(endPoint.Host, out var literal)
            ? [literal]
            : await resolve(endPoint.Host, cancellationToken).ConfigureAwait(false);
        if (resolved.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        var allowed = resolved.Where(address => guard?.Judge(address) is null).ToArray();
        if (allowed.Length == 0)
            throw new AddressRefusedException(endPoint.Host, guard!.Judge(resolved[0])!);

        // One dead address among several must not eat the time of the others.
        var share = connectTime / allowed.Length;
        for (var i = 0; ; i++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(i == allowed.Length - 1 ? Timeout.InfiniteTimeSpan : share);
            try
            {
                return await ConnectAsync(new IPEndPoint(allowed[i], endPoint.Port), limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (i < allowed.Length - 1 && !cancellationToken.IsCancellationRequested
                && e is SocketException or OperationCanceledException)
            {
                // The next address may answer; the last one's failure is the one reported.
            }
        }
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // See above.
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore RS0030
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
