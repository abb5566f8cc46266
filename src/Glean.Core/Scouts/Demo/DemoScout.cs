using Glean.Catalog;
using Glean.Jobs;

namespace Glean.Scouts.Demo;

/// <summary>Takes the bundled sample texts in, on the same way as real items, marked as demo.</summary>
/// <param name="focus">What relevance is judged by; nothing is left out for it.</param>
public sealed class DemoScout(DiscoveryStore store, Focus focus, TimeProvider time)
{
    public async Task<ScoutResult> RunAsync(string source, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var texts = DemoTexts.Load(source);
        var row = await store.SourceAsync(source, cancellationToken);
        var items = texts.Select(t => new ScoutItem
        {
            Url = t.SourceUrl,
            Title = t.Headline,
            Text = t.Text,
            Author = t.Metadata.TryGetProperty("author", out var author) ? author.GetString() : null,
            PublishedAt = t.PublishedAt(now).UtcDateTime,
            Metadata = t.Metadata.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value),
        }).ToList();
        // A demo shows everything, also what the focus would sort out.
        var counts = await store.SaveAsync(row.Id, door: null, items, new SavePolicy(focus, KeepIrrelevant: true, IsDemo: true), cancellationToken);
        progress.Report(new JobProgress(100, $"{items.Count} sample texts"));
        return new ScoutResult(source, [new DoorOutcome("sample texts", DoorState.Read, counts)]);
    }
}
