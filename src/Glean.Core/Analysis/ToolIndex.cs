using System.Data.Common;
using System.Text.Json;
using Glean.Analysis.Enrichment;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Analysis;

/// <summary>The stored tools that a batch of extractions may mean, found by name, and what it tells of them that is not stored yet.</summary>
internal sealed class ToolIndex
{
    private static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, List<Tool>> byKey = [];
    private readonly List<Tool> created = [];
    private readonly HashSet<Tool> learned = [];
    private readonly HashSet<Tool> touched = [];
    private readonly List<(Tool Tool, ToolAlias Alias)> named = [];

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

    /// <summary>Whether there is something to <see cref="Save"/>.</summary>
    public bool HasNews => created.Count + learned.Count + touched.Count + named.Count > 0;

    public static ToolIndex Load(DbConnection connection, IEnumerable<ExtractedTool> extracted)
    {
        var keys = extracted.SelectMany(Names).Distinct().Select(NameKey.Of).Distinct();
        var wanted = $"SELECT value FROM {connection.Dialect().Strings("@keys")}";
        return new ToolIndex(connection.Tools(
            $"WHERE id IN (SELECT id FROM tools WHERE name_key IN ({wanted}) UNION SELECT tool_id FROM tool_aliases WHERE name_key IN ({wanted}))",
            ("@keys", JsonSerializer.Serialize(keys))));
    }

    /// <summary>Writes what is not stored yet; tools that were created get their ids.</summary>
    public void Save(DbConnection connection)
    {
        connection.Add(created);
        connection.Save([.. learned]);
        connection.Touch([.. touched.Except(learned)]);
        connection.Add(named);
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
        created.Add(tool);
        return tool;
    }

    /// <summary>Takes over what a text tells besides: an address, a category, other names.</summary>
    public void Learn(Tool tool, ExtractedTool extracted, DateTime now)
    {
        if (tool.Url is null && CanonicalUrl.From(extracted.Url) is { } url)
        {
            tool.Url = url;
            Note(tool, now);
        }

        if (tool.Category == Focus.Other && extracted.Category != Focus.Other)
        {
            tool.Category = extracted.Category;
            Note(tool, now);
        }

        foreach (var name in Names(extracted))
        {
            var key = NameKey.Of(name);
            if (key != tool.NameKey && !tool.Aliases.Exists(a => a.NameKey == key))
            {
                var alias = new ToolAlias { NameKey = key, Name = name };
                tool.Aliases.Add(alias);
                named.Add((tool, alias));
                Add(key, tool);
            }
        }
    }

    /// <summary>Fills in what is not known yet; what is known came from an earlier text or from a person.</summary>
    public void Learn(Tool tool, ToolFacts? facts, DateTime now)
    {
        if (facts is null)
        {
            return;
        }

        var before = (tool.Url, tool.Description, tool.LogoUrl, tool.PricingUrl);
        tool.Url ??= facts.Url;
        tool.Description ??= facts.Description;
        tool.LogoUrl ??= facts.LogoUrl;
        tool.PricingUrl ??= facts.PricingUrl;
        if (before != (tool.Url, tool.Description, tool.LogoUrl, tool.PricingUrl))
        {
            Note(tool, now);
        }
    }

    /// <summary>Something was said of it. A tool that every text speaks of is not written with each of them.</summary>
    public void Touch(Tool tool, DateTime now)
    {
        if (now - tool.LastUpdated >= BetweenTouches)
        {
            tool.LastUpdated = now;
            touched.Add(tool);
        }
    }

    private void Note(Tool tool, DateTime now)
    {
        tool.LastUpdated = now;
        if (tool.Id > 0)
        {
            learned.Add(tool);
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
