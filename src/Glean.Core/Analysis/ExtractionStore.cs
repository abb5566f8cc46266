using System.Data.Common;
using System.Text.Json;
using Glean.Analysis.Enrichment;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Analysis;

/// <summary>
/// Writes what an analyzer found. First the tools, since those that read other texts at the same time may find the same new ones; then
/// mentions and claims of a discovery and its <c>processed</c> in one transaction, and only if nobody else processed it meanwhile: whatever
/// is killed or runs twice, no claim is lost or doubled. A tool whose evidence was cut off is found again by the next run.
/// </summary>
internal sealed class ExtractionStore(GleanDatabase database, TimeProvider time)
{
    public async Task<AnalysisResult> SaveAsync(
        IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, AnalysisResult soFar, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return soFar;
        }

        var now = time.GetUtcNow().UtcDateTime;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (waiting, found) = Look(batch, soFar, now);
            if (waiting.Count == 0)
            {
                return soFar;
            }

            // Most texts name tools that are stored already: only one that brings something new waits for its turn to store it.
            if (found.Tools.HasNews)
            {
                found = await database.WriteAsync(WriteTurn.Tools, connection => SaveTools(connection, waiting, soFar, now), cancellationToken);
            }

            // Last the marks, since these rows and the counts of their source are the others' too until the transaction ends. Where another process was first with one
            // of the texts, nothing is written.
            var alone = await database.WriteAsync(
                WriteTurn.Evidence,
                connection =>
                {
                    found.Rows.Insert(connection);
                    return found.Rows.Mark(connection, waiting.Select(w => w.Discovery)) == waiting.Count;
                },
                keep => keep,
                cancellationToken);
            if (alone)
            {
                return found.Result;
            }

            // The tools stay, whoever adds their evidence.
            soFar = soFar with { NewTools = found.Result.NewTools };
        }
    }

    /// <summary>What <see cref="SaveAsync"/> does with discoveries that are stored nowhere, but that nothing is written.</summary>
    /// <param name="withTools">Store the tools, too, before all is taken back; others that want to make tools wait for that.</param>
    public Task RehearseAsync(IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, bool withTools, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var nothing = new AnalysisResult(0, 0, 0, 0, 0, 0);
        Look(batch, nothing, now);
        return database.RehearseAsync(
            withTools ? WriteTurn.Tools : WriteTurn.Evidence,
            connection =>
            {
                var found = withTools ? SaveTools(connection, batch, nothing, now) : Find(connection, batch, nothing, now);
                found.Rows.Insert(connection, rehearse: true);
                return found.Rows.Mark(connection, batch.Select(b => b.Discovery));
            },
            cancellationToken);
    }

    /// <summary>Those that nobody has processed, and what is stored of their tools.</summary>
    private (IReadOnlyList<(Discovery Discovery, Extraction Extraction)> Waiting, Found Found) Look(
        IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, AnalysisResult soFar, DateTime now)
    {
        using var connection = database.OpenForReading();
        var waiting = connection.Rows(
            $"SELECT id FROM discoveries WHERE NOT processed AND {database.Dialect.In("id", "@ids")}",
            r => r.GetInt64(0),
            ("@ids", JsonSerializer.Serialize(batch.Select(b => b.Discovery.Id)))).ToHashSet();
        List<(Discovery Discovery, Extraction Extraction)> left = [.. batch.Where(b => waiting.Contains(b.Discovery.Id))];
        return (left, Find(connection, left, soFar, now));
    }

    private static Found SaveTools(DbConnection connection, IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, AnalysisResult soFar, DateTime now)
    {
        // Others may have stored the same meanwhile.
        var found = Find(connection, batch, soFar, now);
        found.Tools.Save(connection);
        return found;
    }

    private static Found Find(DbConnection connection, IReadOnlyList<(Discovery Discovery, Extraction Extraction)> batch, AnalysisResult soFar, DateTime now)
    {
        var rows = new EvidenceRows(now);
        var tools = ToolIndex.Load(connection, batch.SelectMany(b => b.Extraction.Tools));
        foreach (var (discovery, extraction) in batch)
        {
            soFar = Add(tools, rows, discovery, extraction, now, soFar);
        }

        return new Found(tools, rows, soFar);
    }

    private static AnalysisResult Add(
        ToolIndex known, EvidenceRows rows, Discovery discovery, Extraction extraction, DateTime now, AnalysisResult result)
    {
        Dictionary<string, Tool> byName = [];
        var facts = DiscoveryFacts.Of(discovery);
        var added = 0;
        foreach (var extracted in extraction.Tools)
        {
            var tool = known.Find(extracted);
            if (tool is null)
            {
                tool = known.Create(extracted, discovery.IsDemo, now);
                added++;
            }

            known.Learn(tool, extracted, now);
            known.Learn(tool, facts.For(extracted.Aliases.Append(extracted.Name).Append(tool.Name), tool.Url), now);
            byName[extracted.Name] = tool;
            rows.Add(tool, discovery, extracted);
        }

        var claims = extraction.Claims.Where(c => byName.ContainsKey(c.Tool)).ToList();
        foreach (var claim in claims)
        {
            var tool = byName[claim.Tool];
            known.Touch(tool, now);
            rows.Add(tool, discovery, claim);
        }

        return result with
        {
            Discoveries = result.Discoveries + 1,
            NewTools = result.NewTools + added,
            Mentions = result.Mentions + extraction.Tools.Count,
            Claims = result.Claims + claims.Count,
            Dropped = result.Dropped + extraction.Dropped + (extraction.Claims.Count - claims.Count),
            CutShort = result.CutShort + (extraction.Unread > 0 ? 1 : 0),
        };
    }

    /// <param name="Tools">Those that are named, and what is new of them.</param>
    /// <param name="Result">The result so far with that of the batch.</param>
    private sealed record Found(ToolIndex Tools, EvidenceRows Rows, AnalysisResult Result);
}
