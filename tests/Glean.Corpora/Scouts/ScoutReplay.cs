using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Settings;
using Glean.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Glean.Corpora.Scouts;

/// <summary>What became of one replay.</summary>
/// <param name="Stored">The discoveries, with their metadata as JSON.</param>
/// <param name="Refused">Why the run could not begin, or null.</param>
internal sealed record ReplayOutcome(ScoutResult? Result, IReadOnlyList<Discovery> Stored, IReadOnlyList<ReplayRequest> Requests, string? Refused)
{
    /// <summary>How it ended, for people: a refusal, the cause of a failure, or what came of the door.</summary>
    public string Words => Refused ?? Result?.Cause ?? (Result is null ? "" : $"{Result.Doors[0].State}: {Result.Doors[0].Message ?? $"{Result.Counts}"}");

    /// <summary>A field of the metadata of everything that was stored.</summary>
    public IEnumerable<string> Metadata(string field) => Stored
        .Select(d => JsonDocument.Parse(d.Metadata).RootElement)
        .Where(m => m.TryGetProperty(field, out _))
        .Select(m => m.GetProperty(field) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : m.GetProperty(field).GetRawText());
}

/// <summary>Runs scouts, as they are, against recorded answers: their origins lead to a <see cref="ReplayServer"/>, everything else is real.</summary>
internal sealed class ScoutReplay : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("glean-replay-");
    private readonly ReplayServer server;
    private readonly GleanDatabase database;

    private ScoutReplay(ReplayServer server)
    {
        this.server = server;
        database = new SqliteDatabase(Path.Combine(folder.FullName, "glean.db"));
        new SchemaMigrator(database).Up();
    }

    public static async Task<ScoutReplay> StartAsync() => new(await ReplayServer.StartAsync());

    /// <summary>One run on an empty database, which keeps everything whatever its relevance.</summary>
    /// <param name="answers">The service.</param>
    /// <param name="without">Settings that are not to be there; all credentials are otherwise, and all origins lead to the service.</param>
    public async Task<ReplayOutcome> RunAsync(IScout scout, ScoutOptions options, Func<ReplayRequest, ReplayAnswer?> answers, params string[] without)
    {
        await ClearAsync();
        server.Play(answers);
        var settings = GleanSettings.Load(null, variable => without.Contains(variable) ? null : ValueOf(variable));
        using var fetcher = new Fetcher(new EgressOptions
        {
            Allow = EgressOptions.ParseNetworks("127.0.0.0/8"),
            MinimumInterval = TimeSpan.Zero,
            MaxPatience = TimeSpan.Zero,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        });
        try
        {
            var result = await new ScoutRunner(database, settings, fetcher, TimeProvider.System).RunAsync(
                scout, options, new SavePolicy(Focus.Default, KeepIrrelevant: true), new Progress<JobProgress>(), CancellationToken.None);
            return new ReplayOutcome(result, await StoredAsync(), server.Requests, null);
        }
        catch (GleanException e)
        {
            return new ReplayOutcome(null, [], server.Requests, e.Message);
        }
    }

    /// <summary>How runs end by the status that every question is answered with.</summary>
    /// <param name="preliminary">Answers what is asked before the questions, such as a token.</param>
    public async Task WriteStatusesAsync(IScout scout, ScoutOptions options, TextWriter output, Func<ReplayRequest, ReplayAnswer?> preliminary, params string[] without)
    {
        int[] statuses = [400, 401, 402, 403, 404, 410, 422, 429, 500, 502, 503];
        List<string> causes = [];
        foreach (var status in statuses)
        {
            var outcome = await RunAsync(scout, options, request => preliminary(request) ?? ReplayAnswer.Json("""{"error": "recorded nowhere"}""", status), without);
            causes.Add(outcome.Result?.Cause ?? "no failure");
        }

        output.WriteLine($"  error statuses {statuses.Length}: {causes.Count(c => c != "no failure")} fail, with {causes.Distinct().Count()} different causes");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private string? ValueOf(string variable) => SettingDefinitions.Find(variable) is not { } definition ? null
        : definition.Variable.StartsWith("GLEAN_", StringComparison.Ordinal) && definition.Default?.StartsWith("https://", StringComparison.Ordinal) is true ? server.Origin.GetLeftPart(UriPartial.Authority)
        : ScoutList.Definitions.Any(d => d.Credentials.Any(c => c.Contains(variable))) ? "replayed"
        : null;

    private async Task ClearAsync()
    {
        await using var context = database.CreateContext();
        await context.Sightings.ExecuteDeleteAsync();
        await context.Discoveries.ExecuteDeleteAsync();
        await context.Sources.Where(s => s.ParentId != null).ExecuteDeleteAsync();
        await context.Sources.ExecuteDeleteAsync();
    }

    private async Task<IReadOnlyList<Discovery>> StoredAsync()
    {
        await using var context = database.CreateContext();
        return await context.Discoveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync();
    }
}
