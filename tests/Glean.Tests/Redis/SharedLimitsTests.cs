using System.Diagnostics;
using Glean.Accounts;
using Glean.Egress;
using Glean.Llm;
using Glean.Redis;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Redis;

/// <summary>Limits and manners that two instances keep together, and each by itself when Redis is away.</summary>
public sealed class SharedLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tries_at_two_instances_count_together()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync();
        using var otherLink = await redis.ConnectAsync();
        var (here, there) = (Limiter(link), Limiter(otherLink));

        var entered = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? here : there).EnterAsync(10, "name:somebody", $"address:{i}")));
        entered.Count(wait => wait is null).ShouldBe(10);
        var wait = await there.EnterAsync(10, "name:somebody");
        wait.ShouldNotBeNull();
        wait.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        // What was refused by one key was counted for none.
        (await here.EnterAsync(1, "address:free")).ShouldBeNull();
        (await there.EnterAsync(1, "address:free", "name:other")).ShouldNotBeNull();
        (await here.EnterAsync(1, "name:other")).ShouldBeNull();

        (await redis.TellAsync("KEYS", "*")).ShouldNotContain("somebody");
    }

    [Fact]
    public async Task What_one_instance_gives_back_is_free_at_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync();
        using var otherLink = await redis.ConnectAsync();
        var (here, there) = (Limiter(link), Limiter(otherLink));

        (await here.EnterAsync(1, "a")).ShouldBeNull();
        (await there.EnterAsync(1, "a")).ShouldNotBeNull();
        await here.GiveBackAsync("a");
        (await there.EnterAsync(1, "a")).ShouldBeNull();
    }

    [Theory]
    [InlineData("emptied")]
    [InlineData("hanging")]
    [InlineData("stopped")]
    public async Task An_instance_forgets_none_of_its_own_tries_when_Redis_is(string trouble)
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync(TimeSpan.FromMilliseconds(100));
        var limiter = Limiter(link);
        for (var i = 0; i < 3; i++)
        {
            (await limiter.EnterAsync(4, "a")).ShouldBeNull();
        }

        switch (trouble)
        {
            case "emptied":
                await redis.TellAsync("FLUSHALL");
                break;
            case "hanging":
                redis.Hang();
                break;
            default:
                await redis.StopAsync();
                break;
        }

        (await limiter.EnterAsync(4, "a")).ShouldBeNull();
        (await limiter.EnterAsync(4, "a")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Starts_of_two_instances_at_a_host_keep_their_distance()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync();
        using var otherLink = await redis.ConnectAsync();
        HostPacer[] pacers = [Pacer(link), Pacer(otherLink)];
        var interval = TimeSpan.FromMilliseconds(150);
        var clock = Stopwatch.StartNew();

        async Task<TimeSpan> StartAsync(int i)
        {
            using var turn = await pacers[i % 2].EnterAsync("Example.com:443", interval, TimeSpan.FromSeconds(5), Token);
            return clock.Elapsed;
        }

        var starts = (await Task.WhenAll(Enumerable.Range(0, 10).Select(StartAsync))).Order().ToList();

        // Nine intervals lie between ten starts; two paces by themselves would need but four.
        (starts[^1] - starts[0]).ShouldBeGreaterThan(interval * 8.5);
        (await Pacer(link).EnterAsync("example.org:443", interval, TimeSpan.Zero, Token)).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task The_silence_that_a_host_asked_one_instance_for_is_kept_by_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync();
        using var otherLink = await redis.ConnectAsync();
        var (here, there) = (Pacer(link), Pacer(otherLink));

        here.Hold("a", TimeSpan.FromSeconds(90));
        here.Hold("a", TimeSpan.FromSeconds(1));
        await RedisServer.UntilAsync(() => redis.TellAsync("EXISTS", "glean:silence:a").Result.Trim() == "1");

        using var turn = await there.EnterAsync("a", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), Token);
        turn.Silence.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90));
        // It is known here from now on, whatever becomes of Redis.
        await redis.StopAsync();
        (await there.EnterAsync("a", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), Token)).Silence.ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_Redis_each_keeps_its_own_pace()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync(TimeSpan.FromMilliseconds(100));
        redis.Hang();
        var pacer = Pacer(link);
        var interval = TimeSpan.FromMilliseconds(300);
        using (await pacer.EnterAsync("a", interval, TimeSpan.FromSeconds(5), Token))
        {
        }

        var clock = Stopwatch.StartNew();
        using var turn = await pacer.EnterAsync("a", interval, TimeSpan.FromSeconds(5), Token);
        turn.Silence.ShouldBeNull();
        clock.Elapsed.ShouldBeInRange(interval * 0.5, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task What_one_process_holds_back_of_the_day_s_budget_the_other_does_not_spend()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.ConnectAsync();
        using var otherLink = await redis.ConnectAsync();
        using var database = new TestDatabase();
        LlmLedger Ledger(RedisLink? shared) => new(database.Database, new LlmBudget(1000, 1, null, null), null, TimeProvider.System, shared);
        var (here, there) = (Ledger(link), Ledger(otherLink));

        var first = await here.HoldAsync(new LlmSpent(600, 0.6));
        (await Should.ThrowAsync<LlmBudgetException>(() => there.HoldAsync(new LlmSpent(500, 0)))).Message.ShouldStartWith("The budget of the day is used up: 600 tokens of");
        (await Should.ThrowAsync<LlmBudgetException>(() => there.HoldAsync(new LlmSpent(1, 0.5)))).Message.ShouldContain("GLEAN_LLM_DAY_USD");
        await using (await Ledger(null).HoldAsync(new LlmSpent(500, 0)))
        {
        }

        // It cost less than was held back for it, which the other knows before it reads the database anew.
        first.Cost = new LlmSpent(100, 0.1);
        await first.DisposeAsync();
        await using (await there.HoldAsync(new LlmSpent(500, 0.5)))
        {
            await Should.ThrowAsync<LlmBudgetException>(() => there.HoldAsync(new LlmSpent(401, 0)));
            await Should.ThrowAsync<LlmBudgetException>(() => here.HoldAsync(new LlmSpent(501, 0)));
        }

        await redis.StopAsync();
        await RedisServer.UntilAsync(() => !otherLink.Condition.Reachable);
        await using var alone = await there.HoldAsync(new LlmSpent(1000, 1));
    }

    private static AttemptLimiter Limiter(RedisLink link) => new(TimeProvider.System, new SharedAttempts(link));

    private static HostPacer Pacer(RedisLink link) => new(TimeProvider.System, new SharedPace(link));
}
