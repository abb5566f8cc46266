using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Curation.Conflicts;
using Glean.Storage;

namespace Glean.Cli.Catalog;

/// <summary>A tool as people read it in a terminal.</summary>
internal static class ToolPage
{
    public static void Write(ToolDetail detail, TextWriter output)
    {
        var tool = detail.Tool;
        output.WriteLine($"{TextTable.OneLine(tool.Name)}{(tool.IsDemo ? " (demo)" : "")}");
        var head = new TextTable();
        head.Add("id", "#" + tool.Id);
        head.Add("address", tool.Url ?? "unknown");
        head.Add("category", tool.Category);
        head.Add("status", tool.Status + (detail.RejectionReason is { } why ? $" ({why})" : ""));
        head.Add("score", tool.RelevanceScore is { } score ? $"{score:0.00}" : "not curated yet");
        if (detail.Description is not null)
        {
            head.Add("description", detail.Description);
        }

        if (tool.PricingUrl is not null)
        {
            head.Add("prices", tool.PricingUrl);
        }

        if (tool.LogoUrl is not null)
        {
            head.Add("logo", tool.LogoUrl);
        }

        if (detail.Aliases.Count > 0)
        {
            head.Add("also called", string.Join(", ", detail.Aliases));
        }

        head.Write(output, "  ");
        WriteReasons(detail, output);
        WriteClaims(detail, output);
        WriteMentions(detail, output);
        WriteHistory(detail, output);
    }

    private static void WriteReasons(ToolDetail detail, TextWriter output)
    {
        if (detail.ScoreReasons is not { } reasons)
        {
            return;
        }

        output.WriteLine("Why this score");
        var table = new TextTable();
        foreach (var reason in reasons.EnumerateArray())
        {
            table.Add($"{reason.GetProperty("points").GetDouble():+0.00;-0.00}", reason.GetProperty("part").GetString(), reason.GetProperty("words").GetString());
        }

        table.Write(output, "  ");
    }

    private static void WriteClaims(ToolDetail detail, TextWriter output)
    {
        output.WriteLine($"Claims ({detail.Claims.Count})");
        var conflicts = ClaimConflicts.Find([.. detail.Claims.Select(c => new ClaimStatement(c.Id, WireName.Parse<ClaimType>(c.ClaimType)!.Value, c.Content))]);
        foreach (var type in detail.Claims.GroupBy(c => c.ClaimType))
        {
            output.WriteLine($"  {type.Key.Replace('_', ' ')}");
            foreach (var claim in type)
            {
                var marks = (claim.Verified ? " verified" : "") + (claim.Voices > 1 ? $" said by {claim.Voices}" : "")
                    + (claim.Conflicting ? $" CONFLICTING{Why(claim.Id, conflicts)}" : "");
                output.WriteLine($"    “{TextTable.OneLine(claim.Quote ?? claim.Content)}”");
                output.WriteLine($"      {claim.Confidence:0.00}{marks} · {TextTable.OneLine(claim.SourceName ?? "?")} {claim.SourceUrl} [{claim.SpanStart}..{claim.SpanEnd}]");
            }
        }
    }

    private static string Why(long id, IReadOnlyList<ClaimConflict> conflicts) =>
        conflicts.FirstOrDefault(c => c.FirstId == id || c.SecondId == id) is { } conflict ? $" ({TextTable.OneLine(conflict.Reason)})" : "";

    private static void WriteMentions(ToolDetail detail, TextWriter output)
    {
        output.WriteLine($"Named in ({detail.Mentions.Count})");
        foreach (var mention in detail.Mentions.Take(10))
        {
            var when = mention.PublishedAt is { } at ? $"{at:yyyy-MM-dd} " : "";
            output.WriteLine($"  {when}{TextTable.OneLine(mention.SourceName)}: {TextTable.OneLine(mention.Title)} {mention.SourceUrl}");
        }

        if (detail.Mentions.Count > 10)
        {
            output.WriteLine($"  … and {detail.Mentions.Count - 10} more (--json lists all)");
        }
    }

    private static void WriteHistory(ToolDetail detail, TextWriter output)
    {
        foreach (var merge in detail.Merges)
        {
            output.WriteLine($"Merge {merge.Id} ({merge.MergedAt:yyyy-MM-dd}): #{merge.MergedId} was folded in. {merge.Reason} Take back: glean duplicates undo {merge.Id}");
        }

        foreach (var decision in detail.Decisions)
        {
            var undone = decision.UndoneAt is null ? "" : " (taken back)";
            output.WriteLine($"{decision.DecidedAt:yyyy-MM-dd HH:mm} {decision.FromStatus} → {decision.ToStatus} by {decision.Actor}{(decision.Reason is { } why ? $": {why}" : "")}{undone}");
        }

        foreach (var change in detail.Changelog)
        {
            output.WriteLine($"{change.DetectedAt:yyyy-MM-dd} {change.ChangeType.Replace('_', ' ')}: {TextTable.OneLine(change.Description)} {change.SourceUrl}");
        }
    }
}
