using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Cuts a text into words, and marks those that belong to a web address.</summary>
internal static class Tokenizer
{
    public static List<Token> Tokenize(string text, List<TextSpan> addresses)
    {
        var tokens = new List<Token>(text.Length / 5 + 4);
        var address = 0;
        var at = 0;
        while (at < text.Length)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || IsNegation(text, at)))
                at++;
            while (address < addresses.Count && addresses[address].End <= start)
                address++;
            tokens.Add(new Token(start, at, Shape(text.AsSpan(start, at - start)),
                address < addresses.Count && addresses[address].Start <= start));
        }

        return tokens;
    }

    /// <summary>The apostrophe of don't, can't, won't: a word without it would lose its no.</summary>
    private static bool IsNegation(string text, int at) =>
        text[at] is '\'' or '’' && at > 0 && text[at - 1] is 'n' or 'N' && at + 1 < text.Length && text[at + 1] is 't' or 'T'
        && (at + 2 >= text.Length || !char.IsLetterOrDigit(text[at + 2]));

    private static TokenShape Shape(ReadOnlySpan<char> word)
    {
        if (char.IsDigit(word[0]))
            return TokenShape.Digit;
        var uppers = 0;
        foreach (var c in word)
        {
            if (char.IsUpper(c))
                uppers++;
        }

        if (uppers == 0)
            return TokenShape.Lower;
        if (uppers == word.Length)
            return uppers > 1 ? TokenShape.Upper : TokenShape.Capital;
        return uppers == 1 && char.IsUpper(word[0]) ? TokenShape.Capital : TokenShape.Mixed;
    }
}
