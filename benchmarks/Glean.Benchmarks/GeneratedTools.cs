using Glean.Curation.Deduplication;

namespace Glean.Benchmarks;

/// <summary>Made-up tools as lists have them: invented names, domains, products of one maker, and duplicates with their usual noise.</summary>
public static class GeneratedTools
{
    private static readonly string[] Heads = ["lead", "sale", "deal", "pipe", "call", "mail", "meet", "note", "chat", "data", "form", "flow", "rep", "quota",
        "pitch", "reach", "signal", "sync", "voice", "dial", "score", "track", "cloud", "bright", "clear", "swift", "nova", "terra", "vera", "luma"];

    private static readonly string[] Tails = ["ly", "ify", "hub", "base", "loop", "wise", "mate", "forge", "nest", "path", "pilot", "grid", "spark", "stack",
        "scout", "craft", "line", "point", "works", "bird", "fox", "wave", "mind", "sense", "bridge", "port", "beam", "dock", "ray", "kit"];

    private static readonly string[] Syllables = [.. "bcdfgjklmnprstvwz".SelectMany(c => "aeiou".SelectMany(v => new[] { $"{c}{v}", $"{c}{v}r", $"{c}{v}n" }))];

    private static readonly string[] Endings = ["com", "io", "ai", "co", "app", "dev"];

    private static readonly string[] Products = ["Dialer", "Forms", "Insights", "Inbox", "Academy", "Pages"];

    private static readonly string[] Words = ["prospecting", "calls", "records", "pipeline", "forecast", "emails", "sequences", "meetings", "notes", "CRM",
        "enriches", "contacts", "scores", "leads", "summarises", "conversations", "for", "small", "teams", "revenue", "sellers", "coaching", "territories"];

    /// <summary>Always the same <paramref name="count"/> tools for a <paramref name="seed"/>; about one in five is a duplicate.</summary>
    public static IReadOnlyList<ToolRecord> Make(int count, int seed)
    {
#pragma warning disable CA5394 // A benchmark wants the same tools each time, not secret ones.
        var random = new Random(seed);
        var tools = new List<ToolRecord>(count);
        while (tools.Count < count)
        {
            if (tools.Count > 10 && random.Next(5) == 0)
            {
                tools.Add(Duplicate(tools[random.Next(tools.Count)], tools.Count + 1, random));
                continue;
            }

            var name = (random.Next(2) == 0 ? Pick(Heads) : Pick(Syllables) + Pick(Syllables)) + Middle() + Pick(Tails);
            var shown = char.ToUpperInvariant(name[0]) + name[1..];
            tools.Add(new ToolRecord(tools.Count + 1, shown, random.Next(4) == 0 ? null : $"https://www.{name}.{Pick(Endings)}/", Describe()));
        }

        return tools;

        string Pick(string[] from) => from[random.Next(from.Length)];

        // More tools need more names, or everything would be a letter from everything.
        string Middle() => string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => Pick(Syllables)));

        string Describe() => string.Join(' ', Enumerable.Range(0, 8 + random.Next(10)).Select(_ => random.Next(3) == 0 ? Pick(Words) : Pick(Syllables) + Pick(Syllables) + Pick(Tails)));
    }

    private static ToolRecord Duplicate(ToolRecord original, int id, Random random)
    {
        var name = original.Name;
        var url = original.Url;
        switch (random.Next(6))
        {
            case 0:
                name += " AI";
                break;
            case 1:
                name = name.ToUpperInvariant();
                url = null;
                break;
            case 2 when name.Length > 5:
                var at = 1 + random.Next(name.Length - 2);
                name = name[..at] + name[at + 1] + name[at] + name[(at + 2)..];
                break;
            case 3:
                name += ".io";
                break;
            case 4:
                name = $"{name} {Products[random.Next(Products.Length)]}";
                break;
            default:
                url = url?.Replace("www.", "", StringComparison.Ordinal) + "pricing?utm_source=list";
                break;
        }

        return original with { Id = id, Name = name, Url = url };
#pragma warning restore CA5394
    }
}
