using System.Buffers.Binary;
using System.Security.Cryptography;
using Glean.Catalog;

namespace Glean.Operations.Backups;

/// <summary>
/// Encryption of a backup: AES-256-GCM over chunks, so that any size passes through little memory and no chunk can be
/// changed, left out, moved or cut off unnoticed.
/// </summary>
/// <remarks>
/// <code>
/// file  = "GLEANBK1" salt[16] chunk*
/// chunk = length[4, big endian] cipher[length] tag[16]
/// key   = HKDF-SHA256(data key, salt, "glean backup")
/// nonce = 7 zero bytes, chunk number[4, big endian], 1 for the last chunk and 0 for the others
/// </code>
/// The STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
/// Misuse-Resistance" (CRYPTO 2015).
/// </remarks>
internal static class SealedStream
{
    private const int ChunkBytes = 64 * 1024;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    private static ReadOnlySpan<byte> Magic => "GLEANBK1"u8;

    /// <summary>Encrypts all of <paramref name="plain"/>.</summary>
    public static async Task SealAsync(Stream plain, Stream target, byte[] dataKey, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        await target.WriteAsync(Magic.ToArray(), cancellationToken);
        await target.WriteAsync(salt, cancellationToken);
        using var aes = new AesGcm(KeyOf(dataKey, salt), TagBytes);
        var (current, next) = (new byte[ChunkBytes], new byte[ChunkBytes]);
        var filled = await plain.ReadAtLeastAsync(current, ChunkBytes, throwOnEndOfStream: false, cancellationToken);
        for (uint number = 0; ; number++)
        {
            var following = await plain.ReadAtLeastAsync(next, ChunkBytes, throwOnEndOfStream: false, cancellationToken);
            await target.WriteAsync(Seal(aes, current.AsSpan(0, filled), number, isLast: following == 0), cancellationToken);
            if (following == 0)
            {
                return;
            }

            (current, next, filled) = (next, current, following);
        }
    }

    /// <summary>Decrypts all of <paramref name="sealed"/>.</summary>
    /// <exception cref="GleanException">It was sealed with another key, or is damaged or cut off.</exception>
    public static async Task OpenAsync(Stream @sealed, Stream target, byte[] dataKey, CancellationToken cancellationToken)
    {
        var head = new byte[Magic.Length + SaltBytes];
        if (await @sealed.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length || !head.AsSpan().StartsWith(Magic))
        {
            throw new GleanException(FailureKind.Work, "The file is no encrypted backup of Glean.", "Choose another: glean backup list");
        }

        using var aes = new AesGcm(KeyOf(dataKey, head[Magic.Length..]), TagBytes);
        var (length, chunk) = (new byte[4], new byte[ChunkBytes + TagBytes]);
        for (uint number = 0; ; number++)
        {
            var size = await @sealed.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, cancellationToken) == 4
                ? BinaryPrimitives.ReadInt32BigEndian(length)
                : -1;
            if (size is < 0 or > ChunkBytes
                || await @sealed.ReadAtLeastAsync(chunk.AsMemory(0, size + TagBytes), size + TagBytes, throwOnEndOfStream: false, cancellationToken) < size + TagBytes)
            {
                throw new GleanException(FailureKind.Work, "The encrypted backup breaks off.", "Choose another: glean backup list");
            }

            if (Open(aes, chunk.AsSpan(0, size), chunk.AsSpan(size, TagBytes), number) is not { } opened)
            {
                throw new GleanException(FailureKind.Setting, "The backup was encrypted with another data key, or is damaged.",
                    "Set the GLEAN_DATA_KEY it was made with, or put the key file back beside the database");
            }

            await target.WriteAsync(opened.Plain, cancellationToken);
            if (opened.IsLast)
            {
                return;
            }
        }
    }

    private static byte[] KeyOf(byte[] dataKey, byte[] salt) => HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, KeyBytes, salt, "glean backup"u8.ToArray());

    private static byte[] Seal(AesGcm aes, ReadOnlySpan<byte> plain, uint number, bool isLast)
    {
        var chunk = new byte[4 + plain.Length + TagBytes];
        BinaryPrimitives.WriteInt32BigEndian(chunk, plain.Length);
        aes.Encrypt(Nonce(number, isLast), plain, chunk.AsSpan(4, plain.Length), chunk.AsSpan(4 + plain.Length));
        return chunk;
    }

    private static (byte[] Plain, bool IsLast)? Open(AesGcm aes, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, uint number)
    {
        var plain = new byte[cipher.Length];
        foreach (var isLast in new[] { false, true })
        {
            try
            {
                aes.Decrypt(Nonce(number, isLast), cipher, tag, plain);
                return (plain, isLast);
            }
            catch (AuthenticationTagMismatchException)
            {
                // Not of this kind.
            }
        }

        return null;
    }

    private static byte[] Nonce(uint number, bool isLast)
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(7), number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
