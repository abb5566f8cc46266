using System.Text.Json;
using Glean.Analysis;
using Glean.Analysis.Evaluation;
using Glean.Analysis.Rules;

namespace Glean.Corpora;

/// <summary>Curated lists of tools in Markdown: the share of entries whose name is found, and found with the entry's address.</summary>
public static class ToolListsReport
{
    private const int ChunkLength = 6000;

    public static void Run(string folder, TextWriter output)
    {
        var analyzer = new RulesAnalyzer();
        foreach (var markdown in Directory.EnumerateFiles(Path.Combine(folder, "raw"), "*.md").Order(StringComparer.Ordinal))
        {
            // Where a list gives each tool a section, its entries stand apart from the links inside the sections.
            var sections = Path.Combine(folder, Path.GetFileNameWithoutExtension(markdown) + "-sections.jsonl");
            var entries = File.Exists(sections) ? sections : Path.Combine(folder, Path.GetFileNameWithoutExtension(markdown) + ".jsonl");
            if (!File.Exists(entries))
                continue;
            var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            foreach (var tool in Chunks(File.ReadAllText(markdown)).SelectMany(c => analyzer.Analyze(new SourceText("", c)).Tools))
            {
                foreach (var name in tool.Aliases.Prepend(tool.Name).Select(ExtractionScorer.NormalizeName))
                {
                    if (!found.TryGetValue(name, out var urls))
                        found[name] = urls = new HashSet<string>(StringComparer.Ordinal);
                    urls.Add((tool.Url ?? "").TrimEnd('/'));
                }
            }

            int all = 0, named = 0, linked = 0;
            foreach (var line in File.ReadLines(entries))
            {
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                using var row = JsonDocument.Parse(line);
                var url = row.RootElement.GetProperty("url").GetString() ?? "";
                all++;
                if (!found.TryGetValue(ExtractionScorer.NormalizeName(row.RootElement.GetProperty("name").GetString() ?? ""), out var urls))
                {
                    if (Environment.GetEnvironmentVariable("GLEAN_MISSES") == "1")
                        output.WriteLine($"  {row.RootElement.GetProperty("name")} {url}");
                    continue;
                }

                named++;
                linked += urls.Contains(url.TrimEnd('/')) ? 1 : 0;
            }

            output.WriteLine($"{Path.GetFileNameWithoutExtension(markdown),-36} entries {all,5}  named {(double)named / all:P1}  with address {(double)linked / all:P1}");
        }
    }

    /// <summary>A list in pieces of a post's size, cut between lines.</summary>
    private static IEnumerable<string> Chunks(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at + ChunkLength >= text.Length ? -1 : text.IndexOf('\n', at + ChunkLength);
            var stop = end < 0 ? text.Length : end + 1;
            yield return text[at..stop];
            at = stop;
        }
    }
}
