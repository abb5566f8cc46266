using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.TypeConversion;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Operations.Export;

/// <summary>What to write out.</summary>
public enum ExportScope
{
    Tools,
    Claims,
    All,
}

/// <summary>One tool as a row. Dates are UTC.</summary>
public sealed record ToolRow(
    long Id, string Name, string? Url, string? Description, string Category, string Status, double? RelevanceScore,
    string? RejectionReason, int Claims, bool IsDemo, DateTime CreatedAt, DateTime LastUpdated, DateTime? ReviewedAt);

/// <summary>One claim as a row, with its evidence.</summary>
public sealed record ClaimRow(
    long Id, long ToolId, string ToolName, string ClaimType, string Content, double Confidence, string? Quote,
    int? SpanStart, int? SpanEnd, string? SourceName, string? SourceUrl, bool Verified, bool Conflicting, DateTime CreatedAt);

/// <summary>Writes the data out row by row, so that memory stays flat whatever there is.</summary>
/// <param name="tools">Only these tools, in this order; all of them when null. Of claims there are always all.</param>
public sealed class IndexExport(GleanDatabase database, IReadOnlyList<long>? tools = null)
{
    private const int AtOnce = 500;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Comma-separated values (RFC 4180). Cells that a spreadsheet would run as a formula are made text by a leading apostrophe.</summary>
    public async Task WriteCsvAsync(ExportScope scope, TextWriter output, CancellationToken cancellationToken)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape,
            InjectionCharacters = ['=', '@', '+', '-', '\t', '\r', '\n', '\0'],
            NewLine = "\n",
            PrepareHeaderForMatch = header => header.Header,
        };
        await using var csv = new CsvWriter(output, configuration, leaveOpen: true);
        csv.Context.TypeConverterOptionsCache.GetOptions<DateTime>().Formats = ["yyyy-MM-dd HH:mm:ss"];
        csv.Context.TypeConverterOptionsCache.GetOptions<DateTime?>().Formats = ["yyyy-MM-dd HH:mm:ss"];
        csv.Context.TypeConverterCache.AddConverter<bool>(new LowerCaseBoolean());
        await using var context = database.CreateContext();
        if (scope == ExportScope.Claims)
        {
            await WriteAsync(csv, Claims(context), cancellationToken);
        }
        else
        {
            await WriteAsync(csv, Tools(context), cancellationToken);
        }
    }

    /// <summary>One JSON document: an array of rows, or an object with <c>tools</c> and <c>claims</c>.</summary>
    public async Task WriteJsonAsync(ExportScope scope, TextWriter output, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        switch (scope)
        {
            case ExportScope.Tools:
                await WriteArrayAsync(output, Tools(context), cancellationToken);
                break;
            case ExportScope.Claims:
                await WriteArrayAsync(output, Claims(context), cancellationToken);
                break;
            case ExportScope.All:
                await output.WriteAsync("{\"tools\":");
                await WriteArrayAsync(output, Tools(context), cancellationToken);
                await output.WriteAsync(",\"claims\":");
                await WriteArrayAsync(output, Claims(context), cancellationToken);
                await output.WriteAsync("}");
                break;
        }

        await output.WriteLineAsync();
    }

    private sealed class LowerCaseBoolean : DefaultTypeConverter
    {
        public override string ConvertToString(object? value, IWriterRow row, MemberMapData memberMapData) => value is true ? "true" : "false";
    }

    private IAsyncEnumerable<ToolRow> Tools(GleanDbContext context) =>
        tools is null ? Rows(context.Tools.AsNoTracking().OrderBy(t => t.Id)) : ChosenAsync(context, tools);

    private static async IAsyncEnumerable<ToolRow> ChosenAsync(GleanDbContext context, IReadOnlyList<long> ids)
    {
        foreach (var part in ids.Chunk(AtOnce))
        {
            var rows = await Rows(context.Tools.AsNoTracking().Where(t => part.Contains(t.Id))).ToDictionaryAsync(r => r.Id);
            foreach (var id in part)
            {
                if (rows.TryGetValue(id, out var row))
                {
                    yield return row;
                }
            }
        }
    }

    private static IAsyncEnumerable<ToolRow> Rows(IQueryable<Tool> query) => query
        .Select(t => new { Tool = t, Claims = t.Claims.Count })
        .AsAsyncEnumerable()
        .Select(r => new ToolRow(
            r.Tool.Id, r.Tool.Name, r.Tool.Url, r.Tool.Description, r.Tool.Category, r.Tool.Status.ToWire(), r.Tool.RelevanceScore,
            r.Tool.RejectionReason, r.Claims, r.Tool.IsDemo, r.Tool.CreatedAt, r.Tool.LastUpdated, r.Tool.ReviewedAt));

    private static IAsyncEnumerable<ClaimRow> Claims(GleanDbContext context) => context.Claims.AsNoTracking().OrderBy(c => c.Id)
        .Select(c => new { Claim = c, Tool = c.Tool!.Name, Source = c.Source!.Name, Url = c.Discovery!.SourceUrl })
        .AsAsyncEnumerable()
        .Select(r => new ClaimRow(
            r.Claim.Id, r.Claim.ToolId, r.Tool, r.Claim.ClaimType.ToWire(), r.Claim.Content, r.Claim.Confidence, r.Claim.Quote,
            r.Claim.SpanStart, r.Claim.SpanEnd, r.Source, r.Url, r.Claim.Verified, r.Claim.Conflicting, r.Claim.CreatedAt));

    private static async Task WriteAsync<T>(CsvWriter csv, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        foreach (var property in typeof(T).GetProperties())
        {
            csv.WriteField(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }

        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            csv.WriteRecord(row);
            await csv.NextRecordAsync();
        }
    }

    private static async Task WriteArrayAsync<T>(TextWriter output, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await output.WriteAsync('[');
        var first = true;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await output.WriteAsync(first ? "\n" : ",\n");
            await output.WriteAsync(JsonSerializer.Serialize(row, Json));
            first = false;
        }

        await output.WriteAsync("\n]");
    }
}
