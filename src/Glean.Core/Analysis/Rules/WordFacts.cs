namespace Glean.Analysis.Rules;

/// <summary>What a model asks of one word.</summary>
/// <param name="Lists">The flags of the closed lists that hold it.</param>
/// <param name="Stem">The feature of its stem, or null when the model has no weight for it.</param>
/// <param name="Kinds">The features of the lexicon's lists that hold it.</param>
internal readonly record struct WordFact(long Lists, string? Stem, string[] Kinds);

/// <summary>
/// What a model asks of the words of a text. Most words are asked for by several pairs of segment and tool: each is looked up when the
/// first asks, and once.
/// </summary>
internal sealed class WordFacts(Reading reading, WeightTable stems, Func<ReadOnlySpan<char>, long> lists)
{
    // Kinds are null where a word has not been looked up.
    private readonly WordFact[] facts = new WordFact[reading.Tokens.Count];

    public ref readonly WordFact this[int token]
    {
        get
        {
            ref var fact = ref facts[token];
            if (fact.Kinds is null)
                fact = Look(reading.Word(token));
            return ref fact;
        }
    }

    private WordFact Look(ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[Stemming.Length];
        var stem = Stemming.Stem(word, buffer);
        return new WordFact(lists(word), stems.Stem(stem), Lexicon.Default.Kinds(stem));
    }
}
