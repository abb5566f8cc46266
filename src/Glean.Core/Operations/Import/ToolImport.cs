using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Operations.Import;

/// <summary>
/// Takes a list of tools in from CSV or JSON Lines: <c>name, url, description, category</c>. Every row becomes a tool of
/// status <c>analyzing</c>; which of them are one is the curator's question.
/// </summary>
public sealed class ToolImport(GleanDatabase database, TimeProvider time)
{
    private const int BatchSize = 1000;

    private sealed record Row(int Line, string? Name, string? Url, string? Description, string? Category, string? Problem = null);

    /// <summary>Reads the file; a wrong line is named and the rest goes in, in one transaction.</summary>
    public async Task<ImportReport> RunAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = JsonLines.Open(path);
        var rows = await StartsAsJsonAsync(path, cancellationToken) ? await ReadJsonAsync(reader, cancellationToken) : ReadCsv(path, reader);
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

    private static string? Problem(Row row) =>
        row.Problem is not null ? row.Problem
        : string.IsNullOrWhiteSpace(row.Name) ? "lacks a name"
        : row.Name.Length > 200 ? "has a name of more than 200 characters"
        : !string.IsNullOrWhiteSpace(row.Url) && CanonicalUrl.From(row.Url) is null ? $"'url' is no http or https address: {row.Url}"
        : null;

    private Tool ToTool(Row row)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var name = row.Name!.Trim();
        var category = row.Category?.Trim().ToLowerInvariant();
        return new Tool
        {
            Name = name,
            NameKey = NameKey.Of(name),
            Url = string.IsNullOrWhiteSpace(row.Url) ? null : row.Url.Trim(),
            Description = string.IsNullOrWhiteSpace(row.Description) ? null : row.Description.Trim(),
            Category = Focus.Default.Categories.Any(c => c.Name == category) ? category! : Focus.Other,
            Status = ToolStatus.Analyzing,
            CreatedAt = now,
            LastUpdated = now,
        };
    }

    private static async Task<bool> StartsAsJsonAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        var start = new char[64];
        var read = await reader.ReadAsync(start, cancellationToken);
        return new string(start, 0, read).TrimStart().StartsWith('{');
    }

    private static async Task<List<Row>> ReadJsonAsync(TextReader reader, CancellationToken cancellationToken)
    {
        List<Row> rows = [];
        await foreach (var line in JsonLines.ReadAsync(reader).WithCancellation(cancellationToken))
        {
            try
            {
                rows.Add(line.Object is { } json
                    ? new Row(line.Number, json.Text("name"), json.Text("url"), json.Text("description"), json.Text("category"))
                    : new Row(line.Number, null, null, null, null, line.Problem));
            }
            catch (FormatException e)
            {
                rows.Add(new Row(line.Number, null, null, null, null, e.Message));
            }
        }

        return rows;
    }

    private static List<Row> ReadCsv(string path, TextReader reader)
    {
        List<Row> rows = [];
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
            MissingFieldFound = null,
            BadDataFound = null,
            DetectDelimiter = false,
        };
        using var csv = new CsvReader(reader, configuration);
        if (!csv.Read() || !csv.ReadHeader() || !csv.HeaderRecord!.Select(h => h.Trim().ToLowerInvariant()).Contains("name"))
        {
            throw new GleanException(FailureKind.Usage, $"The file {path} has no column 'name'.", "Its first line must name the columns: name,url,description,category");
        }

        while (csv.Read())
        {
            rows.Add(new Row(
                csv.Context.Parser!.RawRow,
                csv.GetField("name"),
                Field(csv, "url"),
                Field(csv, "description"),
                Field(csv, "category")));
        }

        return rows;
    }

    private static string? Field(CsvReader csv, string name) => csv.TryGetField<string>(name, out var value) ? value : null;
}
