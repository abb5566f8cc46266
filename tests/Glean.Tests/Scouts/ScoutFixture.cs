using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Settings;
using Glean.Tests.Support;
using Xunit;

namespace Glean.Tests.Scouts;

/// <summary>Any scout with a real database and the real HTTP stack; only its clock stands still, and it has no doors of its own.</summary>
internal sealed class ScoutFixture : IDisposable
{
    /// <summary>What every credential is set to; it must never be seen in a message.</summary>
    public const string Secret = "canary-5e0c-secret-value";

    private Fetcher? fetcher;

    public ScoutFixture()
    {
        using var context = Database.Open();
        context.Settings.AddRange(ScoutList.All.Select(s => new Setting
        {
            Key = $"{s.Definition.Name}.default_{s.Definition.Doors}_added",
            Value = "true",
            UpdatedAt = Now,
        }));
        context.SaveChanges();
    }

    public TestDatabase Database { get; } = new();

    public DateTime Now => Database.Now;

    public DoorBook Book => new(Database.Database, Database.Time);

    /// <summary>Settings by which every service lies at <paramref name="origin"/> and every credential is there.</summary>
    public static GleanSettings Settings(Uri origin) => GleanSettings.Load(null, Variables(origin).GetValueOrDefault);

    /// <inheritdoc cref="Settings"/>
    public static Dictionary<string, string> Variables(Uri origin) => SettingDefinitions.All
        .Select(d => (d.Variable, Value:
            IsOrigin(d) ? origin.GetLeftPart(UriPartial.Authority)
            : ScoutList.Definitions.Any(s => s.Credentials.Any(c => c.Contains(d.Variable))) ? Secret
            : null))
        .Where(v => v.Value is not null)
        .ToDictionary(v => v.Variable, v => v.Value!);

    /// <summary>One run. A fetcher remembers who asked for silence; a new process does not.</summary>
    public async Task<ScoutResult> RunAsync(
        IScout scout, FaultServer server, ScoutOptions options, EgressOptions? egress = null, bool keepIrrelevant = false, CancellationToken? cancellationToken = null)
    {
        fetcher?.Dispose();
        fetcher = new Fetcher(egress ?? server.Options);
        return await new ScoutRunner(Database.Database, Settings(server.Origin), fetcher, Database.Time).RunAsync(
            scout, options, new SavePolicy(Focus.Default, keepIrrelevant), new Progress<JobProgress>(), cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public void Pass(TimeSpan span) => Database.Time.Advance(span);

    /// <summary>The row of that name.</summary>
    public Source Row(string name)
    {
        using var context = Database.Open();
        return context.Sources.Single(s => s.Name == name);
    }

    public IReadOnlyList<Discovery> Discoveries()
    {
        using var context = Database.Open();
        return [.. context.Discoveries.OrderBy(d => d.Id)];
    }

    public void Dispose()
    {
        fetcher?.Dispose();
        Database.Dispose();
    }

    private static bool IsOrigin(SettingDefinition d) => d.Variable.StartsWith("GLEAN_", StringComparison.Ordinal) && d.Default?.StartsWith("https://", StringComparison.Ordinal) is true;
}
