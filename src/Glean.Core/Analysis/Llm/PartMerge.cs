using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>Puts what was found in the parts of a text together.</summary>
internal static class PartMerge
{
    public static Extraction Of(IReadOnlyList<Extraction> parts)
    {
        if (parts is [var only])
        {
            return only;
        }

        List<ExtractedTool> tools = [];
        Dictionary<string, int> byName = new(StringComparer.Ordinal);
        List<ExtractedClaim> claims = [];
        foreach (var part in parts)
        {
            var renamed = part.Tools.ToDictionary(t => t.Name, t => Add(t, tools, byName), StringComparer.Ordinal);
            foreach (var claim in part.Claims.Where(c => renamed.ContainsKey(c.Tool)).Select(c => c with { Tool = renamed[c.Tool] }))
            {
                // What stands where two windows overlap is found by both.
                if (!claims.Exists(c => c.Tool == claim.Tool && c.Span.Overlap(claim.Span) * 2 > Math.Min(c.Span.Length, claim.Span.Length)))
                {
                    claims.Add(claim);
                }
            }
        }

        return new Extraction(tools, [.. claims.OrderBy(c => c.Span.Start)], parts.Sum(p => p.Dropped));
    }

    /// <returns>The name under which the tool goes on.</returns>
    private static string Add(ExtractedTool tool, List<ExtractedTool> tools, Dictionary<string, int> byName)
    {
        var keys = tool.Aliases.Prepend(tool.Name).Select(NameKey.Of).ToList();
        var at = keys.Where(byName.ContainsKey).Select(k => byName[k]).DefaultIfEmpty(-1).First();
        if (at < 0)
        {
            at = tools.Count;
            tools.Add(tool);
        }
        else
        {
            var first = tools[at];
            tools[at] = first with
            {
                Aliases = [.. first.Aliases.Concat(tool.Aliases.Prepend(tool.Name)).Where(n => n != first.Name).Distinct(StringComparer.Ordinal)],
                Url = first.Url ?? tool.Url,
                Category = first.Category == Focus.Other ? tool.Category : first.Category,
                Confidence = Math.Max(first.Confidence, tool.Confidence),
                Mentions = [.. first.Mentions.Concat(tool.Mentions).Distinct().OrderBy(s => s.Start)],
                CatalogueName = first.CatalogueName ?? tool.CatalogueName,
            };
        }

        foreach (var key in keys)
        {
            byName.TryAdd(key, at);
        }

        return tools[at].Name;
    }
}
