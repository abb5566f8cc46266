using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Support;

/// <summary>Answers for a <see cref="FaultServer"/> to give.</summary>
public static class Answers
{
    private static readonly Lazy<byte[]> PackedZeros = new(() => Pack(new ZeroStream(400L * 1024 * 1024), "gzip"));

    /// <summary>400 MB of zeros, packed.</summary>
    public static byte[] BombBytes => PackedZeros.Value;

    public static RequestDelegate Text(string body, string contentType = "text/plain; charset=utf-8", int status = 200) =>
        Bytes(Encoding.UTF8.GetBytes(body), contentType, status);

    public static RequestDelegate Json(string body, int status = 200) => Text(body, "application/json", status);

    public static RequestDelegate Html(string body) => Text(body, "text/html; charset=utf-8");

    public static RequestDelegate Bytes(byte[] body, string contentType, int status = 200, string? encoding = null) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (encoding is not null)
            context.Response.Headers.ContentEncoding = encoding;

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>The text packed as <c>gzip</c>, <c>br</c>, <c>deflate</c> (zlib) or <c>raw-deflate</c> (announced as deflate).</summary>
    public static RequestDelegate Packed(string body, string encoding) => Bytes(
        Pack(new MemoryStream(Encoding.UTF8.GetBytes(body)), encoding), "text/plain; charset=utf-8",
        encoding: encoding == "raw-deflate" ? "deflate" : encoding);

    public static RequestDelegate GzipBomb() => context => Bytes(BombBytes, "application/json", encoding: "gzip")(context);

    public static RequestDelegate Status(int status, string? retryAfter = null, string body = "") => context =>
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;

        return Text(body, status: status)(context);
    };

    public static RequestDelegate Redirect(string to, int status = 302) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    };

    public static RequestDelegate EndlessRedirect() => context =>
    {
        var step = int.TryParse(context.Request.Query["step"], out var last) ? last + 1 : 1;
        return Redirect($"{context.Request.Path}?step={step}")(context);
    };

    /// <summary>Says nothing until the client hangs up.</summary>
    public static RequestDelegate Never() => context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>A byte, and another each second, for as long as the client bears it.</summary>
    public static RequestDelegate Drip() => async context =>
    {
        try
        {
            context.Response.ContentType = "application/json";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(" "u8.ToArray(), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client had enough.
        }
    };

    /// <summary>So many bytes, with their number announced or without.</summary>
    public static RequestDelegate Large(long bytes, bool announced) => async context =>
    {
        context.Response.ContentType = "application/octet-stream";
        if (announced)
            context.Response.ContentLength = bytes;

        try
        {
            await new ZeroStream(bytes).CopyToAsync(context.Response.Body, 64 * 1024, context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client had enough.
        }
    };

    /// <summary>The body, or 304 for whoever sends these validators back.</summary>
    public static RequestDelegate Conditional(string body, string? etag = null, string? lastModified = null) => context =>
    {
        context.Response.Headers.ETag = etag;
        context.Response.Headers.LastModified = lastModified;
        var isKnown = (etag is not null && context.Request.Headers.IfNoneMatch == etag)
            || (lastModified is not null && context.Request.Headers.IfModifiedSince == lastModified);
        if (!isKnown)
            return Text(body)(context);

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    };

    /// <summary>One answer after the other; the last one stays.</summary>
    public static RequestDelegate InTurn(params RequestDelegate[] answers)
    {
        var next = -1;
        return context => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](context);
    }

    /// <summary>An answer for each path; any other path is answered 501, which no feature takes for a success.</summary>
    public static RequestDelegate ByPath(params (string Path, RequestDelegate Answer)[] answers) => context =>
    {
        var answer = answers.FirstOrDefault(a => a.Path == context.Request.Path.Value).Answer;
        return (answer ?? Status(501, body: $"No answer was prepared for {context.Request.Path}."))(context);
    };

    private static byte[] Pack(Stream plain, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "raw-deflate" => new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "No such encoding"),
        })
        {
            plain.CopyTo(packer, 1024 * 1024);
        }

        return packed.ToArray();
    }

    private sealed class ZeroStream(long left) : Stream
    {

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, left);
            Array.Clear(buffer, offset, read);
            left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
