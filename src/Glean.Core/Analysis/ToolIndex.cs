using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>The stored tools that a batch of extractions may mean, found by name.</summary>
internal sealed class ToolIndex
{
    private readonly Dictionary<string, List<Tool>> byKey = [];

    private ToolIndex(IEnumerable<Tool> tools)
    {
        foreach (var tool in tools)
        {
            Add(tool.NameKey, tool);
            foreach (var alias in tool.Aliases)
            {
                Add(alias.NameKey, tool);
            }
        }
    }

    public static async Task<ToolIndex> LoadAsync(GleanDbContext context, IEnumerable<ExtractedTool> extracted, CancellationToken cancellationToken)
    {
        var keys = extracted.SelectMany(Names).Distinct().Select(NameKey.Of).Distinct().ToList();
        var ids = await context.Tools.Where(t => keys.Contains(t.NameKey)).Select(t => t.Id)
            .Union(context.ToolAliases.Where(a => keys.Contains(a.NameKey)).Select(a => a.ToolId))
            .ToListAsync(cancellationToken);
        return new ToolIndex(await context.Tools.Where(t => ids.Contains(t.Id)).Include(t => t.Aliases).OrderBy(t => t.Id).ToListAsync(cancellationToken));
    }

    /// <summary>
    /// The tool of that name. Several tools may share one ("Solo"): the one at the same address is meant, else the one that was decided on,
    /// else the oldest.
    /// </summary>
    public Tool? Find(ExtractedTool extracted)
    {
        foreach (var key in Names(extracted).Select(NameKey.Of))
        {
            if (byKey.TryGetValue(key, out var tools))
            {
                if (tools.Count == 1)
                {
                    return tools[0];
                }

                var host = Host(extracted.Url);
                return tools.Find(t => host is not null && Host(t.Url) == host)
                    ?? tools.Find(t => t.Status == ToolStatus.Approved)
                    ?? tools[0];
            }
        }

        return null;
    }

    public Tool Create(ExtractedTool extracted, bool isDemo, DateTime now)
    {
        var name = extracted.CatalogueName ?? extracted.Name;
        var tool = new Tool
        {
            Name = name,
            NameKey = NameKey.Of(name),
            Category = extracted.Category,
            Status = ToolStatus.Analyzing,
            IsDemo = isDemo,
            CreatedAt = now,
            LastUpdated = now,
        };
        Add(tool.NameKey, tool);
        return tool;
    }

    /// <summary>Takes over what a text tells besides: an address, a category, other names.</summary>
    public void Learn(Tool tool, ExtractedTool extracted, DateTime now)
    {
        if (tool.Url is null && CanonicalUrl.From(extracted.Url) is { } url)
        {
            tool.Url = url;
            tool.LastUpdated = now;
        }

        if (tool.Category == Focus.Other && extracted.Category != Focus.Other)
        {
            tool.Category = extracted.Category;
            tool.LastUpdated = now;
        }

        foreach (var name in Names(extracted))
        {
            var key = NameKey.Of(name);
            if (key != tool.NameKey && !tool.Aliases.Exists(a => a.NameKey == key))
            {
                tool.Aliases.Add(new ToolAlias { NameKey = key, Name = name });
                Add(key, tool);
            }
        }
    }

    private static IEnumerable<string> Names(ExtractedTool extracted) =>
        (extracted.CatalogueName is null ? [extracted.Name] : new[] { extracted.CatalogueName, extracted.Name }).Concat(extracted.Aliases);

    private static string? Host(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? (uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host) : null;

    private void Add(string key, Tool tool)
    {
        if (!byKey.TryGetValue(key, out var tools))
        {
            byKey[key] = tools = [];
        }

        if (!tools.Contains(tool))
        {
            tools.Add(tool);
        }
    }
}
