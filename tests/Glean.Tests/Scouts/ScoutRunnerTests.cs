using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Settings;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

/// <summary>What the runner does for every scout, seen with one that asks one request a door.</summary>
public sealed class ScoutRunnerTests : IDisposable
{
    private readonly ScoutFixture fixture = new();
    private readonly ProbeScout scout = new();

    [Fact]
    public async Task A_failure_of_the_whole_service_ends_the_run_and_one_of_a_door_does_not()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(("/a", Answers.Status(404)), ("/b", Page("b")), ("/c", Answers.Status(401)), ("/d", Page("d"))));
        var result = await RunAsync(server);
        result.Failed.ShouldBeFalse();
        result.Doors.Select(d => d.State).ShouldBe([DoorState.Failed, DoorState.Read, DoorState.Failed, DoorState.Skipped]);
        result.Doors[3].Message.ShouldBe("not asked, since The probe as a whole cannot be");
        server.Requests.Count.ShouldBe(3);
        fixture.Row("probe:d").LastAttemptAt.ShouldBeNull();
    }

    [Fact]
    public async Task Doors_that_a_quota_left_out_come_first_the_next_time_and_the_source_knows_what_is_left()
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            context.Response.Headers["x-left-remaining"] = context.Request.Path == "/b" ? "0" : "9";
            context.Response.Headers["x-left-limit"] = "10";
            context.Response.Headers["x-left-reset"] = "300";
            return Page(context.Request.Path.Value![1..])(context);
        });
        var result = await RunAsync(server);
        result.Failed.ShouldBeFalse();
        result.Doors.Select(d => d.State).ShouldBe([DoorState.Read, DoorState.Read, DoorState.Skipped, DoorState.Skipped]);
        result.Doors[2].Message.ShouldNotBeNull().ShouldContain("allows no more requests before 2026-03-02 09:05:00 UTC");
        var row = fixture.Row("probe");
        (row.QuotaRemaining, row.QuotaLimit, row.QuotaResetsAt, row.BackOffUntil).ShouldBe((0, 10, fixture.Now.AddMinutes(5), fixture.Now.AddMinutes(5)));
        row.ConsecutiveFailures.ShouldBe(0, "that is no failure");

        (await RunAsync(server)).Doors.ShouldAllBe(d => d.State == DoorState.Skipped);
        fixture.Pass(TimeSpan.FromMinutes(6));
        (await RunAsync(server)).Doors.Select(d => d.Door).ShouldBe(["Door c", "Door d", "Door a", "Door b"]);
    }

    [Fact]
    public async Task One_item_through_two_doors_is_one_discovery_with_two_sightings()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/a", Page("https://www.reddit.com/r/sales/comments/1abc/a_title/")), ("/b", Page("https://old.reddit.com/r/sales/comments/1abc/a_title?utm_source=x")),
            ("/c", Page("c")), ("/d", Page("c"))));
        var result = await RunAsync(server);
        result.Counts.ShouldBe(new SaveCounts(New: 2, Known: 2, Irrelevant: 0, Invalid: 0));
        await RunAsync(server);
        fixture.Database.Rows("SELECT d.source_url, s.name, i.url FROM sightings i JOIN discoveries d ON d.id = i.discovery_id JOIN sources s ON s.id = i.source_id ORDER BY d.id, s.id").ShouldBe(
        [
            "https://www.reddit.com/r/sales/comments/1abc/a_title/|probe:a|https://www.reddit.com/r/sales/comments/1abc/a_title/",
            "https://www.reddit.com/r/sales/comments/1abc/a_title/|probe:b|https://old.reddit.com/r/sales/comments/1abc/a_title?utm_source=x",
            "https://c.example/|probe:c|https://c.example/",
            "https://c.example/|probe:d|https://c.example/",
        ]);
    }

    [Fact]
    public async Task Another_focus_makes_a_door_be_read_anew()
    {
        await using var server = await FaultServer.StartAsync(context => Page(context.Request.Path.Value![1..])(context));
        await RunAsync(server);
        scout.Gaps.Clear();
        await RunAsync(server);
        scout.Gaps.ShouldAllBe(g => g.Count == 0);
        scout.Gaps.Clear();
        await RunAsync(server, new SavePolicy(Focus.Default with { MinimumRelevance = 0.11 }));
        scout.Gaps.ShouldAllBe(g => g.Count == 1);
    }

    [Fact]
    public async Task A_paused_source_is_left_alone_unless_its_doors_are_named()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(("/a", Page("a"))));
        await RunAsync(server, named: ["a"]);
        fixture.Database.Rows("UPDATE sources SET enabled = FALSE WHERE name = 'probe'");
        (await Should.ThrowAsync<GleanException>(RunAsync(server))).Message.ShouldContain("paused");
        (await RunAsync(server, named: ["a"])).Doors.ShouldHaveSingleItem().State.ShouldBe(DoorState.Read);
    }

    [Fact]
    public async Task A_door_that_is_switched_off_is_not_asked_and_a_default_does_not_come_back()
    {
        await using var server = await FaultServer.StartAsync(context => Page(context.Request.Path.Value![1..])(context));
        await RunAsync(server);
        await fixture.Book.DisableAsync(scout, new Door("b"), TestContext.Current.CancellationToken);
        (await RunAsync(server)).Doors.Select(d => d.Door).ShouldBe(["Door a", "Door c", "Door d"], ignoreOrder: true);
    }

    public void Dispose() => fixture.Dispose();

    private static RequestDelegate Page(string item) =>
        Answers.Json($$"""{"url": "{{(item.Contains(':') ? item : $"https://{item}.example/")}}"}""");

    private async Task<ScoutResult> RunAsync(FaultServer server, SavePolicy? policy = null, params string[] named)
    {
        using var fetcher = new Fetcher(server.Options);
        return await new ScoutRunner(fixture.Database.Database, ScoutFixture.Settings(server.Origin), fetcher, fixture.Database.Time).RunAsync(
            scout, ScoutOptions.None.With(ScoutFields.Queries, named), policy ?? new SavePolicy(Focus.Default), new Progress<JobProgress>(), TestContext.Current.CancellationToken);
    }

    private sealed class ProbeScout : IScout
    {
        public List<IReadOnlyList<TimeSpanRead>> Gaps { get; } = [];

        public ScoutDefinition Definition { get; } = new("probe", "probe", "The probe") { Summary = "", Doors = "doors", NextStepWithoutDoors = "", Schedule = "" };

        public IReadOnlyList<Door> Defaults { get; } = [.. "abcd".Select(c => new Door($"{c}", $"Door {c}"))];

        public IReadOnlyList<Door> Named(ScoutOptions options) => [.. options[ScoutFields.Queries].Select(q => new Door(q))];

        public ApiService Service(GleanSettings settings) => new("The probe", "GLEAN_GITHUB_URL")
        {
            ReadQuota = (headers, now) => Quota.FromHeaders(headers, now, "x-left-", resetIsTime: false),
        };

        public async Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken)
        {
            Gaps.Add(visit.Gaps("all"));
            var answer = await visit.Api.GetAsync("/" + visit.Key, cancellationToken);
            if (answer.End is { } end)
            {
                return end;
            }

            var item = new ScoutItem { Url = answer.Json.Text("url")!, Title = "An AI SDR tool for sales teams", Text = "Sales automation for the CRM." };
            await visit.SaveAsync([item], "all", new TimeSpanRead(0, 99999999999), TimeSpan.Zero, cancellationToken);
            return DoorEnd.Read;
        }
    }
}
