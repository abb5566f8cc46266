
namespace Glean.Catalog;

/// <summary>Foreign text in the form in which every database takes it.</summary>
public static class StorableText
{
    /// <summary>
    /// <paramref name="text"/> without NUL, which ends a text in the <c>sqlite3</c> shell and is refused by PostgreSQL, and with
    /// U+FFFD for each half of a surrogate pair that stands alone, which no encoding can write. Everything else is kept.
    /// </summary>
    public static string Of(string text)
    {
        text = text.Contains('\0') ? text.Replace("\0", "") : text;
        return HasLoneSurrogate(text) ? string.Concat(text.EnumerateRunes()) : text;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
