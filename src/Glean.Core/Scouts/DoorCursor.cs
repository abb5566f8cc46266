using System.Text.Json;
using Glean.Catalog;

namespace Glean.Scouts;

/// <summary>
/// Where the reading of a door stands: for each of its streams what was read, and by which focus it was sifted. JSON in
/// <c>sources.cursor</c>: <c>{"focus":"…","streams":{"story":[[1700000000,1700086400]]}}</c>.
/// </summary>
internal sealed record DoorCursor(string? Focus, IReadOnlyList<KeyValuePair<string, Coverage>> Streams)
{
    private const int MostStreams = 8;

    public static readonly DoorCursor Start = new(null, []);

    public Coverage this[string stream] => Streams.FirstOrDefault(s => s.Key == stream).Value ?? Coverage.Nothing;

    /// <summary>Reads it; what cannot be read is a start from the beginning, which costs requests and doubles nothing.</summary>
    public static DoorCursor Parse(string? json)
    {
        if (json is null)
        {
            return Start;
        }

        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(json, JsonSerializerOptions.Web);
            return new DoorCursor(
                stored?.Focus, [.. (stored?.Streams ?? []).Select(s => KeyValuePair.Create(s.Key, Coverage.Of((s.Value ?? []).Where(v => v is [_, _]).Select(v => new TimeSpanRead(v[0], v[1])))))]);
        }
        catch (JsonException)
        {
            return Start;
        }
    }

    public DoorCursor With(string stream, TimeSpanRead span) => this with
    {
        Streams = [.. Streams.Where(s => s.Key != stream).Append(KeyValuePair.Create(stream, this[stream].With(span))).TakeLast(MostStreams)],
    };

    public override string ToString() => JsonSerializer.Serialize(
        new Stored(Focus, Streams.ToDictionary(s => s.Key, long[][]? (s) => [.. s.Value.Spans.Select(v => new[] { v.From, v.To })])), JsonSerializerOptions.Web);

    /// <summary>The focus as a mark: another focus would have kept other items.</summary>
    public static string MarkOf(Focus focus) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new { focus.MinimumRelevance, focus.Categories, focus.Keywords, focus.Exclusions })))[..16];

    private sealed record Stored(string? Focus, Dictionary<string, long[][]?>? Streams);
}
