using System.Collections.Frozen;

namespace Glean.Catalog;

/// <summary>Which query parameters only follow the reader; the list is <c>Catalog/Data/tracking-parameters.txt</c>.</summary>
internal static class TrackingParameters
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names;
    private static readonly string[] Prefixes;
    private static readonly string[] Suffixes;

    static TrackingParameters()
    {
        using var reader = new StreamReader(EmbeddedData.Open("tracking-parameters.txt"));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').ToArray();
        Prefixes = [.. lines.Where(l => l[^1] == '*').Select(l => l[..^1])];
        Suffixes = [.. lines.Where(l => l[0] == '*').Select(l => l[1..])];
        Names = lines.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static bool Contains(ReadOnlySpan<char> name)
    {
        if (Names.Contains(name))
        {
            return true;
        }

        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var suffix in Suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
