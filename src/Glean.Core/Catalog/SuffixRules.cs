namespace Glean.Catalog;

/// <summary>The rules of the public suffix list, by the algorithm at https://publicsuffix.org/list/.</summary>
internal sealed class SuffixRules
{
    private enum Kind : byte
    {
        Plain,
        Wildcard,
        Exception,
    }

    // One name may carry a plain and a wildcard rule (both "compute.example" and "*.compute.example").
    private readonly Dictionary<string, Kind>.AlternateLookup<ReadOnlySpan<char>> _plain;
    private readonly Dictionary<string, Kind>.AlternateLookup<ReadOnlySpan<char>> _special;

    private SuffixRules(Dictionary<string, Kind> plain, Dictionary<string, Kind> special)
    {
        _plain = plain.GetAlternateLookup<ReadOnlySpan<char>>();
        _special = special.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static SuffixRules Read(string list)
    {
        var plain = new Dictionary<string, Kind>(12_000, StringComparer.Ordinal);
        var special = new Dictionary<string, Kind>(500, StringComparer.Ordinal);
        foreach (var raw in list.AsSpan().EnumerateLines())
        {
            // A rule ends at the first white space; two slashes open a comment.
            var space = raw.IndexOfAny(' ', '\t');
            var line = space < 0 ? raw : raw[..space];
            if (line.IsEmpty || line.StartsWith("//"))
            {
                continue;
            }

            if (line[0] == '!')
            {
                special[line[1..].ToString()] = Kind.Exception;
            }
            else if (line.StartsWith("*."))
            {
                special[line[2..].ToString()] = Kind.Wildcard;
            }
            else
            {
                plain[line.ToString()] = Kind.Plain;
            }
        }

        return new SuffixRules(plain, special);
    }

    /// <summary>Whether the whole of <paramref name="host"/> is a suffix by a rule (not by the rule for unknown names).</summary>
    public bool Matches(ReadOnlySpan<char> host)
    {
        if (_plain.ContainsKey(host))
        {
            return true;
        }

        var dot = host.IndexOf('.');
        return dot >= 0 && !IsSpecial(host, Kind.Exception) && IsSpecial(host[(dot + 1)..], Kind.Wildcard);
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
            if (IsSpecial(name, Kind.Exception))
            {
                return labels - 1;
            }

            if (_plain.ContainsKey(name))
            {
                best = Math.Max(best, labels);
            }

            if (start > 0 && IsSpecial(name, Kind.Wildcard))
            {
                best = Math.Max(best, labels + 1);
            }
        }

        return best;
    }

    private bool IsSpecial(ReadOnlySpan<char> name, Kind kind) => _special.TryGetValue(name, out var found) && found == kind;
}
