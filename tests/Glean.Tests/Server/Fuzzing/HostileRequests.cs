using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glean.Tests.Server.Fuzzing;

/// <summary>Requests that a description of an API allows in shape and nobody sends in earnest; the same seed gives the same ones.</summary>
internal sealed class HostileRequests(JsonElement document, int seed)
{
    private const int DeepestNesting = 4;

    private static readonly string[] Texts =
    [
        "", " ", "0", "1", "-1", "2147483648", "9223372036854775808", "1e309", "NaN", "true", "null", "undefined", "'; DROP TABLE tools; --", "\" OR 1=1", "%", "_", "*",
        "\0", "a\0b", "\r\nSet-Cookie: a=b", "../../../etc/passwd", "/etc/passwd\0.csv", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "javascript:alert(1)",
        "JaVaScRiPt\t:alert(1)", "http://[::1]:1/", "http://169.254.169.254/", "https://user:secret@a.example/", "file:///etc/passwd", "0001-01-01", "9999-12-31T23:59:59.9999999Z",
        "2026-13-45", "2026-02-30T25:61:61+99:99", "* * * * *", "0 0 0 31 2 ?", "Mars/Olympus_Mons", "\u202e\u200b\ufeff", "🙂👩‍👩‍👧‍👦", "ﬁ", "İ", "ß", "=cmd|'/c calc'!A1",
        "approved", "review,approved", "asc", "name", "admin", new string('a', 300), new string('\u00e9', 5000), new string('(', 1000), new string('9', 400), "\"\"\"", "NEAR(a b)", "^", "a* OR b",
    ];

    private static readonly string[] Numbers = ["0", "1", "-1", "50", "200", "201", "2147483647", "2147483648", "-9223372036854775809", "1.5", "1e400", "-0", "0.0000000000000000001"];

    private readonly Random random = new(seed);
    private readonly List<(string Method, string Path, JsonElement Operation)> operations =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           // One that waits for events answers for ever, and signing out ends the round.
           where !path.Name.EndsWith("events", StringComparison.Ordinal) && !path.Name.EndsWith("sign-out", StringComparison.Ordinal)
           select (operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];

    public HttpRequestMessage Next()
    {
        var (method, path, operation) = Pick(operations);
        var request = new HttpRequestMessage(new HttpMethod(method), Address(path, operation));
        if (operation.TryGetProperty("requestBody", out var body))
        {
            request.Content = Body(body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema"));
        }

        return request;
    }

    private string Address(string path, JsonElement operation)
    {
        List<string> query = [];
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var value = Uri.EscapeDataString(Value(parameter.GetProperty("schema")));
            if (parameter.GetProperty("in").GetString() == "path")
            {
                // The account that asks must outlive the round.
                var own = path.StartsWith("/api/users", StringComparison.Ordinal) && value.Trim() == "1";
                path = path.Replace($"{{{name}}}", own || value.Length == 0 || value is "." or ".." ? "77" : value);
            }
            else if (random.Next(3) > 0)
            {
                query.Add($"{name}={value}");
            }
        }

        if (random.Next(10) == 0)
        {
            query.Add($"{Uri.EscapeDataString(Pick(Texts))}={Uri.EscapeDataString(Pick(Texts))}");
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private string Value(JsonElement schema) => random.Next(3) > 0 && (Is(schema, "integer") || Is(schema, "number")) ? Pick(Numbers) : Pick(Texts);

    private StringContent Body(JsonElement schema) => random.Next(12) switch
    {
        0 => new StringContent(Pick(Texts), Encoding.UTF8, "application/json"),
        1 => new StringContent(Json(schema), Encoding.UTF8, "text/plain"),
        2 => new StringContent(new string('[', 5000), Encoding.UTF8, "application/json"),
        3 => new StringContent(Json(schema)[..^1], Encoding.UTF8, "application/json"),
        4 => new StringContent("{\"name\":\"\\ud800\",\"username\":\"\\udfff\",\"status\":\"\\u0000\"}", Encoding.UTF8, "application/json"),
        _ => new StringContent(Json(schema), Encoding.UTF8, "application/json"),
    };

    private string Json(JsonElement schema) => Node(schema, 0)?.ToJsonString() ?? "null";

    private JsonNode? Node(JsonElement schema, int depth)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/')[1..].Aggregate(document, (at, part) => at.GetProperty(part));
        }

        if (random.Next(8) == 0 || depth > DeepestNesting)
        {
            return Any();
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            JsonObject made = [];
            foreach (var property in properties.EnumerateObject().Where(_ => random.Next(6) > 0))
            {
                made[property.Name] = Node(property.Value, depth + 1);
            }

            if (random.Next(4) == 0)
            {
                made["is_admin"] = true;
                made[Pick(Texts)] = Any();
            }

            return made;
        }

        if (Is(schema, "array"))
        {
            return new JsonArray([.. Enumerable.Range(0, Pick([0, 1, 3, 150])).Select(_ => schema.TryGetProperty("items", out var items) ? Node(items, depth + 1) : Any())]);
        }

        return Is(schema, "object") ? new JsonObject { [Pick(Texts)] = Any() }
            : Is(schema, "integer") || Is(schema, "number") ? JsonNode.Parse(Pick(["0", "1", "-1", "2147483648", "1.5", "1e300"]))
            : Is(schema, "boolean") ? random.Next(2) == 0
            : Pick(Texts);
    }

    private JsonNode? Any() => random.Next(7) switch
    {
        0 => null,
        1 => new JsonArray(),
        2 => new JsonObject(),
        3 => random.Next(2) == 0,
        4 => JsonNode.Parse(Pick(["0", "-1", "1e300", "9223372036854775808"])),
        _ => Pick(Texts),
    };

    private static bool Is(JsonElement schema, string type) => schema.TryGetProperty("type", out var given)
        && (given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Any(t => t.GetString() == type) : given.GetString() == type);

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
