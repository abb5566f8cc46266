using System.Globalization;
using Glean.Analysis;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis;

/// <summary>R3: one text must not hold up the others.</summary>
public sealed class AnalysisRunTests : IDisposable
{
    private readonly TestDatabase database = new();

    public AnalysisRunTests()
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO sources (id, name) VALUES (1, 'rss')");
        for (var i = 1; i <= 120; i++)
        {
            connection.Seed($"INSERT INTO discoveries (id, source_id, source_url, raw_text) VALUES ({i}, 1, 'https://d.example/{i}', '{(i == 60 ? "poison" : $"Gong records call {i}")}')");
        }
    }

    public static TheoryData<string> Poisons => ["throws", "times out", "no name"];

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task A_poisonous_text_is_set_aside_after_three_tries_with_its_reason_and_the_others_go_on(string poison)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var result = await RunAsync(poison);
            result.Discoveries.ShouldBe(attempt == 1 ? 119 : 0);
            result.SetAside.ShouldBe(attempt == 3 ? 1 : 0);
            database.Rows("SELECT processed, attempts, set_aside_reason IS NULL FROM discoveries WHERE id = 60").ShouldBe([$"0|{attempt}|{(attempt == 3 ? 0 : 1)}"]);
        }

        (await RunAsync(poison)).ShouldBe(new AnalysisResult(0, 0, 0, 0, 0, 0));
        database.Rows("SELECT count(*), count(DISTINCT discovery_id) FROM claims").ShouldBe(["119|119"]);
        database.Rows("SELECT count(*) FROM discoveries WHERE NOT processed AND id <> 60").ShouldBe(["0"]);
        database.Rows("SELECT set_aside_reason FROM discoveries WHERE id = 60")[0].ShouldContain(":");
    }

    [Fact]
    public async Task Runs_that_read_the_same_texts_at_the_same_time_double_nothing()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync("throws"))));
        results.Sum(r => r.Discoveries).ShouldBe(119);
        results.Sum(r => r.NewTools).ShouldBe(1);
        database.Rows("SELECT count(*), count(DISTINCT discovery_id) FROM claims").ShouldBe(["119|119"]);
        database.Rows("SELECT count(*), count(DISTINCT discovery_id) FROM mentions").ShouldBe(["119|119"]);
        database.Rows("SELECT name FROM tools").ShouldBe(["Gong"]);
    }

    [Fact]
    public async Task Ranges_hold_each_text_that_waits_once_and_as_many_each()
    {
        var ranges = AnalysisRun.Cut(database.Database, 7);
        var results = await Task.WhenAll(ranges.Select(range => Task.Run(() =>
            new AnalysisRun(database.Database, new Analyzer("throws", _ => { }), database.Time, range: range).RunAsync(null, new Progress<JobProgress>(), default))));
        results.Length.ShouldBe(7);
        results.ShouldAllBe(r => r.Discoveries + r.Failed >= 17 && r.Discoveries + r.Failed <= 18);
        results.Sum(r => r.Discoveries).ShouldBe(119);
    }

    [Fact]
    public async Task A_tool_that_every_text_speaks_of_is_not_written_with_each_of_them()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        foreach (var (id, expected) in new[] { (1, "12:00:00"), (2, "12:00:00"), (3, "12:01:00") })
        {
            var text = new Discovery { Id = id, SourceId = 1, SourceUrl = $"https://d.example/{id}", RawText = "Gong records call" };
            var extraction = new Extraction([new ExtractedTool("Gong", [], null, "other", 0.9, [], "")], [new ExtractedClaim("Gong", ClaimType.Feature, "records", new TextSpan(5, 12), 0.8)], 0);
            await new ExtractionStore(database.Database, time).SaveAsync([(text, extraction)], new AnalysisResult(0, 0, 0, 0, 0, 0), TestContext.Current.CancellationToken);
            using var context = database.Database.CreateContext();
            context.Tools.Single().LastUpdated.ToString("HH:mm:ss", CultureInfo.InvariantCulture).ShouldBe(expected);
            time.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_run_that_is_cancelled_keeps_the_batches_before()
    {
        using var stop = new CancellationTokenSource();
        var run = new AnalysisRun(database.Database, new Analyzer("", text =>
        {
            if (text.EndsWith("call 70", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }), database.Time);
        await Should.ThrowAsync<OperationCanceledException>(() => run.RunAsync(null, new Progress<JobProgress>(), stop.Token));
        database.Rows("SELECT count(*), max(attempts) FROM discoveries WHERE processed").ShouldBe(["50|0"]);
        database.Rows("SELECT count(*) FROM discoveries WHERE attempts > 0").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_text_belongs_to_the_tool_it_says_most_about_then_to_the_surest()
    {
        ExtractedTool Named(string name, double confidence) => new(name, [], null, "other", confidence, [], "");
        ExtractedClaim Said(string tool) => new(tool, ClaimType.Feature, "Gong records call 1", new TextSpan(0, 19), 0.8);
        var texts = new[] { 1, 2, 3 }.Select(id => new Discovery { Id = id, SourceId = 1, SourceUrl = $"https://d.example/{id}", RawText = "Gong records call 1" }).ToArray();
        await new ExtractionStore(database.Database, database.Time).SaveAsync(
            [
                (texts[0], new Extraction([Named("Sure", 0.9), Named("Much said", 0.5)], [Said("Much said")], 0)),
                (texts[1], new Extraction([Named("Much said", 0.5), Named("Sure", 0.9)], [], 0)),
                (texts[2], new Extraction([], [], 0)),
            ],
            new AnalysisResult(0, 0, 0, 0, 0, 0),
            TestContext.Current.CancellationToken);

        database.Rows("SELECT d.id, t.name FROM discoveries d LEFT JOIN tools t ON t.id = d.tool_id WHERE d.processed ORDER BY d.id")
            .ShouldBe(["1|Much said", "2|Sure", "3|∅"]);
    }

    public void Dispose() => database.Dispose();

    private Task<AnalysisResult> RunAsync(string poison) =>
        new AnalysisRun(database.Database, new Analyzer(poison, _ => { }), database.Time).RunAsync(null, new Progress<JobProgress>(), default);

    private sealed class Analyzer(string poison, Action<string> onText) : IAnalyzer
    {
        public string Name => "test";

        public Task<Extraction> AnalyzeAsync(SourceText text, CancellationToken cancellationToken)
        {
            onText(text.Text);
            cancellationToken.ThrowIfCancellationRequested();
            if (text.Text != "poison")
            {
                var tool = new ExtractedTool("Gong", [], null, "conversation", 0.9, [new TextSpan(0, 4)], "test");
                return Task.FromResult(new Extraction([tool], [new ExtractedClaim("Gong", ClaimType.Feature, "records", new TextSpan(5, 12), 0.5)]));
            }

            return poison switch
            {
                "throws" => throw new InvalidOperationException("cannot read this"),
                "times out" => throw new TaskCanceledException("The request timed out."),
                _ => Task.FromResult(new Extraction([new ExtractedTool(null!, [], null, "other", 0.9, [], "test")], [])),
            };
        }
    }
}
