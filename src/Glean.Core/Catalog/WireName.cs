using System.Collections.Frozen;
using System.Text.Json;

namespace Glean.Catalog;

/// <summary>
/// The name of an enum value as the database, the API and the command line write it: snake case,
/// for example <c>UseCase</c> is <c>use_case</c>.
/// </summary>
public static class WireName
{
    /// <summary>The snake-case name of <paramref name="value"/>.</summary>
    public static string ToWire<T>(this T value) where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The value named <paramref name="name"/> (exact, snake case), or null.</summary>
    public static T? Parse<T>(string? name) where T : struct, Enum =>
        name is not null && Names<T>.ByName.TryGetValue(name, out var value) ? value : null;

    /// <summary>All names of <typeparamref name="T"/> in declaration order, for messages and option lists.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Names<T>.InOrder;

    private static class Names<T> where T : struct, Enum
    {
        public static readonly string[] InOrder =
            [.. Enum.GetValues<T>().Select(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()))];

        public static readonly FrozenDictionary<T, string> ByValue =
            Enum.GetValues<T>().Zip(InOrder).ToFrozenDictionary(p => p.First, p => p.Second);

        public static readonly FrozenDictionary<string, T> ByName =
            ByValue.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
