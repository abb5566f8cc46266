using Glean.Egress;
using Glean.Jobs;
using Glean.Operations;
using Glean.Storage;
using Glean.Tests.Support;
using Glean.Tracking;
using Xunit;

namespace Glean.Tests.Tracking;

/// <summary>The tracker with a real database and the real HTTP stack; only its clock stands still.</summary>
internal sealed class TrackingBench : IDisposable
{
    private readonly TestDatabase database = new();

    public TestDatabase Database => database;

    /// <summary>Adds an approved tool.</summary>
    public void Approve(long id, string name, Uri url)
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO tools (id, name, url, status, name_key) VALUES (@id, @name, @url, 'approved', @name)";
        command.Add("@id", id);
        command.Add("@name", name);
        command.Add("@url", url.AbsoluteUri);
        command.ExecuteNonQuery();
    }

    public async Task<TrackingReport> RunAsync(FaultServer server, TrackingOptions? options = null)
    {
        using var fetcher = new Fetcher(server.Options);
        return await new TrackingRun(database.Database, fetcher, FeedTitles.Read, database.Time)
            .RunAsync(options ?? new TrackingOptions(), new Progress<JobProgress>(), TestContext.Current.CancellationToken);
    }

    public IReadOnlyList<string> Rows(string sql) => database.Rows(sql);

    /// <summary>Type and words of all changes, oldest first.</summary>
    public IReadOnlyList<string> Changes() => Rows("SELECT change_type || ': ' || description FROM changelog ORDER BY id");

    public void Dispose() => database.Dispose();
}
