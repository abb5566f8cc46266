using System.Globalization;
using System.Text;

namespace Glean.Storage;

/// <summary>
/// The words of a text as SQLite's tokenizer <c>unicode61</c> sees them: letters and digits, in small letters, without marks. The
/// trigger of the PostgreSQL schema cuts the same way, so that a search finds the same in both.
/// </summary>
internal static class SearchWords
{
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
