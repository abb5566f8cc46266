using System.Text;
using System.Text.Json;

namespace Glean.Corpora.Scouts;

/// <summary>An exchange as the folders of APIs record it: <c>request</c> and <c>response</c>, or the bare body of an answer.</summary>
internal sealed record Recorded(string Uri, int Status, JsonElement? Body, ReplayAnswer Answer)
{
    public bool IsToken => Uri.Contains("/access_token", StringComparison.Ordinal);

    public static Recorded Read(string json)
    {
        var root = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 }).RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("response", out var response))
        {
            return new Recorded("", 200, root, ReplayAnswer.Json(json));
        }

        var uri = root.TryGetProperty("request", out var request) && request.TryGetProperty("uri", out var written) ? written.GetString() ?? "" : "";
        var status = response.TryGetProperty("status", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt32()
            : response.TryGetProperty("status_name", out var name) && name.GetString() == "BadRequest" ? 400
            : 200;
        var body = response.GetProperty("body");
        var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
        var headers = response.TryGetProperty("headers", out var recorded)
            ? recorded.EnumerateObject().ToDictionary(h => h.Name, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (headers.TryGetValue("Location", out var location) && System.Uri.TryCreate(location, UriKind.Absolute, out var target))
        {
            // What is replayed stays on this machine.
            headers["Location"] = target.PathAndQuery;
        }

        return new Recorded(
            uri, status, body.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? body : null,
            new ReplayAnswer(status, Encoding.UTF8.GetBytes(text), headers.GetValueOrDefault("Content-Type", "application/json"), headers));
    }
}

/// <summary>How many of what was expected came about; what did not is written at once.</summary>
internal sealed class ReplayCount(string what)
{
    private int expected;
    private int met;

    /// <summary>What was rightly not to be found.</summary>
    public int LeftOut { get; set; }

    public void Add(string name, bool isMet, string otherwise, TextWriter output)
    {
        expected++;
        met += isMet ? 1 : 0;
        if (!isMet)
        {
            output.WriteLine($"  missed {name}: {(otherwise.Length > 0 ? otherwise : "it was not stored")}");
        }
    }

    public override string ToString() => $"{what}: {met} of {expected}{(LeftOut == 0 ? "" : $"; {LeftOut} are left out, as they should be")}";
}
