using Glean.Jobs;
using Glean.Operations.Backups;
using Glean.Settings;
using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R13: backups made while others write.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class BackupUnderLoadTests : IDisposable
{
    private const int Backups = 50;

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public BackupUnderLoadTests() => glean = new GleanProgram(folder.Path);

    private GleanSettings Settings => GleanSettings.Load(null, name => name == "GLEAN_DB_PATH" ? glean.DatabasePath : null);

    [Fact]
    public async Task Fifty_backups_of_fifty_made_under_load_are_sound_and_never_older_than_the_one_before()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        var database = new SqliteDatabase(glean.DatabasePath);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(database, enough.Token));
        List<long> discoveries = [];
        for (var i = 0; i < Backups; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var made = await MakeAsync(database);
            var seen = await new BackupCheck(new BackupFolder(database), Settings).RunAsync(BackupFile.Of(made.File)!, TestContext.Current.CancellationToken);
            (seen.Tools, seen.Discoveries, seen.Claims).ShouldBe((made.Tools, made.Discoveries, made.Claims));
            seen.Tools.ShouldBe(seen.Discoveries, "a transaction is in it wholly or not at all");
            discoveries.Add(seen.Discoveries);
        }

        await enough.CancelAsync();
        (await writing).ShouldBeGreaterThan(Backups);
        discoveries.ShouldBe(discoveries.Order());
        discoveries.Distinct().Count().ShouldBeGreaterThan(1, "nothing was written meanwhile");
        TestDatabase.ShouldBeSound(glean.DatabasePath);
    }

    [Fact]
    public async Task Two_backups_of_the_same_second_are_two_files()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        var database = new SqliteDatabase(glean.DatabasePath);

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MakeAsync(database))));

        made.Select(m => m.File).ShouldBeUnique();
        new BackupFolder(database).List().Select(f => f.Name).ShouldBe(made.Select(m => Path.GetFileName(m.File)).OrderDescending());
        new BackupFolder(database).List()[^1].Name.ShouldBe("glean-20260302-090000.db.gz");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private Task<BackupResult> MakeAsync(SqliteDatabase database) =>
        new BackupRun(database, Settings, time).RunAsync(encrypt: false, TimeSpan.FromDays(9), new Progress<JobProgress>(), CancellationToken.None);

    /// <summary>A tool with each discovery, in one transaction, again and again.</summary>
    private static async Task<int> WriteAsync(SqliteDatabase database, CancellationToken enough)
    {
        using var connection = database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO sources (id, name) VALUES (1000, 'load')");
        var rows = 0;
        for (; !enough.IsCancellationRequested || rows <= Backups; rows++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute($"INSERT INTO discoveries (source_id, source_url, raw_text) VALUES (1000, 'https://load.example/{rows}', '{new string('x', 500)}')", transaction);
            connection.Execute($"INSERT INTO tools (name) VALUES ('Tool {rows}')", transaction);
            transaction.Commit();
            // Often, but not so that the file grows faster than it is copied.
            await Task.Delay(2, CancellationToken.None);
        }

        return rows;
    }
}
