using System.Diagnostics;
using System.Text.Json;
using Glean.Catalog;
using Glean.Curation.Deduplication;

namespace Glean.Corpora;

/// <summary>
/// Deduplication of real tool lists: all records of the folder go in at once, the hand-made labels say which pairs are
/// one tool. The pairs are split in two halves by their site or name; rules were tuned on the first half only.
/// </summary>
public static class ErToolsReport
{
    /// <param name="Same">The label; null where the people were unsure themselves (editions, "uncertain").</param>
    public sealed record Pair(long First, long Second, bool? Same, string Label, string Group)
    {
        public bool IsDev => Group.Sum(c => c) % 2 == 0;
    }

    public sealed record Corpus(IReadOnlyList<ToolRecord> Tools, IReadOnlyList<Pair> Pairs, IReadOnlySet<long> Singletons);

    /// <param name="Precision">Of the labelled pairs that were merged, the share labelled same.</param>
    /// <param name="Recall">Of the pairs labelled same, the share merged.</param>
    /// <param name="Asked">Of the pairs labelled same and not merged, the share in the unsure queue.</param>
    public sealed record Figures(int Same, int Other, double Precision, double Recall, double Asked, int FalseMerges);

    public static Corpus Read(string folder)
    {
        var reader = new Reader();
        reader.ReadClusters(folder);
        reader.ReadNames(folder);
        reader.ReadSingletons(folder);
        reader.ReadDomainPairs(folder);
        return new Corpus(reader.Tools, reader.Pairs, reader.Singletons);
    }

    public static Figures Measure(IEnumerable<Pair> pairs, DeduplicationResult result)
    {
        var kept = KeptIds(result);
        var asked = result.Unsure.Select(u => new ToolPair(u.FirstId, u.SecondId)).ToHashSet();
        int same = 0, other = 0, merged = 0, falselyMerged = 0, questions = 0;
        foreach (var pair in pairs.Where(p => p.Same is not null))
        {
            var (first, second) = (Kept(pair.First), Kept(pair.Second));
            _ = pair.Same == true ? same++ : other++;
            if (first == second)
            {
                _ = pair.Same == true ? merged++ : falselyMerged++;
            }
            else if (pair.Same == true && asked.Contains(new ToolPair(first, second)))
            {
                questions++;
            }
        }

        var rest = same - merged;
        return new Figures(same, other, Share(merged, merged + falselyMerged), Share(merged, same), Share(questions, rest), falselyMerged);

        long Kept(long id) => kept.GetValueOrDefault(id, id);
    }

    public static void Run(string folder, TextWriter output)
    {
        var corpus = Read(folder);
        _ = Deduplicator.Run(corpus.Tools);
        var watch = Stopwatch.StartNew();
        var result = Deduplicator.Run(corpus.Tools);
        output.WriteLine($"{corpus.Tools.Count} tools: {result.Merges.Count} merges, {result.Unsure.Count} unsure, " +
            $"{result.Compared} pairs compared in {watch.Elapsed.TotalMilliseconds:0} ms");
        Line("hand-labelled, all", corpus.Pairs.Where(p => p.Label != "silver"));
        Line("hand-labelled, dev half", corpus.Pairs.Where(p => p.Label != "silver" && p.IsDev));
        Line("hand-labelled, held half", corpus.Pairs.Where(p => p.Label != "silver" && !p.IsDev));
        Line("one domain", corpus.Pairs.Where(p => p.Label is not "silver" && !p.Label.StartsWith("name ", StringComparison.Ordinal)));
        Line("one name, other domain", corpus.Pairs.Where(p => p.Label.StartsWith("name ", StringComparison.Ordinal)));
        Line("with the equal names of one domain", corpus.Pairs);

        var kept = KeptIds(result);
        var groups = corpus.Tools.GroupBy(t => kept.GetValueOrDefault(t.Id, t.Id)).Where(g => g.Skip(1).Any()).ToList();
        output.WriteLine($"singletons merged into another: {groups.Where(g => g.Any(t => corpus.Singletons.Contains(t.Id))).Sum(g => g.Count() - 1)}" +
            $" of {corpus.Singletons.Count}");
        if (Environment.GetEnvironmentVariable("GLEAN_REPORT_DETAILS") is { Length: > 0 })
        {
            Details(corpus, result, kept, output);
        }

        void Line(string name, IEnumerable<Pair> pairs)
        {
            var f = Measure(pairs, result);
            output.WriteLine($"{name,-36} same {f.Same,4}, other {f.Other,4}: precision {f.Precision:0.000}, recall {f.Recall:0.000}, " +
                $"of the rest asked {f.Asked:0.00}, false merges {f.FalseMerges}");
        }
    }

