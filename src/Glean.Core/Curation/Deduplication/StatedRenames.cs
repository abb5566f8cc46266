namespace Glean.Curation.Deduplication;

/// <summary>That somebody wrote of a change of a name.</summary>
/// <param name="Former">The former name; words before it may belong to the sentence.</param>
/// <param name="Present">The name since; words after it may belong to the sentence.</param>
/// <param name="Explicit">Whether the words leave no doubt.</param>
/// <param name="Voice">Who says so; one author counts once.</param>
public sealed record StatedRename(string Former, string Present, string Quote, bool Explicit, string Voice);

/// <summary>
/// What texts say of changes of names, about the tools at hand. Foreign texts may err or lie, so one voice brings two tools together only
/// where no second address speaks against it; the rest is asked.
/// </summary>
internal sealed class StatedRenames
{
    private const int EnoughVoices = 2;

    private readonly Dictionary<(int, int), List<StatedRename>> byPair = [];
    private readonly HashSet<int> superseded = [];

    public StatedRenames(ToolNodes nodes, IReadOnlyList<StatedRename> renames)
    {
        if (renames.Count == 0)
        {
            return;
        }

        var byName = Enumerable.Range(0, nodes.Count).SelectMany(i => nodes[i].FullNames.Distinct().Select(name => (Name: name, Node: i))).ToLookup(n => n.Name, n => n.Node, StringComparer.Ordinal);
        foreach (var rename in renames)
        {
            // A name that several tools bear says of none of them that it changed.
            if (Find(byName, Endings(rename.Former)) is [var former] && Find(byName, Beginnings(rename.Present)) is [var present] && former != present)
            {
                var key = Key(former, present);
                byPair.TryAdd(key, []);
                byPair[key].Add(rename);
                superseded.Add(former);
            }
        }
    }

    public IEnumerable<(int First, int Second)> Pairs => byPair.Keys;

    /// <summary>Whether a node bears a former name only, so that another is kept.</summary>
    public bool IsSuperseded(int node) => superseded.Contains(node);

    /// <summary>What texts say of two nodes; null when they say nothing.</summary>
    public Verdict? On(int first, int second, ToolNode a, ToolNode b)
    {
        if (!byPair.TryGetValue(Key(first, second), out var renames))
        {
            return null;
        }

        var best = renames.OrderByDescending(r => r.Explicit).First();
        var reason = $"a text says \"{best.Quote}\"";
        var voices = renames.Where(r => r.Explicit).Select(r => r.Voice).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var apart = ToolAddress.Relate(a.Address, b.Address) is AddressRelation.Different or AddressRelation.Hosted;
        return voices >= EnoughVoices || (voices > 0 && !apart)
            ? Verdict.Same(0.94, reason)
            : Verdict.Unsure(0.75, reason, voices == 0 ? "which may mean something else" : $"only one voice says so, and the sites differ: {a.Address.Site} and {b.Address.Site}");
    }

    private static IReadOnlyList<int> Find(ILookup<string, int> byName, IEnumerable<string> candidates) =>
        candidates.Select(c => byName[c].ToList()).FirstOrDefault(n => n.Count > 0) ?? [];

    private static IEnumerable<string> Endings(string name)
    {
        var words = name.Split(' ');
        return Enumerable.Range(0, words.Length).Select(i => NameProfile.Of(string.Join(' ', words[i..])).Full);
    }

    private static IEnumerable<string> Beginnings(string name)
    {
        var words = name.Split(' ');
        return Enumerable.Range(0, words.Length).Select(i => NameProfile.Of(string.Join(' ', words[..(words.Length - i)])).Full);
    }

    private static (int, int) Key(int one, int other) => one < other ? (one, other) : (other, one);
}
