using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glean.Catalog;
using Glean.Scouts;
using Microsoft.EntityFrameworkCore;

namespace Glean.Operations.Import.Legacy;

/// <summary>Takes over sources, tools, discoveries, claims, changes and snapshots; what each old number became is kept for the next.</summary>
internal sealed class LegacyCatalog(LegacyDatabase legacy, LegacyWriter writer, TimeProvider time)
{
    /// <summary>Who decided, as far as the old database tells.</summary>
    private const string Actor = "python glean";

    private readonly Dictionary<long, long> sources = [];
    private readonly Dictionary<long, long> tools = [];
    private readonly Dictionary<long, long> discoveries = [];
    private readonly Focus focus = Focus.Default;

    /// <summary>The old program made a row whenever a scout ran: rows of one name become one.</summary>
    public async Task<LegacyTable> SourcesAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        var known = await context.Sources.ToDictionaryAsync(s => s.Name, s => s.Id, StringComparer.OrdinalIgnoreCase, cancellationToken);
        var (rows, added) = (0, 0);
        foreach (var group in legacy.Rows("sources").GroupBy(r => SourceName(r.Text("name", "type")), StringComparer.OrdinalIgnoreCase))
        {
            LegacyRow[] same = [.. group];
            rows += same.Length;
            if (!known.TryGetValue(group.Key, out var id))
            {
                var source = new Source
                {
                    Name = group.Key,
                    Url = Address(same.Select(r => r.Text("url")).FirstOrDefault(u => u is not null)),
                    Reliability = same.Select(r => r.Share("reliability")).LastOrDefault(r => r is not null) ?? 0.5,
                    CreatedAt = same.Min(r => r.Time("created_at")) ?? writer.Now,
                };
                await writer.AddAsync([source], null, cancellationToken);
                (id, added) = (source.Id, added + 1);
                known[group.Key] = id;
            }

            foreach (var row in same)
            {
                sources[row.Id] = id;
            }
        }

