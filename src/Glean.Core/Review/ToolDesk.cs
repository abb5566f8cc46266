using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Review;

/// <summary>What a person changes of a tool; null leaves a field as it is, an empty address or description clears it.</summary>
public sealed record ToolEdit(string? Name = null, string? Url = null, string? Description = null, string? Category = null);

/// <summary>What came of an edit.</summary>
public abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    public sealed record Done(Tool Tool) : EditOutcome;

    public sealed record NoSuchTool : EditOutcome;

    /// <summary>The tool changed since the caller saw it.</summary>
    public sealed record Stale(int Version, DateTime ChangedAt) : EditOutcome;

    /// <summary>What is wrong, by field.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Problems) : EditOutcome;
}

/// <summary>Corrections of tools by a person, and their removal. Each leaves a line in the audit log.</summary>
public sealed class ToolDesk(GleanDatabase database, TimeProvider time)
{
    private const int LongestName = 200;
    private const int LongestDescription = 10_000;

    /// <summary>Changes a tool.</summary>
    /// <param name="version">The version the person saw; null when they do not say.</param>
    public async Task<EditOutcome> EditAsync(long id, ToolEdit edit, Focus focus, int? version, Person person, CancellationToken cancellationToken)
    {
        var problems = Check(edit, focus);
        if (problems.Count > 0)
        {
            return new EditOutcome.Invalid(problems);
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Tools.FindAsync([id], cancellationToken) is not { } tool)
        {
            return new EditOutcome.NoSuchTool();
        }

        if (version is { } seen && seen != tool.Version)
        {
            return new EditOutcome.Stale(tool.Version, tool.LastUpdated);
        }

        Apply(edit, tool);
        var changed = context.Entry(tool).Properties.Where(p => p.IsModified && p.Metadata.Name != nameof(Tool.NameKey)).Select(p => WireNameOf(p.Metadata.Name)).ToList();
        if (changed.Count > 0)
        {
            tool.LastUpdated = Now;
            tool.Version++;
            context.AuditLog.Add(Entry("tool.edited", id, person, JsonSerializer.Serialize(new { changed })));
            context.Events.Add(EventLog.Row(EventLog.Tool, $"{id}", new { tool.Id, tool.Name, tool.Status, tool.Version, By = person.Name }, Now));
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return new EditOutcome.Done(tool);
    }

    /// <summary>Removes tools with their claims; the discoveries stay.</summary>
    /// <returns>The ids that were there.</returns>
    public async Task<IReadOnlyList<long>> DeleteAsync(IReadOnlyCollection<long> ids, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var tools = await context.Tools.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken);
        var found = tools.ConvertAll(t => t.Id);
        await context.Discoveries.Where(d => d.ToolId != null && found.Contains(d.ToolId.Value)).ExecuteUpdateAsync(s => s.SetProperty(d => d.ToolId, (long?)null), cancellationToken);
        await context.DuplicatePairs.Where(p => found.Contains(p.FirstId) || found.Contains(p.SecondId)).ExecuteDeleteAsync(cancellationToken);
        await context.Tools.Where(t => found.Contains(t.Id)).ExecuteDeleteAsync(cancellationToken);
        context.AuditLog.AddRange(tools.Select(t => Entry("tool.deleted", t.Id, person, JsonSerializer.Serialize(new { name = t.Name }))));
        context.Events.AddRange(tools.Select(t => EventLog.Row(EventLog.Tool, $"{t.Id}", new { t.Id, t.Name, Deleted = true, By = person.Name }, Now)));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    private static Dictionary<string, string> Check(ToolEdit edit, Focus focus)
    {
        Dictionary<string, string> problems = [];
        if (edit.Name is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName))
        {
            problems["name"] = $"Must have 1 to {LongestName} characters.";
        }

        if (!string.IsNullOrWhiteSpace(edit.Url) && CanonicalUrl.From(edit.Url) is null)
        {
            problems["url"] = "Must be an http or https address.";
        }

        if (edit.Description?.Length > LongestDescription)
        {
            problems["description"] = $"Must have at most {LongestDescription} characters.";
        }

        if (edit.Category is { } category && category != Focus.Other && focus.Categories.All(c => c.Name != category))
        {
            problems["category"] = $"Must be one of {string.Join(", ", focus.Categories.Select(c => c.Name).Union([Focus.Other]))}.";
        }

        return problems;
    }

    private static void Apply(ToolEdit edit, Tool tool)
    {
        if (edit.Name is { } name)
        {
            tool.Name = StorableText.Of(name.Trim());
            tool.NameKey = NameKey.Of(tool.Name);
        }

        tool.Url = edit.Url is null ? tool.Url : string.IsNullOrWhiteSpace(edit.Url) ? null : CanonicalUrl.From(edit.Url);
        tool.Description = edit.Description is null ? tool.Description : string.IsNullOrWhiteSpace(edit.Description) ? null : StorableText.Of(edit.Description.Trim());
        tool.Category = edit.Category ?? tool.Category;
    }

    private AuditEntry Entry(string action, long id, Person person, string detail) =>
        new() { At = Now, Actor = person.Name, UserId = person.UserId, Action = action, Subject = $"tool:{id}", Detail = detail };

    private static string WireNameOf(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
