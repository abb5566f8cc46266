using Glean.Analysis;
using Glean.Scouts.Demo;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis;

public sealed class AnalysisRehearsalTests : IDisposable
{
    private const string Everything =
        """
        SELECT (SELECT count(*) FROM tools), (SELECT count(*) FROM tool_aliases), (SELECT count(*) FROM mentions), (SELECT count(*) FROM claims),
               (SELECT count(*) FROM events), (SELECT count(*) FROM jobs), (SELECT count(*) FROM discoveries WHERE processed)
        """;

    private readonly TestDatabase database = new();

    public AnalysisRehearsalTests()
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO sources (id, name) VALUES (1, 'rss')");
        connection.Seed("INSERT INTO discoveries (id, source_id, source_url, raw_text) VALUES (1, 1, 'https://d.example/1', 'Gong records calls. HubSpot costs $45 a month.')");
    }

    [Fact]
    public async Task It_goes_through_whole_rounds_and_writes_nothing()
    {
        var before = database.Rows(Everything);
        var texts = 200;

        await RehearseAsync(() => texts-- > 0);

        texts.ShouldBe(-1);
        database.Rows(Everything).ShouldBe(before);
        before[0].ShouldEndWith("|0");
    }

    [Fact]
    public async Task It_ends_before_the_next_text_when_there_is_something_to_do()
    {
        var asked = 0;
        await RehearseAsync(() => ++asked < 3);
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task It_ends_when_the_worker_does()
    {
        using var stopping = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => RehearseAsync(
            () =>
            {
                stopping.Cancel();
                return true;
            },
            stopping.Token));
    }

    public void Dispose() => database.Dispose();

    private Task RehearseAsync(Func<bool> goOn, CancellationToken? stopping = null) =>
        new AnalysisRehearsal(database.Database, TimeProvider.System).RunAsync(DemoTexts.Load().Select(t => (t.Title, t.Text)), goOn, stopping ?? TestContext.Current.CancellationToken);
}
