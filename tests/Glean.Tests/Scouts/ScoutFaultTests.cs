using System.Diagnostics;
using Glean.Catalog;
using Glean.Scouts;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

/// <summary>R7, R8: every fault with every scout. A scout that is added adds its rows by its sample.</summary>
public sealed class ScoutFaultTests : IDisposable
{
    private readonly ScoutFixture fixture = new();

    public static TheoryData<string, Fault> Faulty
    {
        get
        {
            var data = new TheoryData<string, Fault>();
            foreach (var sample in ScoutSamples.All)
            {
                foreach (var fault in Enum.GetValues<Fault>())
                {
                    data.Add(sample.Scout, fault);
                }
            }

            return data;
        }
    }

    /// <summary>Those that a service may come to have between two requests.</summary>
    public static TheoryData<string, Fault> Sudden =>
        [.. Faulty.Where(row => row.Data.Item2.Answer() is not null && row.Data.Item2 is not (Fault.Body100Megabytes or Fault.Stream100Megabytes))];

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_fault_is_named_recorded_and_harms_no_other_source(string scout, Fault fault)
    {
        var sample = ScoutSamples.Of(scout);
        await using var server = await FaultServer.StartAsync(fault);
        using (var context = fixture.Database.Open())
        {
            context.Sources.Add(new Source { Name = "another", LastError = "kept as it is", ConsecutiveFailures = 3, CreatedAt = fixture.Now });
            context.SaveChanges();
        }

        var started = Stopwatch.GetTimestamp();
        var result = await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin));

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan((server.Options.TotalTime * result.Doors.Count) + TimeSpan.FromSeconds(20));
        result.Failed.ShouldBeTrue("an empty success would hide it");
        // Doors that are asked at once may come in any order: the later one of a host that wants peace is not asked at all.
        var named = result.Doors.FirstOrDefault(d => d.Message?.Contains(fault.Words(), StringComparison.OrdinalIgnoreCase) is true).ShouldNotBeNull(result.Doors[0].Message);
        named.State.ShouldBe(DoorState.Failed);
        var message = named.Message!;
        message.ShouldNotContain(ScoutFixture.Secret);
        fixture.Discoveries().ShouldBeEmpty();

        var asksForTime = fault is Fault.TooManyRequests or Fault.UnavailableForAWhile;
        fixture.Database.Rows($"SELECT consecutive_failures, last_success_at FROM sources WHERE name = '{scout}'").ShouldBe(["1|∅"]);
        var doors = fixture.Database.Rows($"SELECT last_error, consecutive_failures, last_attempt_at IS NOT NULL, back_off_until FROM sources WHERE name LIKE '{scout}:%' ORDER BY id");
        doors.ShouldContain($"{message}|1|1|{(asksForTime ? fixture.Now.AddSeconds(120).ToString("yyyy-MM-dd HH:mm:ss") : "∅")}");
        fixture.Database.Rows("SELECT last_error, consecutive_failures FROM sources WHERE name = 'another'").ShouldBe(["kept as it is|3"]);
    }

    [Theory]
    [MemberData(nameof(Sudden))]
    public async Task A_run_broken_by_a_fault_keeps_what_it_had_and_the_next_finds_exactly_what_was_missed(string scout, Fault fault)
    {
        var sample = ScoutSamples.Of(scout);
        var items = ScoutSamples.Items(20, fixture.Now);
        var isWell = false;
        var asked = 0;
        var sound = sample.Serve(() => items);
        // The answer after the first page is the faulty one, and so are all that follow.
        await using var server = await FaultServer.StartAsync(context => isWell || Interlocked.Increment(ref asked) <= sample.Preliminaries + 1
            ? sound(context)
            : fault.Answer()!(context));
        // A server that stays silent is waited for no longer than it takes to tell.
        var egress = fault is Fault.NeverAnswers or Fault.OneBytePerSecond ? server.Options with { TotalTime = TimeSpan.FromSeconds(3) } : server.Options;

        var broken = await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin), egress);
        broken.Failed.ShouldBeTrue();
        broken.Cause.ShouldNotBeNull().ShouldContain(fault.Words(), Case.Insensitive);
        var kept = fixture.Discoveries().Count;
        kept.ShouldBeInRange(1, items.Count - 1);
        broken.Counts.New.ShouldBe(kept);

        isWell = true;
        fixture.Pass(TimeSpan.FromMinutes(10));
        var next = await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin));
        next.Failed.ShouldBeFalse();
        next.Counts.New.ShouldBe(items.Count - kept);
        fixture.Discoveries().Select(d => d.SourceUrl).Distinct().Count().ShouldBe(items.Count);
        fixture.Database.Rows($"SELECT count(*) FROM sources WHERE name LIKE '{scout}%' AND (consecutive_failures > 0 OR back_off_until IS NOT NULL OR last_error IS NOT NULL)").ShouldBe(["0"]);
    }

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task A_source_that_asks_for_silence_gets_it_and_then_backs_off_step_by_step(string scout)
    {
        var sample = ScoutSamples.Of(scout);
        var items = ScoutSamples.Items(4, fixture.Now);
        RequestDelegate answer = Answers.Status(429, retryAfter: "7200");
        await using var server = await FaultServer.StartAsync(context => answer(context));
        await fixture.Book.EnableAsync(sample.Create(), sample.Create().Named(sample.Doors(server.Origin)), TestContext.Current.CancellationToken);

        (await RunAsync()).Failed.ShouldBeTrue();
        var asked = server.Requests.Count;
        fixture.Pass(TimeSpan.FromMinutes(119));
        (await RunAsync()).Doors.ShouldAllBe(d => d.State == DoorState.Skipped && d.Message!.Contains("left in peace until"));
        server.Requests.Count.ShouldBe(asked, "two hours were asked for");

        fixture.Pass(TimeSpan.FromMinutes(2));
        answer = Answers.Status(500);
        (await RunAsync()).Failed.ShouldBeTrue();
        fixture.Pass(TimeSpan.FromMinutes(4));
        asked = server.Requests.Count;
        (await RunAsync()).Doors[0].State.ShouldBe(DoorState.Skipped, "five minutes after the second failure");
        server.Requests.Count.ShouldBe(asked);

        fixture.Pass(TimeSpan.FromMinutes(2));
        answer = sample.Serve(() => items);
        (await RunAsync()).Counts.New.ShouldBe(items.Count);

        Task<ScoutResult> RunAsync() => fixture.RunAsync(sample.Create(), server, ScoutOptions.None);
    }

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task Private_addresses_are_not_asked_unless_they_are_allowed(string scout)
    {
        var sample = ScoutSamples.Of(scout);
        await using var server = await FaultServer.StartAsync(sample.Serve(() => ScoutSamples.Items(4, fixture.Now)));
        var result = await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin), server.Options with { Allow = [] });
        result.Failed.ShouldBeTrue();
        result.Cause.ShouldNotBeNull().ShouldContain("GLEAN_EGRESS_ALLOW");
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host(string scout)
    {
        var sample = ScoutSamples.Of(scout);
        await using var other = await FaultServer.StartAsync(Answers.Status(404));
        await using var server = await FaultServer.StartAsync(context => Answers.Redirect(other.Url("/elsewhere").AbsoluteUri, 307)(context));
        (await fixture.RunAsync(sample.Create(), server, sample.Doors(server.Origin))).Failed.ShouldBeTrue();
        foreach (var request in other.Requests)
        {
            (request.Target + request.Body + string.Concat(request.Headers.Values)).ShouldNotContain(ScoutFixture.Secret);
            request.Headers.ShouldNotContainKey("Authorization");
        }
    }

    public void Dispose() => fixture.Dispose();
}
