using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Operations.Import.Legacy;

/// <summary>What came over of one table.</summary>
/// <param name="Known">Were here before, or stand in the old database more than once.</param>
/// <param name="LeftOut">Could not be taken over; <paramref name="Note"/> says why.</param>
public sealed record LegacyTable(string Table, int Rows, int Added, int Known, int LeftOut, string? Note = null);

/// <summary>
/// Takes over a database of the Python Glean, which is only read. Rows are known by what they say, not by their number, so
/// running it twice, or again after it was killed, adds nothing twice.
/// </summary>
public sealed class LegacyImport(GleanDatabase database, GleanSettings settings, TimeProvider time)
{
    /// <exception cref="GleanException">The file cannot be read, or is not the Python Glean's.</exception>
    public async Task<IReadOnlyList<LegacyTable>> RunAsync(string path, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var legacy = LegacyDatabase.Open(path);
        var writer = new LegacyWriter(database, time);
        var catalog = new LegacyCatalog(legacy, writer, time);
        var people = new LegacyPeople(legacy, writer, database, settings, time);
        (string Table, Func<CancellationToken, Task<LegacyTable>> Take)[] steps =
        [
            ("sources", catalog.SourcesAsync),
            ("tools", catalog.ToolsAsync),
            ("discoveries", catalog.DiscoveriesAsync),
            ("claims", catalog.ClaimsAsync),
            ("changelog", catalog.ChangesAsync),
            ("tool_snapshots", catalog.SnapshotsAsync),
            ("users", people.UsersAsync),
            ("settings", people.SettingsAsync),
            ("jobs", people.JobsAsync),
        ];
        List<LegacyTable> result = [];
        for (var i = 0; i < steps.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(new JobProgress(100 * i / steps.Length, steps[i].Table));
            result.Add(await steps[i].Take(cancellationToken));
        }

        return result;
    }
}

/// <summary>Writes rows in short transactions, so that a running server goes on.</summary>
internal sealed class LegacyWriter(GleanDatabase database, TimeProvider time)
{
    private const int BatchSize = 500;

    public GleanDatabase Database => database;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public GleanDbContext Open() => database.CreateContext();

    /// <summary>Adds <paramref name="rows"/>, and calls <paramref name="written"/> for each once it is committed and has its number.</summary>
    public async Task AddAsync<T>(IEnumerable<T> rows, Action<T>? written, CancellationToken cancellationToken) where T : class
    {
        foreach (var batch in rows.Chunk(BatchSize))
        {
            await using var context = database.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            context.AddRange(batch);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            foreach (var row in batch)
            {
                written?.Invoke(row);
            }
        }
    }
}
