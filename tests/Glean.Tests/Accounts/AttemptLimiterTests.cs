using Glean.Accounts;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Accounts;

public sealed class AttemptLimiterTests
{
    private readonly FakeTimeProvider time = new();
    private readonly AttemptLimiter limiter;

    public AttemptLimiterTests() => limiter = new AttemptLimiter(time);

    [Fact]
    public void The_window_slides()
    {
        limiter.Enter(2, "a").ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(40));
        limiter.Enter(2, "a").ShouldBeNull();
        limiter.Enter(2, "a").ShouldBe(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        limiter.Enter(2, "a").ShouldBeNull();
        limiter.Enter(2, "a").ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void A_try_that_one_key_refuses_counts_for_none()
    {
        limiter.Enter(1, "a").ShouldBeNull();
        limiter.Enter(1, "a", "b").ShouldNotBeNull();
        limiter.Enter(1, "b").ShouldBeNull();
    }

    [Fact]
    public void What_is_given_back_is_free_again()
    {
        limiter.Enter(2, "a").ShouldBeNull();
        limiter.Enter(2, "a").ShouldBeNull();
        limiter.GiveBack("a");
        limiter.Enter(2, "a").ShouldBeNull();
        limiter.Enter(2, "a").ShouldNotBeNull();
    }

    [Fact]
    public void Of_many_at_once_no_more_than_the_limit_get_in()
    {
        var entered = 0;
        Parallel.For(0, 200, _ =>
        {
            if (limiter.Enter(10, "a") is null)
            {
                Interlocked.Increment(ref entered);
            }
        });
        entered.ShouldBe(10);
    }
}
