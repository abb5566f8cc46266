namespace Glean.Analysis.Rules;

/// <summary>
/// What the first reading of a whole text says about one of its names: products are named beside products, of one kind, in
/// texts about software. The second model of names weighs these against the name's own first probability.
/// </summary>
internal static class NameNeighbours
{
    private static readonly double[] OwnBounds = [0.03, 0.07, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
    private static readonly double[] Bounds = [0.15, 0.35, 0.55, 0.75, 0.9];
    private static readonly double[] SumBounds = [0.2, 0.5, 0.9, 1.5, 2.5, 4];
    private static readonly double[] SoftwareBounds = [0.004, 0.015, 0.03, 0.06];
    private static readonly string[] Kinds = ["kind:known", "kind:ambiguous", "kind:unknown", "kind:plain", "kind:site"];

    private static readonly string[] Own = Numbered("own");
    private static readonly string[] Best = Numbered("best");
    private static readonly string[] Sum = Numbered("sum");
    private static readonly string[] Mean = Numbered("mean");
    private static readonly string[] Beside = Numbered("beside");
    private static readonly string[] Category = Numbered("category");
    private static readonly string[] Family = Numbered("family");
    private static readonly string[] Software = Numbered("software");
    private static readonly string[] Share = Numbered("share");
    private static readonly string[][] OwnOfKind = [.. Kinds.Select(k => Numbered(k + "+own"))];
    private static readonly string[][] BestOfKind = [.. Kinds.Select(k => Numbered(k + "+best"))];
    private static readonly string[][] SoftwareOfKind = [.. Kinds.Select(k => Numbered(k + "+software"))];

    /// <param name="candidates">All names of a text, with their first probabilities.</param>
    /// <returns>One set of features a name.</returns>
    public static List<FeatureSet> Of(Reading body, List<ToolCandidate> candidates, NameIndex index)
    {
        var all = new TopTwo();
        var total = 0.0;
        var mentions = 0;
        var byCategory = new Dictionary<string, TopTwo>(StringComparer.Ordinal);
        var byFirstWord = new Dictionary<string, TopTwo>(StringComparer.Ordinal);
        var firstWords = new string[candidates.Count];
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            all.Add(i, candidate.Probability);
            total += candidate.Probability;
            mentions += candidate.Mentions.Count;
            if (CategoryOf(candidate, index) is { } category)
                Of(byCategory, category).Add(i, candidate.Probability);
            firstWords[i] = FirstWord(candidate, body);
            if (firstWords[i].Length > 3)
                Of(byFirstWord, firstWords[i]).Add(i, candidate.Probability);
        }

        var beside = BesideOf(body, candidates);
        var software = Bucket(SoftwareShare(body), SoftwareBounds);
        var features = new List<FeatureSet>(candidates.Count);
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            var own = candidate.Probability;
            var kind = KindOf(candidate.Features);
            var best = Bucket(all.Without(i), Bounds);
            var set = new FeatureSet(13);
            set.Add("bias");
            set.Add(Own[Bucket(own, OwnBounds)]);
            set.Add(OwnOfKind[kind][Bucket(own, Bounds)]);
            set.Add(Best[best]);
            set.Add(BestOfKind[kind][best]);
            set.Add(Sum[Bucket(total - own, SumBounds)]);
            set.Add(Mean[candidates.Count < 2 ? 9 : Bucket((total - own) / (candidates.Count - 1), Bounds)]);
            set.Add(Beside[beside[i] < 0 ? 9 : Bucket(beside[i], Bounds)]);
            set.Add(Category[CategoryOf(candidate, index) is not { } category ? 9 : Bucket(byCategory[category].Without(i), Bounds)]);
            set.Add(Family[firstWords[i].Length <= 3 || byFirstWord[firstWords[i]].Without(i) < 0 ? 9 : Bucket(byFirstWord[firstWords[i]].Without(i), Bounds)]);
            set.Add(Software[software]);
            set.Add(SoftwareOfKind[kind][software]);
            set.Add(Share[Bucket((double)candidate.Mentions.Count / Math.Max(1, mentions), Bounds)]);
            features.Add(set);
        }

        return features;

        static TopTwo Of(Dictionary<string, TopTwo> groups, string key)
        {
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = new TopTwo();
            return group;
        }
    }

    /// <summary>For each name the highest probability among those it is enumerated with, or -1.</summary>
    private static double[] BesideOf(Reading body, List<ToolCandidate> candidates)
    {
        var beside = new double[candidates.Count];
        Array.Fill(beside, -1);
        var inOrder = candidates.SelectMany((c, i) => c.Mentions.Take(40).Select(m => (m.Span, Candidate: i))).OrderBy(m => m.Span.Start).ToList();
        for (var i = 1; i < inOrder.Count; i++)
        {
            var (left, right) = (inOrder[i - 1], inOrder[i]);
            if (left.Candidate == right.Candidate || !ToolResolver.Enumerates(body.Text, left.Span, right.Span))
                continue;
            beside[left.Candidate] = Math.Max(beside[left.Candidate], candidates[right.Candidate].Probability);
            beside[right.Candidate] = Math.Max(beside[right.Candidate], candidates[left.Candidate].Probability);
        }

        return beside;
    }

    private static string? CategoryOf(ToolCandidate candidate, NameIndex index) =>
        candidate.Entry >= 0 && index.Entries[candidate.Entry].Category is { Length: > 0 } category && category != Catalog.Focus.Other ? category : null;

    private static string FirstWord(ToolCandidate candidate, Reading body) =>
        candidate.Mentions.Count == 0 ? "" : body.Word(candidate.Mentions[0].FirstToken).ToString().ToLowerInvariant();

    private static double SoftwareShare(Reading body)
    {
        const int enough = 1000;
        var count = 0;
        var words = Math.Min(enough, body.Tokens.Count);
        for (var t = 0; t < words; t++)
        {
            if (Cues.SoftwareWords.Contains(body.Word(t)))
                count++;
        }

        return words == 0 ? 0 : (double)count / words;
    }

    private static int KindOf(FeatureSet features)
    {
        for (var k = 0; k < Kinds.Length; k++)
        {
            if (features.AsSpan().Contains(Kinds[k]))
                return k;
        }

        return 0;
    }

    private static int Bucket(double value, double[] bounds)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value >= bounds[bucket])
            bucket++;
        return bucket;
    }

    private static string[] Numbered(string kind) => [.. Enumerable.Range(0, OwnBounds.Length + 1).Select(i => $"{kind}:{i}")];

    /// <summary>The two highest of several probabilities, so that the highest of the others is known for each.</summary>
    private sealed class TopTwo
    {
        private int holder = -1;
        private double first = -1;
        private double second = -1;

        public void Add(int candidate, double probability)
        {
            if (probability > first)
                (holder, first, second) = (candidate, probability, first);
            else if (probability > second)
                second = probability;
        }

        public double Without(int candidate) => holder == candidate ? second : first;
    }
}
