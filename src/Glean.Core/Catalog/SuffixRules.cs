namespace Glean.Catalog;

/// <summary>The rules of the public suffix list, by the algorithm at https://publicsuffix.org/list/.</summary>
internal sealed class SuffixRules
{
    private enum Kind
    {
        Plain,
        Wildcard,
        Exception,
    }

    // Ten thousand strings in a dictionary cost 30 ms at the start of a program. So the list stays one text, and an open
    // hash table holds where each rule stands in it: start and kind of the rule, its length.
    private const int Slots = 1 << 15;

    private readonly string _list;
    private readonly int[] _starts = new int[Slots];
    private readonly byte[] _lengths = new byte[Slots];

    private SuffixRules(string list) => _list = list;

    public static SuffixRules Read(string list)
    {
        var rules = new SuffixRules(list);
        var count = 0;
        for (var start = 0; start < list.Length && count < Slots / 2;)
        {
            var length = list.AsSpan(start).IndexOf('\n');
            var line = list.AsSpan(start, length < 0 ? list.Length - start : length);
            var next = start + line.Length + 1;

            // A rule ends at the first white space; two slashes open a comment.
            var space = line.IndexOfAny(' ', '\t', '\r');
            line = space < 0 ? line : line[..space];
            if (!line.IsEmpty && line[0] != '/' && line.Length <= byte.MaxValue)
            {
                var (kind, skip) = line[0] == '!' ? (Kind.Exception, 1) : line.StartsWith("*.") ? (Kind.Wildcard, 2) : (Kind.Plain, 0);
                rules.Add(start + skip, line.Length - skip, kind);
                count++;
            }

            start = next;
        }

        return rules;
    }

    /// <summary>Whether the whole of <paramref name="host"/> is a suffix by a rule (not by the rule for unknown names).</summary>
    public bool Matches(ReadOnlySpan<char> host)
    {
        if (Has(host, Kind.Plain))
        {
            return true;
        }

        var dot = host.IndexOf('.');
        return dot >= 0 && !Has(host, Kind.Exception) && Has(host[(dot + 1)..], Kind.Wildcard);
    }

    /// <summary>How many labels the public suffix of <paramref name="host"/> has; 1 where no rule matches ("*").</summary>
    public int SuffixLabels(ReadOnlySpan<char> host)
    {
        var best = 1;
        var labels = 0;
        for (var start = host.Length; start > 0;)
        {
            var dot = host[..(start - 1)].LastIndexOf('.');
            start = dot + 1;
            labels++;
            var name = host[start..];
            if (Has(name, Kind.Exception))
            {
                return labels - 1;
            }

            if (Has(name, Kind.Plain))
            {
                best = Math.Max(best, labels);
            }

            if (start > 0 && Has(name, Kind.Wildcard))
            {
                best = Math.Max(best, labels + 1);
            }
        }

        return best;
    }

    private void Add(int start, int length, Kind kind)
    {
        var slot = string.GetHashCode(_list.AsSpan(start, length)) & (Slots - 1);
        while (_lengths[slot] != 0)
        {
            slot = (slot + 1) & (Slots - 1);
        }

        _starts[slot] = (start << 2) | (int)kind;
        _lengths[slot] = (byte)length;
    }

    private bool Has(ReadOnlySpan<char> name, Kind kind)
    {
        for (var slot = string.GetHashCode(name) & (Slots - 1); _lengths[slot] != 0; slot = (slot + 1) & (Slots - 1))
        {
            if ((_starts[slot] & 3) == (int)kind && name.SequenceEqual(_list.AsSpan(_starts[slot] >> 2, _lengths[slot])))
            {
                return true;
            }
        }

        return false;
    }
}
