using Glean.Scouts;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

/// <summary>What holds of every scout on a good day. A scout that is added adds its rows by its sample.</summary>
public sealed class ScoutRunTests : IDisposable
{
    private readonly ScoutFixture fixture = new();

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task Everything_is_found_once_and_the_next_run_finds_what_is_new_at_little_cost(string scout)
    {
        var sample = ScoutSamples.Of(scout);
        var items = ScoutSamples.Items(40, fixture.Now);
        await using var server = await FaultServer.StartAsync(sample.Serve(() => items));
        var first = await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin));
        first.Failed.ShouldBeFalse();
        first.Counts.New.ShouldBe(items.Count);
        var whole = server.Requests.Count;
        whole.ShouldBeGreaterThan(1 + sample.Preliminaries);

        fixture.Pass(TimeSpan.FromHours(1));
        items = [.. items, .. ScoutSamples.Items(3, fixture.Now, from: items.Count + 1)];
        var second = await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin));
        second.Counts.New.ShouldBe(3);
        (server.Requests.Count - whole).ShouldBeLessThanOrEqualTo(second.Doors.Count + sample.Preliminaries + 1);
        fixture.Discoveries().Select(d => d.SourceUrl).Distinct().Count().ShouldBe(items.Count);
        fixture.Database.Rows($"SELECT total_discoveries FROM sources WHERE name = '{scout}'").ShouldBe([$"{items.Count}"]);
    }

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task An_item_is_stored_with_all_that_every_source_tells(string scout)
    {
        var sample = ScoutSamples.Of(scout);
        var item = ScoutSamples.Items(1, fixture.Now)[0];
        await using var server = await FaultServer.StartAsync(sample.Serve(() => [item]));
        await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin));
        var stored = fixture.Discoveries().ShouldHaveSingleItem();
        (stored.Title + stored.RawText).ShouldContain(item.Title);
        stored.SourceUrl.ShouldStartWith("https://");
        stored.IsDemo.ShouldBeFalse();
        stored.Relevance.ShouldNotBeNull().ShouldBeGreaterThan(0.2);
        stored.FeedId.ShouldNotBeNull("the door it came through");
        if (stored.PublishedAt is { } at)
        {
            at.ShouldBe(item.At, TimeSpan.FromDays(1));
        }

        fixture.Database.Rows("SELECT discovery_id, source_id, seen_at FROM sightings").ShouldBe([$"{stored.Id}|{stored.FeedId}|{fixture.Now:yyyy-MM-dd HH:mm:ss}"]);
    }

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task A_limit_is_kept_and_what_it_leaves_out_is_found_later(string scout)
    {
        var sample = ScoutSamples.Of(scout);
        var items = ScoutSamples.Items(12, fixture.Now);
        await using var server = await FaultServer.StartAsync(sample.Serve(() => items));
        var limited = await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin).With(ScoutFields.Limit, 2));
        limited.Doors.ShouldAllBe(d => d.Counts.New + d.Counts.Known <= 2);
        limited.Counts.New.ShouldBeGreaterThan(0);
        await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin));
        fixture.Discoveries().Count.ShouldBe(items.Count);
    }

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task What_the_filter_left_out_is_read_again_without_it(string scout)
    {
        var sample = ScoutSamples.Of(scout);
        var items = ScoutSamples.Items(9, fixture.Now);
        await using var server = await FaultServer.StartAsync(sample.Serve(() => items));
        await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin));
        fixture.Database.Rows("DELETE FROM discoveries WHERE id % 2 = 0");
        var left = fixture.Discoveries().Count;
        (await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin), keepIrrelevant: true)).Counts.New.ShouldBe(items.Count - left);
    }

    public void Dispose() => fixture.Dispose();
}
