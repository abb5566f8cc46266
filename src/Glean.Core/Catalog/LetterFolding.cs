using System.Text;

namespace Glean.Catalog;

/// <summary>Takes the accents off Latin letters; the program runs without culture data, so the table is here.</summary>
internal static class LetterFolding
{
    // U+00C0..U+017F; a space stands for what is no letter.
    private const string Latin =
        "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Appends a letter or digit in lower case; anything else is left out.</summary>
    public static void AppendFolded(StringBuilder text, char letter)
    {
        if (char.IsAsciiLetterOrDigit(letter))
        {
            text.Append(char.ToLowerInvariant(letter));
        }
        else if (letter is >= '\u00C0' and <= '\u017F')
        {
            var folded = Latin[letter - '\u00C0'];
            if (folded != ' ')
            {
                text.Append(folded);
            }
        }
        else if (char.IsLetterOrDigit(letter))
        {
            text.Append(char.ToLowerInvariant(letter));
        }
    }
}
