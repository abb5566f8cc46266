using System.Diagnostics.Metrics;
using Glean.Catalog;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glean.Redis;

/// <summary>
/// What processes share over Redis: hints to look at the database now, and small counts that expire. Nothing in it is the truth of anything, so
/// whoever asks goes on without an answer: at once while Redis is known to be away, after a tenth of a second when it falls silent.
/// </summary>
/// <remarks>
/// A circuit breaker whose probe is a ping of its own, once a second: no caller waits to find out whether Redis is back.
/// Connects when first asked, or when <see cref="StartAsync"/> is called.
/// </remarks>
public sealed partial class RedisLink : IDisposable
{
    /// <summary>What a caller waits at most.</summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>More than callers, whom a busy machine must not make to believe that Redis is away for long.</summary>
    private static readonly TimeSpan PingPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(2);

    /// <summary>A server is ready within two seconds, whatever Redis does.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(1.8);

    private static readonly Meter Meter = new("Glean.Redis");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("glean_redis_failures", description: "Questions to Redis that were not answered.");

    private readonly RedisAddress address;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly TimeSpan patience;
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> watching;

    private volatile RedisCondition condition = new(false, "It does not answer in time.");
    private volatile RedisClient? client;

    /// <param name="patience">What a caller waits at most; a tenth of a second unless a test says otherwise.</param>
    public RedisLink(RedisAddress address, TimeProvider time, ILogger<RedisLink>? logger = null, TimeSpan? patience = null)
    {
        (this.address, this.time, this.logger, this.patience) = (address, time, logger ?? NullLogger<RedisLink>.Instance, patience ?? UsualPatience);
        watching = new Lazy<Task>(() => Task.Run(WatchAsync));
    }

    /// <summary>How it was at the last ping or question.</summary>
    public RedisCondition Condition => condition;

    /// <summary>A hint of any process, this one included. Handlers are quick.</summary>
    public event Action<string>? Heard;

    /// <summary>Connects, and waits for the first answer for as long as a connection may take.</summary>
    /// <exception cref="GleanException">Redis answers and turns the user or the password down: the setting is wrong, not the network.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _ = watching.Value;
        await Task.WhenAny(asked.Task, Task.Delay(StartPatience, time, cancellationToken));
        if (condition.RefusesUs)
        {
            throw new GleanException(FailureKind.Setting, $"REDIS_URL: {condition.Detail}", "Correct the user and the password, or unset it to go without Redis");
        }
    }

    /// <summary>Runs a script that answers with whole numbers, see https://redis.io/docs/latest/develop/programmability/eval-intro/.</summary>
    /// <param name="keys">Of this program: <c>glean:</c> is put before each.</param>
    /// <returns>Its answer; null when Redis is away.</returns>
    public async Task<long[]?> RunAsync(string script, IReadOnlyList<string> keys, params IReadOnlyList<string> arguments)
    {
        if (!await IsThereAsync())
        {
            return null;
        }

        try
        {
            return await client!.RunAsync(script, keys, arguments).WaitAsync(patience, time, ended.Token);
        }
        catch (Exception e) when (RedisClient.IsAway(e))
        {
            Fail(e);
            return null;
        }
    }

    /// <summary>Gives all processes a hint; lost without a word while Redis is away.</summary>
    public void Tell(string hint)
    {
        if (!condition.Reachable)
        {
            return;
        }

        try
        {
            client!.Tell(hint);
        }
        catch (Exception e) when (RedisClient.IsAway(e))
        {
            Fail(e);
        }
    }

    /// <summary>Asks once, for a check by hand.</summary>
    /// <returns>How long the answer took, or why there was none.</returns>
    public static async Task<(TimeSpan? Took, RedisCondition Condition)> ProbeAsync(RedisAddress address, TimeProvider time)
    {
        using var link = new RedisLink(address, time, patience: PingPatience);
        _ = link.watching.Value;
        await Task.WhenAny(link.asked.Task, Task.Delay(ConnectPatience + PingPatience, time));
        var since = time.GetTimestamp();
        var answer = await link.RunAsync("return {1}", []);
        return (answer is null ? null : time.GetElapsedTime(since), link.Condition);
    }

    /// <summary>Lets go; the connection closes as soon as nobody pings any more.</summary>
    public void Dispose() => ended.Cancel();

    /// <summary>The first to ask waits a little for the connection; later ones take what is known.</summary>
    private async ValueTask<bool> IsThereAsync()
    {
        if (!asked.Task.IsCompleted)
        {
            _ = watching.Value;
            await Task.WhenAny(asked.Task, Task.Delay(patience, time));
        }

        return condition.Reachable;
    }

    private async Task WatchAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                client ??= await RedisClient.ConnectAsync(address, ConnectPatience, Fail, hint => Heard?.Invoke(hint));
                await client.PingAsync().WaitAsync(patience > PingPatience ? patience : PingPatience, time, ended.Token);
                Answered();
            }
            catch (Exception e)
            {
                // Whatever it is: the next ping may go better.
                Fail(e);
            }

            asked.TrySetResult();
            await Task.Delay(BetweenPings, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        client?.Dispose();
    }

    private void Answered()
    {
        var before = condition;
        condition = new RedisCondition(true, null);
        if (!before.Reachable)
        {
            LogThere(address.ToString());
            // What was told meanwhile was not heard.
            Heard?.Invoke("");
        }
    }

    private void Fail(Exception failure)
    {
        if (ended.IsCancellationRequested)
        {
            return;
        }

        Failures.Add(1);
        var before = condition;
        condition = RedisClient.Judge(failure);
        if (before.Reachable || !asked.Task.IsCompleted)
        {
            LogAway(address.ToString(), condition.Detail!);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers at {Address}")]
    private partial void LogThere(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis at {Address} is away, each process goes on by itself: {Detail}")]
    private partial void LogAway(string address, string detail);
}
