using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Several closed lists that are asked at once: a word is looked up a single time, which tells all the lists that hold it.</summary>
/// <typeparam name="TList">The lists, a flag each.</typeparam>
internal sealed class WordLists<TList>
    where TList : struct, Enum
{
    private readonly Dictionary<string, long> lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public WordLists(params (TList List, WordSet Words)[] contents)
    {
        bySpan = lists.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (list, words) in contents)
        {
            foreach (var word in words)
                lists[word] = lists.GetValueOrDefault(word) | Convert.ToInt64(list, null);
        }
    }

    /// <summary>The flags of the lists that hold the word; letter case plays no part.</summary>
    public long Of(ReadOnlySpan<char> word) => bySpan.TryGetValue(word, out var found) ? found : 0;
}
