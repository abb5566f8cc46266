using Glean.Tracking.Reading;

namespace Glean.Tracking.Differences;

/// <summary>Says in plain words what changed, by rules alone. The words quote the page and add nothing to it.</summary>
internal static class ChangeSummary
{
    private const int MostNamed = 4;
    private const int LongestPart = 140;

    public static string OfPlans(IReadOnlyList<PlanChange> plans) => string.Join(". ", plans.Take(12).Select(p => p.InWords)) + More(plans.Count - 12);

    public static string OfFeatures(string lead, IReadOnlyList<TextLine> lines) => $"{lead}: {Listed(lines)}";

    public static string OfNews(IReadOnlyList<TextLine> lines)
    {
        var headings = lines.Where(l => l.Kind == LineKind.Heading).ToList();
        return $"News: {Listed(headings.Count > 0 ? headings : lines)}";
    }

    public static string OfText(TextDifference text)
    {
        List<string> parts = [];
        foreach (var line in text.Changed.Take(MostNamed))
            parts.Add(OfReworded(line));
        if (text.Added.Count > 0)
            parts.Add($"New text: {Quoted(text.Added[0])}{More(text.Added.Count - 1)}");
        if (text.Removed.Count > 0)
            parts.Add($"Gone: {Quoted(text.Removed[0])}{More(text.Removed.Count - 1)}");
        return string.Join(". ", parts) + More(text.Changed.Count - MostNamed);
    }

    /// <summary>A long line is told by the words that differ and those beside them.</summary>
    private static string OfReworded(Reworded line)
    {
        var pieces = WordDifference.Of(line.Before.Text, line.After.Text);
        var removed = string.Join(" … ", pieces.Where(p => p.Kind == PieceKind.Removed).Select(p => p.Text.Trim()).Where(t => t.Length > 0));
        var added = string.Join(" … ", pieces.Where(p => p.Kind == PieceKind.Added).Select(p => p.Text.Trim()).Where(t => t.Length > 0));
        if (line.Before.Text.Length + line.After.Text.Length <= LongestPart)
            return $"“{line.Before.Text}” is now “{line.After.Text}”";
        var where = Short(line.After.Text, 60);
        return (removed.Length, added.Length) switch
        {
            (0, 0) => $"“{where}” is worded anew",
            (0, _) => $"“{where}” adds “{Short(added, LongestPart)}”",
            (_, 0) => $"“{where}” drops “{Short(removed, LongestPart)}”",
            _ => $"“{where}”: “{Short(removed, LongestPart)}” is now “{Short(added, LongestPart)}”",
        };
    }

    private static string Listed(IReadOnlyList<TextLine> lines) =>
        string.Join("; ", lines.Take(MostNamed).Select(l => Short(l.Text, LongestPart))) + More(lines.Count - MostNamed);

    private static string Quoted(TextLine line) => $"“{Short(line.Text, LongestPart)}”";

    private static string More(int count) => count > 0 ? $" and {count} more" : "";

    private static string Short(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd() + "…";
}
