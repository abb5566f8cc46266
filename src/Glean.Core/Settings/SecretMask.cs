namespace Glean.Settings;

/// <summary>Takes secrets out of words that others wrote.</summary>
public static class SecretMask
{
    private const string Mask = "•••";

    /// <summary>Services show a wrong key by its first or last letters; fewer than these are no secret.</summary>
    private const int Telling = 6;

    /// <summary>Every secret that is set.</summary>
    public static IEnumerable<string?> Of(GleanSettings settings) => settings.All.Where(s => s.Definition.Secret).Select(s => s.Value);

    /// <summary><paramref name="text"/> without the secrets, and without the beginnings and ends of them; also as an address has them.</summary>
    public static string Hide(string text, IEnumerable<string?> secrets)
    {
        var spellings = secrets.Where(s => !string.IsNullOrEmpty(s)).OfType<string>().SelectMany(s => new[] { s, Uri.EscapeDataString(s) }).Distinct(StringComparer.Ordinal);
        foreach (var secret in spellings.OrderByDescending(s => s.Length))
        {
            for (var length = secret.Length; length >= Math.Min(secret.Length, Telling); length--)
            {
                text = text.Replace(secret[..length], Mask, StringComparison.Ordinal).Replace(secret[^length..], Mask, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
