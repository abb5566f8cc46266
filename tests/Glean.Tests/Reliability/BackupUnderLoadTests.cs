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
public sealed class BackupUnderLoadTests : IDisposable
{
    private const int Backups = 50;

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public BackupUnderLoadTests() => glean = new GleanProgram(folder.Path);

    [Fact]
    public async Task Fifty_backups_of_fifty_made_under_load_are_sound_and_never_older_than_the_one_before()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        folder.Write("texts.jsonl", SampleTexts.Discoveries(20_000));
        using var writing = glean.Start("import", "discoveries", "texts.jsonl");
        var database = new GleanDatabase(glean.DatabasePath);
        var settings = GleanSettings.Load(null, name => name == "GLEAN_DB_PATH" ? glean.DatabasePath : null);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        List<long> discoveries = [];
        for (var i = 0; i < Backups; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var made = await new BackupRun(database, settings, time).RunAsync(encrypt: false, TimeSpan.FromDays(9), new Progress<JobProgress>(), TestContext.Current.CancellationToken);
            var seen = await new BackupCheck(new BackupFolder(database), settings).RunAsync(BackupFile.Of(made.File)!, TestContext.Current.CancellationToken);
            (seen.Tools, seen.Discoveries, seen.Claims).ShouldBe((made.Tools, made.Discoveries, made.Claims));
            discoveries.Add(seen.Discoveries);
        }

        discoveries.ShouldBe(discoveries.Order());
        discoveries.Distinct().Count().ShouldBeGreaterThan(1, "nothing was written meanwhile");
        (await writing.EndAsync()).ShouldExit(0);
        TestDatabase.Rows(glean.DatabasePath, "PRAGMA integrity_check").ShouldBe(["ok"]);
    }

    [Fact]
    public async Task Two_backups_of_the_same_second_are_two_files()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        var database = new GleanDatabase(glean.DatabasePath);
        var settings = GleanSettings.Load(null, name => name == "GLEAN_DB_PATH" ? glean.DatabasePath : null);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            new BackupRun(database, settings, time).RunAsync(encrypt: false, TimeSpan.FromDays(9), new Progress<JobProgress>(), CancellationToken.None))));

        new BackupFolder(database).List().Select(f => f.Name).ShouldBe(["glean-20260302-090002.db.gz", "glean-20260302-090001.db.gz", "glean-20260302-090000.db.gz"]);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
