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
        const string plus = "plus";
        const int mostOnStack = 128;
        var most = name.Length * plus.Length;
        Span<char> key = most <= mostOnStack ? stackalloc char[mostOnStack] : new char[most];
        var length = 0;
        foreach (var letter in name)
        {
            if (letter == '+' && length > 0)
            {
                plus.CopyTo(key[length..]);
                length += plus.Length;
            }
            else if (char.IsSurrogate(letter))
            {
                key[length++] = letter;
            }
            else if (LetterFolding.Fold(letter) is { } plain)
            {
                key[length++] = plain;
            }
        }

        return length > 0 ? new string(key[..length]) : name.Trim();
    }
}
