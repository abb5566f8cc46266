using System.Text.RegularExpressions;
using Glean.Catalog;

namespace Glean.Curation.Conflicts;

/// <summary>A claim of one tool as far as agreement is concerned.</summary>
/// <param name="Confidence">The analyzer's own, 0..1.</param>
/// <param name="Voice">Who says so: ten posts of one author are one voice.</param>
public sealed record VoicedClaim(long Id, ClaimType Type, string Content, double Confidence, string Voice);

/// <summary>Claims that say the same; each keeps its own evidence.</summary>
/// <param name="Ids">In order; the first one names the group.</param>
/// <param name="Voices">How many independent voices say so.</param>
/// <param name="Confidence">What they come to together, 0..1.</param>
public sealed record ClaimGroup(IReadOnlyList<long> Ids, int Voices, double Confidence);

/// <summary>
/// Groups claims of one tool that say the same thing: the same price, the same yes or no to a capability, or much the same words. Pure and
/// careful: two claims that share a subject but not the statement stay apart.
/// </summary>
public static partial class ClaimGroups
{
    private const double SameWords = 0.6;
    private const int FewestWords = 2;

    // Two voices may lean on a third, so that each further one takes less of the doubt than independence would allow.
    private const double Independence = 0.5;
    private const double Surest = 0.98;

    /// <summary>The groups of two and more among <paramref name="claims"/> of one tool.</summary>
    /// <param name="toolNames">The tool's names, which say nothing about what is said.</param>
    public static IReadOnlyList<ClaimGroup> Find(IReadOnlyList<VoicedClaim> claims, IReadOnlyCollection<string> toolNames)
    {
        var names = toolNames.SelectMany(n => Word().Matches(n.ToLowerInvariant()).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);
        Dictionary<(ClaimType, string), (ClaimFacts Facts, HashSet<string> Words)> read = [];
        List<Statement> statements = [];
        foreach (var claim in claims.OrderBy(c => c.Id))
        {
            // Many post the same sentence.
            var key = (claim.Type, claim.Content);
            if (!read.TryGetValue(key, out var known))
            {
                known = read[key] = (ClaimFacts.Of(new ClaimStatement(claim.Id, claim.Type, claim.Content)), Words(claim.Content, names));
            }

            statements.Add(new Statement(claim, known.Facts, known.Words));
        }

        return [.. statements.GroupBy(s => s.Key).SelectMany(Alike).Where(g => g.Count > 1).Select(Group).OrderBy(g => g.Ids[0])];
    }

    /// <summary>What is equal in kind, parted by what is said.</summary>
    private static IEnumerable<List<Statement>> Alike(IEnumerable<Statement> sameKind)
    {
        List<Statement> statements = [.. sameKind];
        return statements[0].IsFact ? [statements] : new WordGroups(statements).All;
    }

    private static ClaimGroup Group(List<Statement> group)
    {
        // The best of each voice counts: who repeats himself is no further witness.
        var voices = group.GroupBy(s => s.Claim.Voice, StringComparer.Ordinal).Select(v => v.Max(s => s.Claim.Confidence)).OrderDescending().ToList();
        var doubt = 1 - voices[0];
        foreach (var further in voices.Skip(1))
        {
            doubt *= 1 - (further * Independence);
        }

        return new ClaimGroup([.. group.Select(s => s.Claim.Id)], voices.Count, Math.Max(voices[0], Math.Min(Surest, 1 - doubt)));
    }

    private static HashSet<string> Words(string content, HashSet<string> names) =>
        [.. Word().Matches(content.ToLowerInvariant()).Select(m => Stem(m.Value)).Where(w => w.Length > 1 && !Empty.Contains(w) && !names.Contains(w))];

    private static string Stem(string word) => word switch
    {
        [.., 'i', 'e', 's'] when word.Length > 4 => word[..^3] + "y",
        [.., 's', 's'] => word,
        [.., 's'] when word.Length > 3 => word[..^1],
        [.., 'i', 'n', 'g'] when word.Length > 6 => word[..^3],
        [.., 'e', 'd'] when word.Length > 5 => word[..^2],
        _ => word,
    };

    private static readonly HashSet<string> Empty =
    [
        "the", "an", "and", "or", "of", "to", "in", "on", "at", "for", "with", "by", "is", "are", "wa", "be", "it", "its", "it'", "this", "that", "they", "their", "you", "your",
        "we", "our", "my", "me", "has", "have", "ha", "can", "will", "also", "very", "really", "just", "so", "as", "from", "which", "i", "i'm", "get", "got",
    ];

