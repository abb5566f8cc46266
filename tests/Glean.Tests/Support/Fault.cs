using System.Text;
using Glean.Egress;
using Microsoft.AspNetCore.Http;
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
    /// <summary>What a sound answer looks like.</summary>
    public const string SoundJson = "{\"items\":[{\"id\":1}]}";

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

    /// <summary>The fault as an answer of a web server; null for one that no web server has.</summary>
    public static RequestDelegate? Answer(this Fault fault) => fault switch
    {
        Fault.NeverAnswers => Answers.Never(),
        Fault.OneBytePerSecond => Answers.Drip(),
        Fault.Unauthorized => Answers.Status(401),
        Fault.Forbidden => Answers.Status(403),
        Fault.NotFound => Answers.Status(404),
        Fault.Gone => Answers.Status(410),
        Fault.TooManyRequests => Answers.Status(429, retryAfter: "120"),
        Fault.InternalError => Answers.Status(500),
        Fault.BadGateway => Answers.Status(502),
        Fault.Unavailable => Answers.Status(503),
        Fault.UnavailableForAWhile => Answers.Status(503, retryAfter: "120"),
        Fault.HtmlForJson => Answers.Html("<!doctype html><title>Please sign in</title>"),
        Fault.TruncatedJson => Answers.Json(SoundJson[..12]),
        Fault.EndlessRedirect => Answers.EndlessRedirect(),
        Fault.RedirectToPrivateAddress => Answers.Redirect("http://169.254.169.254/latest/meta-data/"),
        Fault.Body100Megabytes => Answers.Large(100_000_000, announced: true),
        Fault.Stream100Megabytes => Answers.Large(100_000_000, announced: false),
        Fault.GzipBomb => Answers.GzipBomb(),
        Fault.BrokenGzip => Answers.Bytes(Encoding.UTF8.GetBytes(SoundJson), "application/json", encoding: "gzip"),
        Fault.UnknownEncoding => Answers.Bytes(Encoding.UTF8.GetBytes(SoundJson), "application/json", encoding: "zstd"),
        _ => null,
    };

    /// <summary>Words by which a scout names the cause.</summary>
    public static string Words(this Fault fault) => fault switch
    {
        Fault.Refused or Fault.ClosedWithoutAnswer => "accepts no connection",
        Fault.UnknownHost => "no address in the name system",
        Fault.SelfSignedCertificate or Fault.PlainTextForTls => "TLS",
        Fault.NeverAnswers or Fault.OneBytePerSecond => "no complete answer within",
        Fault.Unauthorized => "401",
        Fault.Forbidden => "403",
        Fault.NotFound => "404",
        Fault.Gone => "410",
        Fault.TooManyRequests => "429",
        Fault.InternalError => "500",
        Fault.BadGateway => "502",
        Fault.Unavailable or Fault.UnavailableForAWhile => "503",
        Fault.HtmlForJson => "HTML page",
        Fault.TruncatedJson or Fault.LengthTooSmall => "JSON",
        Fault.BodyCutShort or Fault.ChunksCutShort => "broke off",
        Fault.NotHttp => "not HTTP",
        Fault.EndlessRedirect => "redirects more than 5 times",
        Fault.RedirectToPrivateAddress => "not fetched",
        Fault.Body100Megabytes or Fault.Stream100Megabytes or Fault.GzipBomb => "more than 15 MiB",
        Fault.EndlessHeaders => "headers",
        Fault.BrokenGzip => "decompressed",
        Fault.UnknownEncoding => "encoding",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Name its cause"),
    };
}
