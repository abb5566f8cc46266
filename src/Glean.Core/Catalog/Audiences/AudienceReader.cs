using System.Text;
using System.Text.RegularExpressions;

namespace Glean.Catalog.Audiences;

/// <summary>Reads who is meant from a statement of type audience: counted sizes first, then the words of <c>audiences.csv</c>.</summary>
public static partial class AudienceReader
{
    private const int MaximumWords = 3;

    private static readonly Lazy<Dictionary<string, (string Facet, string Value)>> Words = new(Load);

    public static Audience Read(string quote)
    {
        var found = new List<(string Facet, string Value)>();
        var matches = Word().Matches(quote);
        for (var at = 0; at < matches.Count;)
        {
            // The longest phrase wins: "small business" before "small".
            var taken = 0;
            for (var count = Math.Min(MaximumWords, matches.Count - at); count > 0 && taken == 0; count--)
            {
                var phrase = string.Join(' ', matches.Skip(at).Take(count).Select(m => m.Value.ToLowerInvariant()));
                if (!Words.Value.TryGetValue(phrase, out var entry))
                    continue;
                found.Add(entry);
                taken = count;
            }

            at += Math.Max(taken, 1);
        }

        var sizes = Of("size");
        return new Audience(Counted(quote) ?? (sizes.Count > 0 ? Span(sizes) : null), Of("business"), Of("team"), Of("industry"));

        List<string> Of(string facet) => [.. found.Where(f => f.Facet == facet).Select(f => f.Value).Distinct()];
    }

    private static string? Counted(string quote)
    {
        var match = CountedPeople().Match(quote);
        if (!match.Success)
            return null;
        var first = Number(match.Groups["from"].Value);
        if (match.Groups["to"].Success)
            return $"{first}-{Number(match.Groups["to"].Value)}";
        return match.Groups["bound"].Value.ToLowerInvariant() switch
        {
            "under" or "below" or "fewer than" or "less than" or "up to" => $"1-{first}",
            "over" or "above" or "more than" or "at least" => first + "+",
            _ => match.Groups["plus"].Success ? first + "+" : first,
        };

        static string Number(string digits) => digits.Replace(",", "", StringComparison.Ordinal);
    }

    /// <summary>"Small and mid-market": from the lower end of the smallest to the upper end of the largest.</summary>
    private static string Span(List<string> sizes)
    {
        var ends = sizes.Select(s => s.TrimEnd('+').Split('-')).Select(p => (From: int.Parse(p[0]), To: p.Length > 1 ? int.Parse(p[1]) : -1)).ToList();
        if (sizes.Any(s => s.EndsWith('+')))
            return ends.Min(e => e.From) + "+";
        var (from, to) = (ends.Min(e => e.From), ends.Max(e => Math.Max(e.From, e.To)));
        return from == to ? $"{from}" : $"{from}-{to}";
    }

    private static Dictionary<string, (string, string)> Load()
    {
        var words = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var reader = new StreamReader(EmbeddedData.Open("audiences.csv"), Encoding.UTF8);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is [var word, var facet, var value])
                words[word] = (facet, value);
        }

        return words;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"((?<bound>under|below|fewer than|less than|up to|over|above|more than|at least) )?(?<from>\d[\d,]{0,6})( ?(-|–|to) ?(?<to>\d[\d,]{0,6}))?(?<plus>\+)?[ -](or more )?(person|people|employees|employee|reps|seats|users|members|sellers|sdrs|agents|staff)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CountedPeople();
}
