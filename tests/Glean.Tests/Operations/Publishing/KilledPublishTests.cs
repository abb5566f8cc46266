using System.Diagnostics;
using Glean.Operations.Publishing;
using Glean.Storage;
using Glean.Tests.Reports;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations.Publishing;

/// <summary>The real program, killed while it publishes: the site is the old one or the new one, whole.</summary>
public sealed class KilledPublishTests : IDisposable
{
    private const int Tools = 1500;
    private const int Kills = 5;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_killed_run_leaves_a_whole_site_and_the_next_one_sweeps_up()
    {
        var glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
        (await glean.RunAsync("init")).ShouldExit(0);
        using (var connection = TestDatabases.Open(glean.DatabasePath))
            connection.Seed("DELETE FROM sources");
        LargeIndex.Fill(TestDatabases.At(glean.DatabasePath), Tools);
        var time = Stopwatch.StartNew();
        (await glean.RunAsync("publish", "public/site")).ShouldExit(0).Output.ShouldContain($"Published {Tools} tools");
        var duration = time.Elapsed;

        for (var kill = 1; kill <= Kills; kill++)
        {
            using (var connection = TestDatabases.Open(glean.DatabasePath))
                connection.Seed($"UPDATE tools SET name = 'Round {kill} tool ' || id");
            using var running = glean.Start("publish", "public/site");
            await Task.WhenAny(running.EndAsync(), Task.Delay(duration * (0.3 + (0.15 * kill)), TimeProvider.System, CancellationToken.None));
            if (!running.HasExited)
                running.Kill();
            await running.EndAsync();
            CheckWhole();
        }

        (await glean.RunAsync("publish", "public/site")).ShouldExit(0);
        CheckWhole();
        Directory.EnumerateFileSystemEntries(folder.File("public")).ShouldBe([folder.File("public/site")]);
    }

    public void Dispose() => folder.Dispose();

    private void CheckWhole()
    {
        var site = folder.File("public/site");
        var listed = File.ReadLines(Path.Combine(site, SiteFolder.Marker)).Skip(1).ToList();
        listed.Count.ShouldBeGreaterThan(Tools);
        Directory.EnumerateFiles(site, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(site, f)).Where(f => f != SiteFolder.Marker)
            .Order(StringComparer.Ordinal).ShouldBe(listed);
        // All pages are of one round.
        Enumerable.Range(1, Tools).Select(id => Round(File.ReadAllText(Path.Combine(site, $"tools/{id}.html")))).Distinct().Count().ShouldBe(1);
    }

    private static string Round(string html)
    {
        var title = html[(html.IndexOf("<h1>", StringComparison.Ordinal) + 4)..];
        return title.StartsWith("Round", StringComparison.Ordinal) ? title[..title.IndexOf(" tool", StringComparison.Ordinal)] : "first";
    }
}
