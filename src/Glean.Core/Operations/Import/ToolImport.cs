using Glean.Catalog;
using Glean.Storage;

namespace Glean.Operations.Import;

/// <summary>
/// Takes a list of tools in from CSV or JSON Lines: <c>name, url, description, category</c>. Every row becomes a tool of
/// status <c>analyzing</c>; which of them are one is the curator's question.
/// </summary>
public sealed class ToolImport(GleanDatabase database, Focus focus, TimeProvider time)
{
    private const int BatchSize = 1000;

    /// <summary>Reads the file; a wrong line is named and the rest goes in, in one transaction.</summary>
    public async Task<ImportReport> RunAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = JsonLines.Open(path);
        var rows = await StartsAsJsonAsync(path, cancellationToken) ? await ReadJsonAsync(reader, cancellationToken) : ToolCsv.Read(path, await reader.ReadToEndAsync(cancellationToken));
        List<WrongLine> wrong = [];
        List<Tool> tools = [];
        foreach (var row in rows)
        {
            if (Problem(row) is { } problem)
            {
                wrong.Add(new WrongLine(row.Line, problem));
            }
            else
            {
                tools.Add(ToTool(row));
            }
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var chunk in tools.Chunk(BatchSize))
        {
            context.AddRange(chunk);
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
        }

        await transaction.CommitAsync(cancellationToken);
        return new ImportReport(rows.Count, tools.Count, Known: 0, wrong);
    }

    private static string? Problem(ToolEntry row) =>
        row.Problem is not null ? row.Problem
        : row.Name is null || string.IsNullOrWhiteSpace(StorableText.Of(row.Name)) ? "lacks a name"
        : row.Name.Length > 200 ? "has a name of more than 200 characters"
        : !string.IsNullOrWhiteSpace(row.Url) && CanonicalUrl.From(row.Url) is null ? $"'url' is no http or https address: {row.Url}"
        : null;

    private Tool ToTool(ToolEntry row)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var name = StorableText.Of(row.Name!).Trim();
        var category = row.Category?.Trim().ToLowerInvariant();
        return new Tool
        {
            Name = name,
            NameKey = NameKey.Of(name),
            Url = string.IsNullOrWhiteSpace(row.Url) ? null : Address(row.Url.Trim()),
            Description = string.IsNullOrWhiteSpace(row.Description) ? null : StorableText.Of(row.Description.Trim()),
            Category = focus.Categories.Any(c => c.Name == category) ? category! : Focus.Other,
            Status = ToolStatus.Analyzing,
            CreatedAt = now,
            LastUpdated = now,
        };
    }

    /// <summary>The address as it was given; only one that a browser would first have to mend is stored in its canonical spelling.</summary>
    private static string Address(string url) =>
        (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c == '\\')
            ? url
            : CanonicalUrl.From(url)!;

    private static async Task<bool> StartsAsJsonAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        var start = new char[64];
        var read = await reader.ReadAsync(start, cancellationToken);
        return new string(start, 0, read).TrimStart().StartsWith('{');
    }

    private static async Task<List<ToolEntry>> ReadJsonAsync(TextReader reader, CancellationToken cancellationToken)
    {
        List<ToolEntry> rows = [];
        await foreach (var line in JsonLines.ReadAsync(reader).WithCancellation(cancellationToken))
        {
            try
            {
                rows.Add(line.Object is { } json
                    ? new ToolEntry(line.Number, json.Text("name"), json.Text("url"), json.Text("description"), json.Text("category"))
                    : new ToolEntry(line.Number, null, null, null, null, line.Problem));
            }
            catch (FormatException e)
            {
                rows.Add(new ToolEntry(line.Number, null, null, null, null, e.Message));
            }
        }

        return rows;
    }
}
