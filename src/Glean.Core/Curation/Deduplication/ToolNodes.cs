using System.Runtime.InteropServices;
using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>
/// The nodes of one run by the id of their first record, kept as columns: there is one for nearly every tool of a catalogue, and as
/// many objects with names, addresses and lists of their own cost the garbage collector more than comparing them costs. What few
/// nodes have stands beside the columns.
/// </summary>
internal sealed class ToolNodes
{
    private const int CommonOnSites = 5;

    private readonly ToolRecord[] _first;
    private readonly NameProfile[] _names;
    private readonly ToolAddress[] _addresses;
    private readonly DescriptionWords[] _words;
    private readonly bool[] _areRead;
    private readonly WordPool _pool = new();
    private readonly Dictionary<int, List<ToolRecord>> _several = [];
    private readonly Dictionary<int, NameProfile[]> _aliases = [];
    private readonly HashSet<int> _common = [];

    /// <summary>
    /// Puts records of the same name and site into one node. A person's decision is never merged with another one, so a
    /// second decided record starts a node of its own.
    /// </summary>
    public ToolNodes(IReadOnlyList<ToolRecord> tools, DecidedApart apart)
    {
        _first = [.. tools];
        Array.Sort(Array.ConvertAll(_first, t => t.Id), _first);
        _names = new NameProfile[_first.Length];
        _addresses = new ToolAddress[_first.Length];
        Processors.Share(_first.Length, i =>
        {
            _names[i] = NameProfile.Of(_first[i].Name);
            _addresses[i] = ToolAddress.From(_first[i].Url, _names[i].Full);
        });
        Count = KeepFirsts(FindFirsts(apart));
        _words = new DescriptionWords[Count];
        _areRead = new bool[Count];
        MarkCommonNames();
    }

    public int Count { get; }

    public ToolNode this[int number] => new(this, number);

    public ToolRecord FirstOf(int number) => _first[number];

    public IReadOnlyList<ToolRecord> RecordsOf(int number) => _several.TryGetValue(number, out var records) ? records : [_first[number]];

    public bool HasSeveralRecords(int number) => _several.ContainsKey(number);

    public ReadOnlySpan<NameProfile> NamesOf(int number) =>
        _aliases.Count > 0 && _aliases.TryGetValue(number, out var names) ? names : _names.AsSpan(number, 1);

    public ref readonly ToolAddress AddressOf(int number) => ref _addresses[number];

    public bool HasCommonName(int number) => _common.Contains(number);

    /// <summary>Of its description; read when first asked for, since most never are.</summary>
    public DescriptionWords WordsOf(int number)
    {
        if (!_areRead[number])
        {
            Read(number, _pool);
        }

        return _words[number];
    }

    /// <summary>Reads the descriptions of those that are about to be compared, by all processors.</summary>
    public void ReadWords(IReadOnlyList<(int First, int Second)> pairs)
    {
        var compared = new bool[Count];
        foreach (var (first, second) in pairs)
        {
            compared[first] = compared[second] = true;
        }

        Processors.Share(Count, () => new WordPool(), (number, pool) =>
        {
            if (compared[number])
            {
                Read(number, pool);
            }
        });
    }

    private void Read(int number, WordPool pool)
    {
        var described = HasSeveralRecords(number) ? _several[number].Find(r => !string.IsNullOrWhiteSpace(r.Description)) : _first[number];
        _words[number] = DescriptionWords.Of(described?.Description, _first[number].Name, pool);
        _areRead[number] = true;
    }

    /// <returns>For each record the place of the first one of its node.</returns>
    private int[] FindFirsts(DecidedApart apart)
    {
        var firsts = new int[_first.Length];
        var byKey = new Dictionary<ulong, int>(_first.Length);

        // Decided ones first: what is undecided joins them, the approved before the rejected.
        for (var rank = 0; rank <= ToolPreference.LowestRank; rank++)
        {
            for (var i = 0; i < _first.Length; i++)
            {
                var tool = _first[i];
                if (ToolPreference.RankOf(tool) != rank)
                {
                    continue;
                }

                firsts[i] = i;
                ref readonly var name = ref _names[i];
                if (name.Full.Length == 0 || apart.Concerns(tool.Id))
                {
                    continue;
                }

                ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(byKey, TextHash.Of(_addresses[i].Site, TextHash.Of(Beside(name), TextHash.Of(name.Full))), out var known);
                if (!known)
                {
                    first = i;
                }
                else if (!tool.Status.IsDecided() && AreOne(first, i))
                {
                    firsts[i] = first;
                }
            }
        }

        return firsts;
    }

    private bool AreOne(int one, int other) =>
        _names[one].Full == _names[other].Full && Beside(_names[one]) == Beside(_names[other]) && _addresses[one].Site == _addresses[other].Site;

    private static string Beside(in NameProfile name) => name.Maker ?? name.Tail ?? "";

    /// <summary>Moves the first record of each node forward and lists the others with it.</summary>
    /// <returns>The number of nodes.</returns>
    private int KeepFirsts(int[] firsts)
    {
        var records = _first.ToArray();
        var numbers = new int[records.Length];
        var count = 0;
        for (var i = 0; i < records.Length; i++)
        {
            if (firsts[i] == i)
            {
                (_first[count], _names[count], _addresses[count]) = (records[i], _names[i], _addresses[i]);
                AddAliases(count, records[i]);
                numbers[i] = count++;
            }
        }

        for (var i = 0; i < records.Length; i++)
        {
            if (firsts[i] != i)
            {
                var number = numbers[firsts[i]];
                ref var several = ref CollectionsMarshal.GetValueRefOrAddDefault(_several, number, out _);
                (several ??= [_first[number]]).Add(records[i]);
                AddAliases(number, records[i]);
            }
        }

        return count;
    }

    private void AddAliases(int number, ToolRecord record)
    {
        if (record.Aliases.Count > 0)
        {
            _aliases[number] = [.. NamesOf(number), .. record.Aliases.Where(a => !string.IsNullOrWhiteSpace(a)).Select(NameProfile.Of)];
        }
    }

    private void MarkCommonNames()
    {
        var bearers = new Dictionary<string, int>(Count);
        foreach (ref readonly var name in _names.AsSpan(0, Count))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(bearers, name.Full, out _)++;
        }

        foreach (var name in Enumerable.Range(0, Count).Where(i => bearers[_names[i].Full] >= CommonOnSites).GroupBy(i => _names[i].Full))
        {
            if (name.Select(i => _addresses[i].Site).Where(s => s.Length > 0).Distinct().Count() >= CommonOnSites)
            {
                _common.UnionWith(name);
            }
        }
    }
}
