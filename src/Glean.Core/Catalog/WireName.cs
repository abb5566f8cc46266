using System.Text.Json;

namespace Glean.Catalog;

/// <summary>
/// The name of an enum value as the database, the API and the command line write it: snake case,
/// for example <c>UseCase</c> is <c>use_case</c>.
/// </summary>
public static class WireName
{
    /// <summary>The snake-case name of <paramref name="value"/>.</summary>
    public static string ToWire<T>(this T value) where T : struct, Enum => Names<T>.InOrder[Array.IndexOf(Names<T>.Values, value)];

    /// <summary>The value named <paramref name="name"/> (exact, snake case), or null.</summary>
    public static T? Parse<T>(string? name) where T : struct, Enum =>
        Array.IndexOf(Names<T>.InOrder, name) is var index and >= 0 ? Names<T>.Values[index] : null;

    /// <summary>All names of <typeparamref name="T"/> in declaration order, for messages and option lists.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Names<T>.InOrder;

    // Plain arrays: with so few values a search is as quick as a hash, and generic collections of enums
    // have to be compiled at start, which the quick commands feel.
    private static class Names<T> where T : struct, Enum
    {
        public static readonly T[] Values = Enum.GetValues<T>();

        public static readonly string[] InOrder = Array.ConvertAll(Enum.GetNames<T>(), JsonNamingPolicy.SnakeCaseLower.ConvertName);
    }
}