    [GeneratedRegex(@"[a-z0-9]+('[a-z]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(no|not|never|cannot|lacks?|without|missing|none)\b|n['’]t\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\d[\d.,]*", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    private sealed record Statement(VoicedClaim Claim, ClaimFacts Facts, HashSet<string> Words)
    {
        /// <summary>A price, a free tier or a capability: those with an equal key say the same.</summary>
        public bool IsFact => Facts.Price is not null || Facts.FreeTier is not null || Facts.Capability is not null;

        /// <summary>What two statements must have in common to say the same.</summary>
        public string Key { get; } = Facts switch
        {
            { Price: { } price } => $"price {price.Amount:0.##} {price.Currency} {price.Period} {price.Plan} {price.PerUser} {price.IsEntry} {price.BilledYearly}",
            { FreeTier: { } tier } => $"tier {Claim.Type} {tier}",
            { Capability: { } can } => $"can {can.IsPositive} {can.Subject}",
            _ => $"words {Claim.Type} {Negation().IsMatch(Claim.Content)} {string.Join(' ', Number().Matches(Claim.Content).Select(m => m.Value.TrimEnd('.', ',')).Distinct().Order(StringComparer.Ordinal))}",
        };
    }

    /// <summary>
    /// Statements parted by their words, in order: each joins the first group that is like it. Whoever shares enough words with a group shares
    /// one of the few rarest of them, so that only groups with such a word are looked at (prefix filtering, Chaudhuri et al. 2006).
    /// </summary>
    private sealed class WordGroups
    {
        private readonly List<List<Statement>> all = [];
        private readonly List<List<HashSet<string>>> wordings = [];
        private readonly Dictionary<string, List<int>> byRareWord = new(StringComparer.Ordinal);
        private readonly Dictionary<HashSet<string>, int> placed = new(HashSet<string>.CreateSetComparer());
        private readonly Dictionary<string, int> frequency = new(StringComparer.Ordinal);

        public WordGroups(List<Statement> statements)
        {
            foreach (var word in statements.SelectMany(s => s.Words))
            {
                frequency[word] = frequency.GetValueOrDefault(word) + 1;
            }

            foreach (var statement in statements)
            {
                Add(statement);
            }
        }

        public IReadOnlyList<List<Statement>> All => all;

        private void Add(Statement statement)
        {
            var words = statement.Words;
            if (words.Count < FewestWords)
            {
                // Too little to be like anything.
                all.Add([statement]);
                wordings.Add([words]);
                return;
            }

            if (placed.TryGetValue(words, out var group))
            {
                all[group].Add(statement);
                return;
            }

            var rare = Rarest(words);
            // Like each of its members, so that a chain of small changes does not join what is far apart.
            group = rare.SelectMany(w => byRareWord.GetValueOrDefault(w, [])).Distinct().Order().FirstOrDefault(g => wordings[g].TrueForAll(w => IsSame(words, w)), -1);
            if (group < 0)
            {
                group = all.Count;
                all.Add([]);
                wordings.Add([]);
                foreach (var word in rare)
                {
                    if (!byRareWord.TryGetValue(word, out var groups))
                    {
                        byRareWord[word] = groups = [];
                    }

                    groups.Add(group);
                }
            }

            all[group].Add(statement);
            wordings[group].Add(words);
            placed[words] = group;
        }

        /// <summary>So many that others without one of them share too few with these.</summary>
        private IEnumerable<string> Rarest(HashSet<string> words) =>
            [.. words.OrderBy(w => frequency[w]).ThenBy(w => w, StringComparer.Ordinal).Take(words.Count - (int)Math.Ceiling((SameWords * words.Count) - 1e-9) + 1)];

        private static bool IsSame(HashSet<string> one, HashSet<string> other)
        {
            var (fewer, more) = one.Count < other.Count ? (one, other) : (other, one);
            return fewer.Count >= SameWords * more.Count && Likeness(fewer, more) >= SameWords;
        }

        /// <summary>Shared words by all words (Jaccard 1901).</summary>
        private static double Likeness(HashSet<string> one, HashSet<string> other)
        {
            var shared = one.Count(other.Contains);
            return (double)shared / (one.Count + other.Count - shared);
        }
    }
}
