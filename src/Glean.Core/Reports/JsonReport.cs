using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glean.Catalog;

namespace Glean.Reports;

/// <summary>A report as JSON, in pieces: an entry a line.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static IEnumerable<string> Pieces(Report report)
    {
        yield return "{\n";
        yield return Field("kind", report.Kind.ToWire());
        yield return Field("title", report.Title);
        yield return Field("generated_at", report.GeneratedAt);
        yield return Field("from", report.Period.From);
        yield return Field("until", report.Period.Until);
        yield return Field("figures", report.Figures);
        yield return "  \"sections\": [";
        foreach (var (at, section) in report.Sections.Index())
        {
            yield return at == 0 ? "\n" : ",\n";
            yield return $"    {{\n    {Field("heading", section.Heading)}    {Field("empty", section.Empty)}      \"entries\": [";
            var first = true;
            foreach (var entry in section.Entries)
            {
                yield return first ? "\n        " : ",\n        ";
                yield return JsonSerializer.Serialize(Safe(entry), Json);
                first = false;
            }

            yield return first ? "]\n    }" : "\n      ]\n    }";
        }

        yield return "\n  ]\n}\n";
    }

    private static string Field<T>(string name, T value) => $"  \"{name}\": {JsonSerializer.Serialize(value, Json)},\n";

    // Whoever makes a link of an address takes it as it stands here.
    private static ReportEntry Safe(ReportEntry entry) => entry with
    {
        Url = ForeignText.Link(entry.Url),
        Statements = [.. entry.Statements.Select(s => s with { SourceUrl = ForeignText.Link(s.SourceUrl) })],
    };
}
