namespace Glean.Catalog;

/// <summary>Takes the accents off Latin letters; the program runs without culture data, so the table is here.</summary>
internal static class LetterFolding
{
    // U+00C0..U+017F; a space stands for what is no letter.
    private const string Latin =
        "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>A letter or digit in lower case; null for anything else.</summary>
    public static char? Fold(char letter) =>
        char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter)
        : letter is >= '\u00C0' and <= '\u017F' ? Latin[letter - '\u00C0'] is not ' ' and var plain ? plain : null
        : char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter)
        : null;

    /// <summary>The letters and digits of <paramref name="text"/>, each by <see cref="Fold(char)"/>; anything else is left out.</summary>
    /// <param name="folded">As long as the text.</param>
    /// <returns>How many there are.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var count = 0;
        foreach (var letter in text)
        {
            if (Fold(letter) is { } plain)
            {
                folded[count++] = plain;
            }
        }

        return count;
    }
}