    private static void Details(Corpus corpus, DeduplicationResult result, Dictionary<long, long> kept, TextWriter output)
    {
        var names = corpus.Tools.ToDictionary(t => t.Id, t => $"{t.Name} <{t.Url}>");
        var asked = result.Unsure.Select(u => new ToolPair(u.FirstId, u.SecondId)).ToHashSet();
        foreach (var pair in corpus.Pairs)
        {
            var merged = kept.GetValueOrDefault(pair.First, pair.First) == kept.GetValueOrDefault(pair.Second, pair.Second);
            var question = asked.Contains(new ToolPair(
                kept.GetValueOrDefault(pair.First, pair.First), kept.GetValueOrDefault(pair.Second, pair.Second)));
            if (merged != (pair.Same == true))
            {
                output.WriteLine($"  {(merged ? "MERGED" : question ? "asked " : "LOST  ")} {pair.Label}: {names[pair.First]} | {names[pair.Second]}");
            }
        }

        foreach (var merge in result.Merges.Where(m => m.MergedIds.Append(m.KeptId).Any(corpus.Singletons.Contains)))
        {
            output.WriteLine($"  SINGLE {names[merge.KeptId]} + {string.Join(", ", merge.MergedIds.Select(i => names[i]))}: {merge.Reason}");
        }

        foreach (var unsure in result.Unsure)
        {
            output.WriteLine($"  unsure {unsure.Likelihood:0.00} {names[unsure.FirstId]} | {names[unsure.SecondId]}: " +
                $"{string.Join("; ", unsure.For)} / {string.Join("; ", unsure.Against)}");
        }
    }

    private static Dictionary<long, long> KeptIds(DeduplicationResult result) =>
        result.Merges.SelectMany(m => m.MergedIds.Select(id => (id, m.KeptId))).ToDictionary(p => p.id, p => p.KeptId);

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;

    private sealed class Reader
    {
        private readonly Dictionary<string, Dictionary<string, long>> _byDomain = [];
        private readonly Dictionary<(string, string?, string?), long> _byRow = [];

        public List<ToolRecord> Tools { get; } = [];

        public List<Pair> Pairs { get; } = [];

        public HashSet<long> Singletons { get; } = [];

        public void ReadClusters(string folder)
        {
            foreach (var row in Rows(folder, "clusters-by-domain.jsonl"))
            {
                var domain = row.GetProperty("domain").GetString()!;
                var firstOf = new Dictionary<string, long>();
                foreach (var record in row.GetProperty("records").EnumerateArray())
                {
                    var id = Add(record);
                    var name = record.GetProperty("name").GetString()!;
                    if (firstOf.TryGetValue(name, out var first) && first != id)
                    {
                        Pairs.Add(new Pair(first, id, true, "silver", domain));
                    }
                    firstOf.TryAdd(name, id);
                }

                _byDomain[domain] = firstOf;
            }
        }

        public void ReadNames(string folder)
        {
            foreach (var row in Rows(folder, "same-name-different-domain.jsonl"))
            {
                var name = row.GetProperty("name").GetString()!;
                var label = row.GetProperty("label").GetString()!;
                var ids = new Dictionary<string, long>();
                foreach (var record in row.GetProperty("records").EnumerateArray())
                {
                    var id = Add(record);
                    ids.TryAdd(RegistrableDomain.Of(new Uri(record.GetProperty("url").GetString()!).Host)!, id);
                }

                var part = new Dictionary<string, int>();
                if (row.GetProperty("partition") is { ValueKind: JsonValueKind.Array } partition)
                {
                    foreach (var (domains, index) in partition.EnumerateArray().Select((p, i) => (p, i)))
                    {
                        foreach (var domain in domains.EnumerateArray())
                        {
                            part[domain.GetString()!] = index;
                        }
                    }
                }

                var known = ids.Keys.Order(StringComparer.Ordinal).ToList();
                for (var i = 0; i < known.Count; i++)
                {
                    for (var j = i + 1; j < known.Count; j++)
                    {
                        bool? same = part.TryGetValue(known[i], out var x) && part.TryGetValue(known[j], out var y) ? x == y : null;
                        Pairs.Add(new Pair(ids[known[i]], ids[known[j]], same, "name " + label, name));
                    }
                }
            }
        }

        public void ReadSingletons(string folder)
        {
            foreach (var row in Rows(folder, "singletons.jsonl"))
            {
                Singletons.Add(Add(row));
            }
        }

        // Pairs may name records of clusters that lie elsewhere; those come in with the domain as their address.
        public void ReadDomainPairs(string folder)
        {
            foreach (var row in Rows(folder, "same-domain-name-pairs.jsonl"))
            {
                var domain = row.GetProperty("domain").GetString()!;
                var label = row.GetProperty("label").GetString()!;
                var (a, b) = (IdOf(domain, row.GetProperty("a").GetString()!), IdOf(domain, row.GetProperty("b").GetString()!));
                bool? same = label switch { "same" => true, "edition-or-version" => null, _ => false };
                Pairs.Add(new Pair(a, b, same, label, domain));
            }
        }

        private long IdOf(string domain, string name)
        {
            if (!_byDomain.TryGetValue(domain, out var names))
            {
                _byDomain[domain] = names = [];
            }

            if (!names.TryGetValue(name, out var id))
            {
                Tools.Add(new ToolRecord(Tools.Count + 1, name, $"https://{domain}/"));
                names[name] = id = Tools.Count;
            }

            return id;
        }

        // The files overlap: the very same row goes in once.
        private long Add(JsonElement record)
        {
            var row = (record.GetProperty("name").GetString()!, record.GetProperty("url").GetString(),
                record.TryGetProperty("description", out var d) ? d.GetString() : null);
            if (!_byRow.TryGetValue(row, out var id))
            {
                Tools.Add(new ToolRecord(Tools.Count + 1, row.Item1, row.Item2, row.Item3));
                _byRow[row] = id = Tools.Count;
            }

            return id;
        }

        private static IEnumerable<JsonElement> Rows(string folder, string file) =>
            File.ReadLines(Path.Combine(folder, file)).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);
    }
}
