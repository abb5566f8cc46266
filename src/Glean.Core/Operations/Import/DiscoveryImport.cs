using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Storage;

namespace Glean.Operations.Import;

/// <summary>Takes texts in from JSON Lines: <c>source, source_url, title, text, author, metadata, published_at</c>.</summary>
public sealed class DiscoveryImport(GleanDatabase database, Focus focus, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>Reads the file; what was there before stays, what is wrong is named, the rest goes in.</summary>
    public async Task<ImportReport> RunAsync(string path, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var reader = JsonLines.Open(path);
        var store = new DiscoveryStore(database, time);
        // Somebody chose these texts: the focus does not sort them out, it only notes their relevance.
        var policy = new SavePolicy(focus, KeepIrrelevant: true);
        Dictionary<string, long> sources = [];
        List<(int Line, string Source, ScoutItem Item)> batch = [];
        List<WrongLine> wrong = [];
        var read = 0;
        var counts = SaveCounts.None;
        await foreach (var line in JsonLines.ReadAsync(reader))
        {
            read++;
            var (source, item, problem) = Read(line);
            if (problem is not null)
            {
                wrong.Add(new WrongLine(line.Number, problem));
                continue;
            }

            batch.Add((line.Number, source!, item!));
            if (batch.Count == BatchSize)
            {
                counts += await SaveAsync(store, sources, batch, policy, cancellationToken);
                batch.Clear();
                progress.Report(new JobProgress(Percent(reader), $"{read} lines"));
            }
        }

        counts += await SaveAsync(store, sources, batch, policy, cancellationToken);
        return new ImportReport(read, counts.New, counts.Known, wrong);
    }

    private static async Task<SaveCounts> SaveAsync(
        DiscoveryStore store, Dictionary<string, long> sources, List<(int Line, string Source, ScoutItem Item)> batch, SavePolicy policy, CancellationToken cancellationToken)
    {
        var counts = SaveCounts.None;
        foreach (var group in batch.GroupBy(b => b.Source))
        {
            if (!sources.TryGetValue(group.Key, out var id))
            {
                sources[group.Key] = id = (await store.SourceAsync(group.Key, cancellationToken)).Id;
            }

            counts += await store.SaveAsync(id, door: null, [.. group.Select(g => g.Item)], policy, cancellationToken);
        }

        return counts;
    }

    private static (string? Source, ScoutItem? Item, string? Problem) Read(JsonLine line)
    {
        if (line.Object is not { } json)
        {
            return (null, null, line.Problem);
        }

        try
        {
            var source = json.Text("source");
            var url = json.Text("source_url");
            var title = json.Text("title") ?? "";
            var text = json.Text("text") ?? "";
            return string.IsNullOrWhiteSpace(source) ? (null, null, "lacks 'source'")
                : string.IsNullOrWhiteSpace(url) ? (null, null, "lacks 'source_url'")
                : CanonicalUrl.From(url) is null ? (null, null, $"'source_url' is no http or https address: {Short(url)}")
                : string.IsNullOrWhiteSpace(title) && string.IsNullOrWhiteSpace(text) ? (null, null, "has neither 'title' nor 'text'")
                : (StorableText.Of(source.Trim()), new ScoutItem
                {
                    Url = url,
                    Title = title,
                    Text = text,
                    Author = json.Text("author"),
                    PublishedAt = Published(json),
                    Metadata = Metadata(json),
                }, null);
        }
        catch (FormatException e)
        {
            return (null, null, e.Message);
        }
    }

    private static DateTime? Published(JsonElement json) => json.Text("published_at") is not { Length: > 0 } written ? null
        : PublicationDate.Parse(written) ?? throw new FormatException($"'published_at' is no date: {Short(written)}");

    private static Dictionary<string, object?> Metadata(JsonElement json) =>
        !json.TryGetProperty("metadata", out var metadata) || metadata.ValueKind == JsonValueKind.Null ? []
        // Of members with equal names the last one counts, as most readers of JSON have it.
        : metadata.ValueKind == JsonValueKind.Object ? metadata.EnumerateObject().GroupBy(p => p.Name).ToDictionary(g => g.Key, g => (object?)g.Last().Value)
        : throw new FormatException("'metadata' must be an object");

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static int Percent(StreamReader reader) =>
        reader.BaseStream.Length == 0 ? 100 : (int)(100 * reader.BaseStream.Position / reader.BaseStream.Length);
}
