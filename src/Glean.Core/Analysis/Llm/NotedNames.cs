using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>Finds the names that a model notes in the text, in the text's own spelling.</summary>
internal static class NotedNames
{
    private const int Longest = 80;
    private const int MostPlaces = 50;

    /// <summary>A name that could be a product's: short, of one line, no address.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= Longest && name.Any(char.IsLetterOrDigit) && !name.Any(char.IsControl)
        && !name.Contains("://", StringComparison.Ordinal);

    /// <summary>Where <paramref name="name"/> stands as a whole word, in order.</summary>
    public static List<TextSpan> Places(string text, string name)
    {
        List<TextSpan> places = [];
        for (var at = Next(text, name, 0); at >= 0 && places.Count < MostPlaces; at = Next(text, name, at + name.Length))
        {
            if (IsEdge(text, at - 1, at) && IsEdge(text, at + name.Length, at + name.Length - 1))
            {
                places.Add(new TextSpan(at, at + name.Length));
            }
        }

        return places;
    }

    private static int Next(string text, string name, int from) => from >= text.Length ? -1 : text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);

    /// <summary>Nothing at <paramref name="outside"/> goes on with the word that ends at <paramref name="inside"/>.</summary>
    private static bool IsEdge(string text, int outside, int inside) =>
        outside < 0 || outside >= text.Length || !char.IsLetterOrDigit(text[outside]) || !char.IsLetterOrDigit(text[inside]);
}
