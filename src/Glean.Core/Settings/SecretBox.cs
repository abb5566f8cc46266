using System.Security.Cryptography;
using System.Text;

namespace Glean.Settings;

/// <summary>AES-256-GCM over stored secrets. The name of the setting is bound to its value, so that rows cannot be swapped.</summary>
public sealed class SecretBox(byte[] key)
{
    private const string Version = "v1:";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public string Close(string name, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(name));
        return Version + Convert.ToBase64String(box);
    }

    /// <summary>The secret, or null when it was closed with another key, under another name, or changed since.</summary>
    public string? Open(string name, string closed)
    {
        try
        {
            if (!closed.StartsWith(Version, StringComparison.Ordinal) || Convert.FromBase64String(closed[Version.Length..]) is not { Length: >= NonceSize + TagSize } box)
            {
                return null;
            }

            var plain = new byte[box.Length - NonceSize - TagSize];
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(name));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