        return new LegacyTable("sources", rows, added, rows - added, 0, rows > added ? "rows of one name are one source" : null);
    }

    public async Task<LegacyTable> ToolsAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        Dictionary<string, long> byUrl = [];
        Dictionary<string, long> byName = [];
        foreach (var tool in await context.Tools.AsNoTracking().Select(t => new { t.Id, t.Url, t.NameKey }).ToListAsync(cancellationToken))
        {
            Remember(tool.Id, tool.Url, tool.NameKey);
        }

        // A tool that was folded into another since the last import is that other one.
        foreach (var merge in await context.ToolMerges.AsNoTracking().Where(m => m.UndoneAt == null).OrderByDescending(m => m.Id).ToListAsync(cancellationToken))
        {
            var row = JsonDocument.Parse(merge.MergedRow).RootElement;
            Remember(merge.KeptId, row.Text("Url"), row.Text("NameKey") ?? "");
        }

        var (rows, known, leftOut) = (0, 0, 0);
        List<(long LegacyId, Tool Tool)> fresh = [];
        Dictionary<string, Tool> coming = [];
        List<(long LegacyId, Tool Tool)> twins = [];
        foreach (var row in legacy.Rows("tools"))
        {
            rows++;
            if (ToTool(row) is not { } tool)
            {
                leftOut++;
            }
            else if (Find(tool) is { } id)
            {
                (tools[row.Id], known) = (id, known + 1);
            }
            else if (coming.TryGetValue(KeyOf(tool), out var twin))
            {
                twins.Add((row.Id, twin));
                known++;
            }
            else
            {
                coming[KeyOf(tool)] = tool;
                fresh.Add((row.Id, tool));
            }
        }

        await writer.AddAsync(fresh.Select(f => f.Tool), null, cancellationToken);
        foreach (var (legacyId, tool) in fresh.Concat(twins))
        {
            tools[legacyId] = tool.Id;
        }

        await writer.AddAsync(fresh.Where(f => f.Tool.Status.IsDecided()).Select(f => DecisionOf(f.Tool)), null, cancellationToken);
        return new LegacyTable("tools", rows, fresh.Count, known, leftOut, leftOut > 0 ? "without a name" : null);

        void Remember(long id, string? url, string nameKey)
        {
            if (CanonicalUrl.From(url ?? "") is { } canonical)
            {
                byUrl.TryAdd(canonical, id);
            }
            else
            {
                byName.TryAdd(nameKey, id);
            }
        }

        long? Find(Tool tool) => CanonicalUrl.From(tool.Url ?? "") is { } canonical
            ? byUrl.TryGetValue(canonical, out var byAddress) ? byAddress : null
            : byName.TryGetValue(tool.NameKey, out var named) ? named : null;
    }

    public async Task<LegacyTable> DiscoveriesAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        var known = await context.Discoveries.AsNoTracking().ToDictionaryAsync(d => d.SourceUrl, d => d.Id, cancellationToken);
        var (rows, leftOut, added) = (0, 0, 0);
        List<(long LegacyId, Discovery Discovery)> fresh = [];
        foreach (var row in legacy.Rows("discoveries"))
        {
            rows++;
            if (await ToDiscoveryAsync(row, cancellationToken) is not { } discovery)
            {
                leftOut++;
            }
            else if (known.TryGetValue(discovery.SourceUrl, out var id))
            {
                discoveries[row.Id] = id;
            }
            else
            {
                // Taken at once, so that a second row of the same address finds it; its number comes when it is written.
                known[discovery.SourceUrl] = 0;
                fresh.Add((row.Id, discovery));
                added++;
            }
        }

        await writer.AddAsync(fresh.Select(f => f.Discovery), d => known[d.SourceUrl] = d.Id, cancellationToken);
        foreach (var (legacyId, discovery) in fresh)
        {
            discoveries[legacyId] = discovery.Id;
        }

        return new LegacyTable("discoveries", rows, added, rows - added - leftOut, leftOut, leftOut > 0 ? "without an address or a text" : null);
    }

    /// <summary>Claims of the old program name no text they were read from and have no quote.</summary>
    public async Task<LegacyTable> ClaimsAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        var known = (await context.Claims.AsNoTracking().Select(c => new { c.ToolId, c.ClaimType, c.Content }).ToListAsync(cancellationToken))
            .Select(c => (c.ToolId, c.ClaimType, c.Content)).ToHashSet();
        var (rows, leftOut) = (0, 0);
        List<Claim> fresh = [];
        foreach (var row in legacy.Rows("claims"))
        {
            rows++;
            if (row.Text("content")?.Trim() is not { } content || !tools.TryGetValue(row.Long("tool_id") ?? 0, out var toolId)
                || WireName.Parse<ClaimType>(row.Text("claim_type")) is not { } type)
            {
                leftOut++;
            }
            else if (known.Add((toolId, type, content)))
            {
                fresh.Add(new Claim
                {
                    ToolId = toolId,
                    SourceId = Mapped(sources, row.Long("source_id")),
                    ClaimType = type,
                    Content = content,
                    Confidence = row.Share("confidence") ?? 0.5,
                    Verified = row.Flag("verified"),
                    CreatedAt = row.Time("created_at") ?? writer.Now,
                });
            }
        }

        await writer.AddAsync(fresh, null, cancellationToken);
        return new LegacyTable("claims", rows, fresh.Count, rows - fresh.Count - leftOut, leftOut, leftOut > 0 ? "without a tool, a text or a known type" : null);
    }

    public async Task<LegacyTable> ChangesAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        var known = (await context.Changes.AsNoTracking().Select(c => new { c.ToolId, c.ChangeType, c.Description, c.DetectedAt }).ToListAsync(cancellationToken))
            .Select(c => (c.ToolId, c.ChangeType, c.Description, c.DetectedAt)).ToHashSet();
        var (rows, leftOut) = (0, 0);
        List<Change> fresh = [];
        foreach (var row in legacy.Rows("changelog"))
        {
            rows++;
            if (row.Text("description") is not { } description || !tools.TryGetValue(row.Long("tool_id") ?? 0, out var toolId)
                || row.Time("detected_at", "created_at") is not { } at)
            {
                leftOut++;
                continue;
            }

            var type = WireName.Parse<ChangeType>(row.Text("change_type")) ?? ChangeType.ContentChange;
            if (known.Add((toolId, type, description, at)))
            {
                fresh.Add(new Change { ToolId = toolId, ChangeType = type, Description = description, SourceUrl = Address(row.Text("source_url")), DetectedAt = at });
            }
        }

        await writer.AddAsync(fresh, null, cancellationToken);
        return new LegacyTable("changelog", rows, fresh.Count, rows - fresh.Count - leftOut, leftOut, leftOut > 0 ? "without a tool, a text or a time" : null);
    }

    public async Task<LegacyTable> SnapshotsAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        var known = (await context.ToolSnapshots.AsNoTracking().Select(s => new { s.ToolId, s.Url, s.ContentHash, s.TakenAt }).ToListAsync(cancellationToken))
            .Select(s => (s.ToolId, s.Url, s.ContentHash, s.TakenAt)).ToHashSet();
        var urls = await context.Tools.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Url, cancellationToken);
        var (rows, leftOut) = (0, 0);
        List<ToolSnapshot> fresh = [];
        foreach (var row in legacy.Rows("tool_snapshots"))
        {
            rows++;
            if (!tools.TryGetValue(row.Long("tool_id") ?? 0, out var toolId)
                || row.Text("content", "snapshot_data", "data", "snapshot") is not { } content
                || (Address(row.Text("url", "source_url")) ?? urls.GetValueOrDefault(toolId)) is not { } url)
            {
                leftOut++;
                continue;
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
            var at = row.Time("taken_at", "captured_at", "created_at") ?? DateTime.UnixEpoch;
            if (known.Add((toolId, url, hash, at)))
            {
                fresh.Add(new ToolSnapshot { ToolId = toolId, Url = url, Content = content, ContentHash = hash, TakenAt = at });
            }
        }

        await writer.AddAsync(fresh, null, cancellationToken);
        return new LegacyTable("tool_snapshots", rows, fresh.Count, rows - fresh.Count - leftOut, leftOut, leftOut > 0 ? "without a tool, an address or a text" : null);
    }

    private Tool? ToTool(LegacyRow row)
    {
        if (row.Text("name")?.Trim() is not { Length: > 0 } name)
        {
            return null;
        }

        var created = row.Time("created_at") ?? writer.Now;
        var category = row.Text("category")?.Trim().ToLowerInvariant();
        var status = WireName.Parse<ToolStatus>(row.Text("status")) ?? ToolStatus.Inbox;
        var updated = row.Time("last_updated", "updated_at") ?? created;
        return new Tool
        {
            Name = name,
            NameKey = NameKey.Of(name),
            Url = Address(row.Text("url")),
            Description = row.Text("description")?.Trim(),
            Category = focus.Categories.Any(c => c.Name == category) ? category! : Focus.Other,
            Status = status,
            RelevanceScore = row.Share("relevance_score"),
            RejectionReason = status == ToolStatus.Rejected ? row.Text("rejection_reason") : null,
            CreatedAt = created,
            LastUpdated = updated,
            ReviewedAt = status.IsDecided() ? row.Time("reviewed_at") ?? updated : null,
            QueuedAt = status == ToolStatus.Review ? updated : null,
        };
    }

    private async Task<Discovery?> ToDiscoveryAsync(LegacyRow row, CancellationToken cancellationToken)
    {
        var text = row.Text("raw_text", "content");
        if (CanonicalUrl.From(row.Text("source_url", "url") ?? "") is not { } url || text is null)
        {
            return null;
        }

        if (Mapped(sources, row.Long("source_id")) is not { } sourceId)
        {
            // Its source was removed in the old database.
            sourceId = (await new DiscoveryStore(writer.Database, time).SourceAsync("legacy", cancellationToken)).Id;
            sources[row.Long("source_id") ?? 0] = sourceId;
        }

        var title = row.Text("title") ?? "";
        var verdict = Relevance.Judge(focus, title, text);
        var processed = row.Flag("processed");
        return new Discovery
        {
            SourceId = sourceId,
            SourceUrl = url,
            Title = title,
            RawText = text.Length <= DiscoveryStore.LongestText ? text : StorableText.Of(text[..DiscoveryStore.LongestText]),
            Author = row.Text("author"),
            Metadata = JsonObject(row.Text("metadata")),
            Relevance = verdict.Score,
            RelevanceReason = verdict.Reason,
            Processed = processed,
            ProcessedAt = processed ? row.Time("processed_at", "created_at") ?? writer.Now : null,
            DiscoveredAt = row.Time("discovered_at", "created_at") ?? writer.Now,
            ToolId = Mapped(tools, row.Long("tool_id")),
        };
    }

    private static Decision DecisionOf(Tool tool) => new()
    {
        ToolId = tool.Id,
        FromStatus = ToolStatus.Review,
        ToStatus = tool.Status,
        Reason = tool.RejectionReason,
        Actor = Actor,
        DecidedAt = tool.ReviewedAt ?? tool.LastUpdated,
    };

    private static string KeyOf(Tool tool) => CanonicalUrl.From(tool.Url ?? "") ?? "name:" + tool.NameKey;

    /// <summary>The name by which scouts know their source: the old program wrote some of them in other ways.</summary>
    private static string SourceName(string? name) => name?.Trim().ToLowerInvariant() switch
    {
        null or "" => "legacy",
        "x" or "x_twitter" or "twitter/x" => "twitter",
        "product_hunt" or "product hunt" or "producthunt" => "producthunt",
        "web" or "websearch" or "web search" or "google" or "serpapi" => "web_search",
        var other => other,
    };

    private static string? Address(string? url) => url is not null && CanonicalUrl.From(url) is { } canonical
        ? Uri.TryCreate(url.Trim(), UriKind.Absolute, out var plain) && plain.Scheme is "http" or "https" ? url.Trim() : canonical
        : null;

    private static string JsonObject(string? text)
    {
        try
        {
            return text is not null && JsonDocument.Parse(text).RootElement is { ValueKind: JsonValueKind.Object } ? text : "{}";
        }
        catch (JsonException)
        {
            return "{}";
        }
    }

    private static long? Mapped(Dictionary<long, long> ids, long? legacyId) => legacyId is { } id && ids.TryGetValue(id, out var ours) ? ours : null;
}
