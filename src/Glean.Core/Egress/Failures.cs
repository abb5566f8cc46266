using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Glean.Egress;

/// <summary>
/// Says in words what went wrong: the host, the cause, the next step. Only the host of an address is named, because
/// paths and queries carry keys.
/// </summary>
internal static class Failures
{
    internal static FetchFailed Refused(Uri url, Refusal refusal) => new(FetchFailureKind.Refused,
        $"{Host(url)} is not fetched: {refusal.Cause}. {refusal.NextStep}");

    internal static FetchFailed RefusedBody(Uri from, Uri to) => new(FetchFailureKind.Refused,
        $"{Host(from)} sends this request on to {Host(to)}, which must not get its contents. Enter the address that is meant to receive it.");

    internal static FetchFailed TimedOut(Uri url, TimeSpan limit) => new(FetchFailureKind.Timeout,
        $"{Host(url)} gave no complete answer within {limit.TotalSeconds:0.#} s. It may be overloaded; it is tried again on the next run.");

    internal static FetchFailed TooManyRedirects(Uri url, int limit) => new(FetchFailureKind.TooManyRedirects,
        $"{Host(url)} redirects more than {limit} times. Open the address in a browser and enter where it ends.");

    internal static FetchFailed TooLarge(Uri url, long limit) => new(FetchFailureKind.TooLarge,
        $"{Host(url)} sends more than {limit / (1024.0 * 1024):0.#} MiB. Enter an address with less behind it.");

    internal static FetchFailed Held(Uri url, TimeSpan silence) => new(FetchFailureKind.RateLimited,
        $"{Host(url)} asked to be left alone for another {Span(silence)}. It is asked again after that.")
    { RetryAfter = silence };

    internal static FetchFailed OfStatus(Uri url, HttpStatusCode status, TimeSpan? retryAfter)
    {
        var host = Host(url);
        var code = (int)status;
        var (kind, text) = code switch
        {
            400 => (FetchFailureKind.OtherStatus, $"{host} does not accept the request (400). Check what is asked for."),
            401 => (FetchFailureKind.Unauthorized, $"{host} refuses the credentials (401). Check the key or token of this source."),
            402 => (FetchFailureKind.PaymentRequired, $"{host} wants to be paid first (402). Check the plan and the credit of the account behind the key."),
            403 => (FetchFailureKind.Forbidden, $"{host} forbids this (403). Check what the key may do, or whether the host keeps programs out."),
            404 => (FetchFailureKind.NotFound, $"{host} has nothing at this address (404). Check the address."),
            410 => (FetchFailureKind.Gone, $"{host} says this is gone for good (410). Remove the address."),
            429 => (FetchFailureKind.RateLimited, $"{host} says that these are too many requests (429). {Again(retryAfter)}"),
            451 => (FetchFailureKind.OtherStatus, $"{host} may not show this for legal reasons (451). Remove the address."),
            503 when retryAfter is not null => (FetchFailureKind.RateLimited, $"{host} is not available (503). {Again(retryAfter)}"),
            >= 500 and <= 599 => (FetchFailureKind.ServerError, $"{host} failed ({code}). It is tried again on the next run."),
            _ => (FetchFailureKind.OtherStatus, $"{host} answered with status {code}, which is of no use here. Check the address."),
        };
        return new FetchFailed(kind, text) { Status = code, RetryAfter = retryAfter };
    }

    /// <summary>What an exception of the HTTP stack means; null when it is none of its failures but a bug.</summary>
    /// <param name="hasBegun">The head of the answer had arrived.</param>
    internal static FetchFailed? Of(Uri url, Exception exception, bool hasBegun, EgressOptions options, long maxBodyBytes)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case AddressRefusedException refused:
                    return Refused(url, AddressGuard.LeadsTo(refused.Kind));
                case BodyTooLargeException:
                    return TooLarge(url, maxBodyBytes);
                case UnknownEncodingException unknown:
                    return new(FetchFailureKind.BadEncoding,
                        $"{Host(url)} sends its answer in an encoding that was not asked for ({Short(unknown.Message)}). Only its owner can mend that.");
                case InvalidDataException:
                    return new(FetchFailureKind.BadEncoding,
                        $"{Host(url)} sends an answer that cannot be decompressed. It is tried again on the next run.");
                case AuthenticationException:
                    return Tls(url);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return new(FetchFailureKind.Dns,
                        $"{Host(url)} has no address in the name system. Check the spelling, and that this machine can resolve names.");
                case TimeoutException:
                    return new(FetchFailureKind.Timeout,
                        $"{Host(url)} did not accept a connection within {options.ConnectTime.TotalSeconds:0.#} s. Check the address, and that no firewall is in the way.");
                case HttpRequestException or HttpIOException when Of(url, e) is { } failed:
                    return failed;
            }
        }

        return exception is not (HttpRequestException or IOException or SocketException) ? null
            : hasBegun ? BrokenOff(url)
            : NoAnswer(url);
    }

    private static FetchFailed? Of(Uri url, Exception exception)
    {
        var error = exception is HttpRequestException request ? request.HttpRequestError : ((HttpIOException)exception).HttpRequestError;
        return error switch
        {
            HttpRequestError.SecureConnectionError => Tls(url),
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => new(FetchFailureKind.BadResponse,
                $"{Host(url)} answers with something that is not HTTP. Check the address and its port."),
            HttpRequestError.ConfigurationLimitExceeded => new(FetchFailureKind.TooLarge,
                $"{Host(url)} sends more headers than are read. Only its owner can mend that."),
            _ => null,
        };
    }

    private static FetchFailed Tls(Uri url) => new(FetchFailureKind.Tls,
        $"{Host(url)} cannot prove who it is: its certificate or handshake failed (TLS). Check the address and this machine's clock.");

    private static FetchFailed NoAnswer(Uri url) => new(FetchFailureKind.Connect,
        $"{Host(url)} accepts no connection, or breaks it without an answer. Check the address and its port, and whether the server runs.");

    private static FetchFailed BrokenOff(Uri url) => new(FetchFailureKind.Truncated,
        $"{Host(url)} broke off its answer. It is tried again on the next run.");

    private static string Again(TimeSpan? retryAfter) =>
        retryAfter is { } wait ? $"It asks to be left alone for {Span(wait)} and is asked again after that." : "It is asked less often from now on.";

    private static string Host(Uri url) => url.IsAbsoluteUri && url.Host.Length > 0 ? Short(url.IsDefaultPort ? url.IdnHost : url.IdnHost + ":" + url.Port) : "This address";

    private static string Short(string foreign) => foreign.Length <= 100 ? foreign : foreign[..100] + "…";

    private static string Span(TimeSpan span) =>
        span.TotalMinutes < 2 ? $"{Math.Ceiling(span.TotalSeconds):0} s"
        : span.TotalHours < 2 ? $"{Math.Ceiling(span.TotalMinutes):0} min"
        : $"{span.TotalHours:0.#} h";
}
