using Glean.Egress;
using Xunit;

namespace Glean.Tests.Support;

/// <summary>What may go wrong on the other side; <see cref="FaultServer.StartAsync(Fault)"/> shows each on every path.</summary>
public enum Fault
{
    Refused,
    UnknownHost,
    SelfSignedCertificate,
    PlainTextForTls,
    NeverAnswers,
    OneBytePerSecond,
    Unauthorized,
    Forbidden,
    NotFound,
    Gone,
    TooManyRequests,
    InternalError,
    BadGateway,
    Unavailable,
    UnavailableForAWhile,
    HtmlForJson,
    TruncatedJson,
    LengthTooSmall,
    BodyCutShort,
    ChunksCutShort,
    ClosedWithoutAnswer,
    NotHttp,
    EndlessRedirect,
    RedirectToPrivateAddress,
    Body100Megabytes,
    Stream100Megabytes,
    GzipBomb,
    BrokenGzip,
    UnknownEncoding,
    EndlessHeaders,
}

/// <summary>What each <see cref="Fault"/> comes to.</summary>
public static class Faults
{
    /// <summary>Every fault, for a theory.</summary>
    public static TheoryData<Fault> All => new(Enum.GetValues<Fault>());

    /// <summary>The faults that a fetch cannot see, since the answer is sound as HTTP: the parser has to.</summary>
    public static bool LooksSound(this Fault fault) => fault is Fault.HtmlForJson or Fault.TruncatedJson or Fault.LengthTooSmall;

    /// <summary>How the fetch ends, or null when <see cref="LooksSound"/>.</summary>
    public static FetchFailureKind? Outcome(this Fault fault) => fault switch
    {
        Fault.Refused or Fault.ClosedWithoutAnswer => FetchFailureKind.Connect,
        Fault.UnknownHost => FetchFailureKind.Dns,
        Fault.SelfSignedCertificate or Fault.PlainTextForTls => FetchFailureKind.Tls,
        Fault.NeverAnswers or Fault.OneBytePerSecond => FetchFailureKind.Timeout,
        Fault.Unauthorized => FetchFailureKind.Unauthorized,
        Fault.Forbidden => FetchFailureKind.Forbidden,
        Fault.NotFound => FetchFailureKind.NotFound,
        Fault.Gone => FetchFailureKind.Gone,
        Fault.TooManyRequests or Fault.UnavailableForAWhile => FetchFailureKind.RateLimited,
        Fault.InternalError or Fault.BadGateway or Fault.Unavailable => FetchFailureKind.ServerError,
        Fault.BodyCutShort or Fault.ChunksCutShort => FetchFailureKind.Truncated,
        Fault.NotHttp => FetchFailureKind.BadResponse,
        Fault.EndlessRedirect => FetchFailureKind.TooManyRedirects,
        Fault.RedirectToPrivateAddress => FetchFailureKind.Refused,
        Fault.Body100Megabytes or Fault.Stream100Megabytes or Fault.GzipBomb or Fault.EndlessHeaders => FetchFailureKind.TooLarge,
        Fault.BrokenGzip or Fault.UnknownEncoding => FetchFailureKind.BadEncoding,
        _ => null,
    };
}
