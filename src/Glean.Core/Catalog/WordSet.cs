using System.Collections;

namespace Glean.Catalog;

/// <summary>A set of words, asked with a piece of a text, whatever its letter case.</summary>
internal sealed class WordSet : IEnumerable<string>
{
    private readonly HashSet<string> words;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public WordSet(string spaced)
    {
        words = new HashSet<string>(spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
        bySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool Contains(ReadOnlySpan<char> word) => bySpan.Contains(word);

    /// <summary>The word as the set holds it, so that asking makes no new string.</summary>
    public bool TryGet(ReadOnlySpan<char> word, out string held) => bySpan.TryGetValue(word, out held!);

    public IEnumerator<string> GetEnumerator() => words.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
