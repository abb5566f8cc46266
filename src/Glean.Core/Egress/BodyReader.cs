using System.Buffers;
using System.IO.Compression;

namespace Glean.Egress;

/// <summary>The body is larger than the limit, before or after decompression.</summary>
internal sealed class BodyTooLargeException : Exception;

/// <summary>The body has an encoding that is not understood.</summary>
internal sealed class UnknownEncodingException(string encoding) : Exception(encoding);

/// <summary>
/// Reads a body with its compression undone and stops at the limit, so that what a bomb costs is the limit and not what
/// it unpacks to.
/// </summary>
internal static class BodyReader
{
    /// <summary>What is asked for by <c>Accept-Encoding</c>.</summary>
    internal const string Encodings = "gzip, deflate, br";

    private const int Chunk = 64 * 1024;

    /// <exception cref="BodyTooLargeException">More than <paramref name="limit"/> bytes arrive or unpack.</exception>
    /// <exception cref="UnknownEncodingException">Neither gzip, deflate nor br, or several at once.</exception>
    /// <exception cref="InvalidDataException">The compressed data is broken.</exception>
    internal static async Task<byte[]> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
            throw new BodyTooLargeException();

        var raw = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var wire = new LimitedStream(raw, limit);
        await using var plain = await DecodeAsync(wire, content.Headers.ContentEncoding, limit, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(plain, limit, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<Stream> DecodeAsync(
        Stream wire, ICollection<string> encodings, long limit, CancellationToken cancellationToken)
    {
        // Encodings may be nested; nobody but a bomb does so.
        var named = string.Join(", ", encodings.Where(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)));
        switch (named.ToLowerInvariant())
        {
            case "":
                return wire;
            case "gzip" or "x-gzip":
                return new GZipStream(wire, CompressionMode.Decompress);
            case "br":
                return new BrotliStream(wire, CompressionMode.Decompress);
            case "deflate":
                // Half of the servers send zlib (as RFC 9110 says), half raw deflate: its first two bytes tell.
                var packed = await ReadAsync(wire, limit, cancellationToken).ConfigureAwait(false);
                var isZlib = packed.Length >= 2 && (packed[0] & 0x0F) == 8 && ((packed[0] << 8) | packed[1]) % 31 == 0;
                return isZlib
                    ? new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress)
                    : new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            default:
                throw new UnknownEncodingException(named);
        }
    }

    /// <summary>Collects pooled pieces first, so that the bytes are held twice at most, and only at the end.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        var pieces = new List<byte[]>();
        var filled = 0;
        long total = 0;
        try
        {
            while (true)
            {
                if (pieces.Count == 0 || filled == pieces[^1].Length)
                {
                    pieces.Add(ArrayPool<byte>.Shared.Rent(Chunk));
                    filled = 0;
                }

                var read = await stream.ReadAsync(pieces[^1].AsMemory(filled), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return Joined(pieces, total);

                filled += read;
                total += read;
                if (total > limit)
                    throw new BodyTooLargeException();
            }
        }
        finally
        {
            pieces.ForEach(piece => ArrayPool<byte>.Shared.Return(piece));
        }
    }

    private static byte[] Joined(List<byte[]> pieces, long total)
    {
        var body = new byte[total];
        var at = 0;
        foreach (var piece in pieces)
        {
            var length = Math.Min(piece.Length, body.Length - at);
            piece.AsSpan(0, length).CopyTo(body.AsSpan(at));
            at += length;
        }

        return body;
    }

    /// <summary>Fails when more compressed bytes arrive than a body may have.</summary>
    private sealed class LimitedStream(Stream inner, long limit) : Stream
    {
        private long left = limit;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();

            base.Dispose(disposing);
        }

        private int Counted(int read) => (left -= read) < 0 ? throw new BodyTooLargeException() : read;
    }
}
