using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Glean.Notifications;

/// <summary>Signatures of webhooks by the Standard Webhooks specification (https://www.standardwebhooks.com), symmetric scheme.</summary>
internal static class StandardWebhook
{
    public const string SecretPrefix = "whsec_";

    /// <summary>Bytes of a key, as the specification bounds them.</summary>
    public const int ShortestKey = 24, LongestKey = 64;

    /// <summary>The three headers of a message.</summary>
    /// <param name="id">The same for every try of a message.</param>
    /// <param name="at">When this try is made; receivers refuse old ones.</param>
    public static Dictionary<string, string> Headers(string id, DateTimeOffset at, ReadOnlySpan<byte> body, byte[] key)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return new Dictionary<string, string>
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = timestamp,
            ["webhook-signature"] = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)),
        };
    }
}
