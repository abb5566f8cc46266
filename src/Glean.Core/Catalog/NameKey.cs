using System.Text;

namespace Glean.Catalog;

/// <summary>The form under which equal names are found.</summary>
public static class NameKey
{
    /// <summary>
    /// <paramref name="name"/> in lower case with letters and digits only, accents of Latin letters removed:
    /// <c>Apollo.io</c> and <c>apollo IO</c> both give <c>apolloio</c>. A name without any letter or digit is its own key.
    /// </summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (letter == '+' && key.Length > 0)
            {
                key.Append("plus");
            }
            else if (char.IsSurrogate(letter))
            {
                key.Append(letter);
            }
            else if (LetterFolding.Fold(letter) is { } plain)
            {
                key.Append(plain);
            }
        }

        return key.Length > 0 ? key.ToString() : name.Trim();
    }
}
