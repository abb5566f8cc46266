using System.Collections.Frozen;
using System.Text;
using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>Words and renames that deduplication knows; data in <c>Data/name-words.txt</c> and <c>Data/renames.txt</c>.</summary>
internal static class NameWords
{
    private static readonly Lazy<Dictionary<string, FrozenSet<string>>> Sections = new(ReadSections);
    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> Renames = new(ReadRenames);

    /// <summary>Says nothing beside the name.</summary>
    public static bool IsNeutral(string word) => Sections.Value["neutral"].Contains(word);

    /// <summary>Says what kind of product it is.</summary>
    public static bool IsKind(string word) => Sections.Value["kind"].Contains(word);

    /// <summary>Says which edition or version it is.</summary>
    public static bool IsEdition(string word) =>
        Sections.Value["edition"].Contains(word) || word.All(char.IsAsciiDigit) ||
        (word[0] == 'v' && word.Length > 1 && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>Whether <paramref name="text"/> is a word, or two, that domains add to a name.</summary>
    public static bool IsAffix(string text)
    {
        var affixes = Sections.Value["affix"];
        if (text.Length == 0 || affixes.Contains(text))
        {
            return true;
        }

        for (var cut = 2; cut <= text.Length - 2; cut++)
        {
            if (affixes.Contains(text[..cut]) && affixes.Contains(text[cut..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The compact names that <paramref name="name"/> also went by, before or since.</summary>
    public static FrozenSet<string> RenamesOf(string name) => Renames.Value.TryGetValue(name, out var names) ? names : [];

    private static Dictionary<string, FrozenSet<string>> ReadSections()
    {
        var sections = new Dictionary<string, HashSet<string>>();
        HashSet<string> current = [];
        foreach (var line in Lines("name-words.txt"))
        {
            if (line[0] == '[')
            {
                sections[line.Trim('[', ']')] = current = [];
            }
            else
            {
                current.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return sections.ToDictionary(s => s.Key, s => s.Value.ToFrozenSet(StringComparer.Ordinal));
    }

    private static FrozenDictionary<string, FrozenSet<string>> ReadRenames()
    {
        var known = new Dictionary<string, HashSet<string>>();
        foreach (var line in Lines("renames.txt"))
        {
            var parts = line.Split("->");
            var old = NameProfile.Compact(parts[0]);
            var present = NameProfile.Compact(parts[1]);
            known.TryAdd(old, []);
            known.TryAdd(present, []);
            known[old].Add(present);
            known[present].Add(old);
        }

        return known.ToFrozenDictionary(k => k.Key, k => k.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(EmbeddedData.Open(file), Encoding.UTF8);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#');
    }
}
