using System.Text;

namespace Glean.Server.Accounts;

/// <summary>Foreign text in a log: one line, of bounded length, that steers no terminal.</summary>
internal static class LogText
{
    private const int MaxLength = 200;

    public static string Escape(string? text)
    {
        if (text is null)
        {
            return "-";
        }

        var shown = text.Length > MaxLength ? text[..MaxLength] : text;
        if (!shown.Any(NeedsEscape))
        {
            return shown;
        }

        var line = new StringBuilder(shown.Length + 16);
        foreach (var c in shown)
        {
            if (NeedsEscape(c))
            {
                line.Append($"\\u{(int)c:x4}");
            }
            else
            {
                line.Append(c);
            }
        }

        return line.ToString();
    }

    // Also the separators of lines and paragraphs and the marks that turn the direction of writing.
    private static bool NeedsEscape(char c) => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
