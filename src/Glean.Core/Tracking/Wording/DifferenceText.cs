using System.Text;

namespace Glean.Tracking.Wording;

/// <summary>A difference as text, for a model to read and for its words to be held against.</summary>
internal static class DifferenceText
{
    private const int Longest = 8000;

    public static string Of(ChangeDetails details)
    {
        var text = new StringBuilder();
        foreach (var plan in details.Plans)
            text.Append("plan: ").Append(plan.InWords).Append('\n');
        foreach (var line in details.Lines)
        {
            text.Append(line.Kind switch
            {
                "added" => $"added: {line.After}\n",
                "removed" => $"removed: {line.Before}\n",
                _ => $"was: {line.Before}\nis now: {line.After}\n",
            });
            if (text.Length > Longest)
                return text.ToString(0, Longest);
        }

        return text.ToString();
    }
}
