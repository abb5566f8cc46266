namespace Glean.Analysis.Rules;

/// <summary>
/// What the first reading of a whole text says about one pair of segment and tool: statements stand beside statements, in
/// the same list, about the same tool. The second model weighs these against the pair's own first probability.
/// </summary>
internal static class NeighbourFeatures
{
    private static readonly double[] Bounds = [0.03, 0.07, 0.12, 0.18, 0.25, 0.33, 0.42, 0.52, 0.63, 0.75, 0.86];
    private static readonly string[] Own = Names("own", Bounds.Length + 1);
    private static readonly string[] Before = Names("before", 5);
    private static readonly string[] After = Names("after", 5);
    private static readonly string[] List = Names("list", 6);
    private static readonly string[] Text = Names("text", 6);
    private static readonly string[] Rival = Names("rival", 5);
    private static readonly string[] RelationNames = [.. Enum.GetNames<Relation>().Select(n => "second:" + n)];
    private static readonly string[] KindNames = [.. Enum.GetNames<BlockKind>().Select(n => "second:" + n)];

    /// <param name="pairs">All pairs of a text in order, with their first probabilities.</param>
    /// <returns>One set of features a pair.</returns>
    public static List<FeatureSet> Of(Reading body, List<(SubjectLink Link, double Probability)> pairs)
    {
        var best = new Dictionary<(int Segment, int Tool), double>();
        var top = new Dictionary<int, (double First, int Tool, double Second)>();
        foreach (var (link, probability) in pairs)
        {
            var key = (link.Segment, link.Tool);
            best[key] = Math.Max(best.GetValueOrDefault(key), probability);
            var now = top.GetValueOrDefault(link.Segment, (0, -1, 0));
            top[link.Segment] = probability > now.Item1 ? (probability, link.Tool, now.Item2 == link.Tool ? now.Item3 : now.Item1)
                : now.Item2 != link.Tool ? (now.Item1, now.Item2, Math.Max(now.Item3, probability)) : now;
        }

        var text = top.Count == 0 ? 0 : top.Values.Average(t => t.First);
        var lists = ListMeans(body, top);
        var features = new List<FeatureSet>(pairs.Count);
        foreach (var (link, probability) in pairs)
        {
            var set = new FeatureSet(9);
            set.Add("bias");
            set.Add(Own[Bucket(probability)]);
            set.Add(Before[Coarse(best, body, link.Segment, link.Segment - 1, link.Tool)]);
            set.Add(After[Coarse(best, body, link.Segment, link.Segment + 1, link.Tool)]);
            set.Add(List[Six(Without(lists[link.Segment], top[link.Segment].First))]);
            set.Add(Text[Six(text)]);
            var rival = top[link.Segment] is var t && t.Tool == link.Tool ? t.Second : t.First;
            set.Add(Rival[rival < 0.1 ? 0 : rival < 0.25 ? 1 : rival < 0.45 ? 2 : rival < 0.65 ? 3 : 4]);
            set.Add(RelationNames[(int)link.Relation]);
            set.Add(KindNames[(int)body.Blocks[body.Segments[link.Segment].Block].Kind]);
            features.Add(set);
        }

        return features;
    }

    /// <summary>Sum and number of the best probabilities of the segments in one run of blocks of a kind.</summary>
    private static Dictionary<int, (double Sum, int Count)> ListMeans(Reading body, Dictionary<int, (double First, int Tool, double Second)> top)
    {
        var means = new Dictionary<int, (double, int)>();
        var run = new List<int>();
        double sum = 0;
        var lastBlock = -1;
        foreach (var segment in top.Keys.Order())
        {
            var block = body.Segments[segment].Block;
            if (run.Count > 0 && (body.Blocks[block].Kind != body.Blocks[lastBlock].Kind || block > lastBlock + 1))
                Close();
            run.Add(segment);
            sum += top[segment].First;
            lastBlock = block;
        }

        Close();
        return means;

        void Close()
        {
            foreach (var segment in run)
                means[segment] = (sum, run.Count);
            run.Clear();
            sum = 0;
        }
    }

    private static double Without((double Sum, int Count) run, double own) => run.Count < 2 ? -1 : (run.Sum - own) / (run.Count - 1);

    private static int Coarse(Dictionary<(int, int), double> best, Reading body, int from, int segment, int tool)
    {
        if (segment < 0 || segment >= body.Segments.Count || Math.Abs(body.Segments[segment].Block - body.Segments[from].Block) > 1
            || !best.TryGetValue((segment, tool), out var probability))
            return 0;
        return probability < 0.15 ? 1 : probability < 0.35 ? 2 : probability < 0.6 ? 3 : 4;
    }

    private static int Six(double mean) => mean < 0 ? 0 : mean < 0.12 ? 1 : mean < 0.22 ? 2 : mean < 0.35 ? 3 : mean < 0.5 ? 4 : 5;

    private static int Bucket(double probability)
    {
        var bucket = 0;
        while (bucket < Bounds.Length && probability >= Bounds[bucket])
            bucket++;
        return bucket;
    }

    private static string[] Names(string kind, int count) => [.. Enumerable.Range(0, count).Select(i => $"{kind}:{i}")];
}
