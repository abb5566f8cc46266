using System.Text;

namespace Glean.Notifications;

/// <summary>Text of others on one line: no header, list or layout can be made of it.</summary>
internal static class ForeignLine
{
    public static string Of(string text, int longest = 200)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > longest)
            {
                line.Append('…');
                break;
            }

            // Bidirectional overrides could make a line read otherwise than it is.
            line.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }
}
