using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;

namespace Glean.Tracking;

/// <summary>A line of a difference, with the words that differ.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="Pieces">The words, for a changed line.</param>
public sealed record DifferenceLine(string Kind, string? Before, string? After, IReadOnlyList<DifferencePiece> Pieces);

/// <summary>The difference that a change stands for, as its row keeps it.</summary>
public sealed record ChangeDetails(IReadOnlyList<PlanChange> Plans, IReadOnlyList<DifferenceLine> Lines)
{
    private const int MostLines = 300;

    public static readonly ChangeDetails None = new([], []);

    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static ChangeDetails Of(FoundChange change) => new(
        change.Plans,
        [
            .. change.Text.Changed.Select(c => new DifferenceLine("changed", c.Before.Text, c.After.Text, WordDifference.Of(c.Before.Text, c.After.Text)))
                .Concat(change.Text.Added.Select(l => new DifferenceLine("added", null, l.Text, [])))
                .Concat(change.Text.Removed.Select(l => new DifferenceLine("removed", l.Text, null, [])))
                .Take(MostLines),
        ]);

    public static ChangeDetails Read(string? stored) => stored is null ? None : JsonSerializer.Deserialize<ChangeDetails>(stored, Json) ?? None;

    public string Write() => JsonSerializer.Serialize(this, Json);

    internal static string WritePlans(IReadOnlyList<PricePlan> plans) => JsonSerializer.Serialize(plans, Json);

    internal static IReadOnlyList<PricePlan> ReadPlans(string? stored) => stored is null ? [] : ReadList<PricePlan>(stored);

    internal static IReadOnlyList<T> ReadList<T>(string stored) => JsonSerializer.Deserialize<List<T>>(stored, Json) ?? [];
}
