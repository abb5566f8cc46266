using Glean.Catalog;

namespace Glean.Notifications;

/// <summary>A digest as templates see it: texts, numbers and lists of them, nothing with a behaviour.</summary>
internal static class DigestModel
{
    public static readonly IReadOnlyList<string> TopNames =
        ["title", "kind", "from", "to", "period", "home", "figures", "prices", "changes", "more_changes", "approved", "more_approved"];

    /// <summary>Every name that may stand in a template.</summary>
    public static readonly IReadOnlyList<string> Names =
        [.. TopNames, "name", "value", "tool", "type", "words", "date", "source", "link", "category", "description", "url", "size", "first", "last"];

    /// <param name="escape">What is done to each text; null for nothing.</param>
    public static IEnumerable<KeyValuePair<string, object?>> Of(Digest digest, Func<string, string>? escape)
    {
        string? Text(string? text) => text is null || escape is null ? text : escape(text);
        Dictionary<string, object?> Change(DigestChange change) => new()
        {
            ["tool"] = Text(change.Tool),
            ["type"] = change.Type.ToWire().Replace('_', ' '),
            ["words"] = Text(change.Words),
            ["date"] = Day(change.DetectedAt),
            ["source"] = Text(change.Source),
            ["link"] = Text(change.Link),
        };

        return new Dictionary<string, object?>
        {
            ["title"] = Text(digest.Title),
            ["kind"] = digest.Kind.ToWire(),
            ["from"] = Day(digest.From),
            ["to"] = Day(digest.To),
            ["period"] = digest.From.Date == digest.To.Date ? Day(digest.To) : $"{Day(digest.From)} to {Day(digest.To)}",
            ["home"] = Text(digest.Home),
            ["figures"] = digest.Figures.Select(f => new Dictionary<string, object?> { ["name"] = f.Name, ["value"] = f.Value }).ToList(),
            ["prices"] = digest.Prices.Select(Change).ToList(),
            ["changes"] = digest.Changes.Select(Change).ToList(),
            ["more_changes"] = digest.MoreChanges,
            ["approved"] = digest.Approved.Select(t => new Dictionary<string, object?>
            {
                ["name"] = Text(t.Name),
                ["category"] = Text(t.Category),
                ["description"] = Text(t.Description),
                ["url"] = Text(t.Url),
                ["link"] = Text(t.Link),
            }).ToList(),
            ["more_approved"] = digest.MoreApproved,
        };
    }

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd");
}
