using System.Text.Json;
using System.Text.Json.Serialization;
using Glean.Operations;
using Glean.Server.Catalog;
using Glean.Server.Operations;
using Glean.Server.Sources;
using Microsoft.AspNetCore.Http.Json;

namespace Glean.Server.Http;

/// <summary>JSON of the API: snake case, numbers are numbers. Hot answers are written by generated code, the rest by reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ToolPage))]
[JsonSerializable(typeof(DiscoveryPage))]
[JsonSerializable(typeof(SourceList))]
[JsonSerializable(typeof(PipelineCounts))]
[JsonSerializable(typeof(ActivityList))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), Default);

    public static void Configure(JsonOptions options)
    {
        var json = options.SerializerOptions;
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.DictionaryKeyPolicy = null;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.MaxDepth = 32;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }
}
