using System.Diagnostics.Metrics;
using System.Net;
using Glean.Catalog;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

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

    private static readonly TimeSpan PingPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(2);

    /// <summary>A server is ready within two seconds, whatever Redis does.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(1);

    private static readonly Meter Meter = new("Glean.Redis");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("glean_redis_failures", description: "Questions to Redis that were not answered.");

    private readonly RedisAddress address;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly TimeSpan patience;
    private readonly RedisChannel channel;
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> watching;

    private volatile RedisCondition condition = new(false, "It was not asked yet.");
    private volatile ConnectionMultiplexer? connection;
    private volatile Action<string>? heard;

    /// <param name="patience">What a caller waits at most; a tenth of a second unless a test says otherwise.</param>
    public RedisLink(RedisAddress address, TimeProvider time, ILogger<RedisLink>? logger = null, TimeSpan? patience = null)
    {
        (this.address, this.time, this.logger, this.patience) = (address, time, logger ?? NullLogger<RedisLink>.Instance, patience ?? UsualPatience);
        // Channels know no databases, so the number is part of the name.
        channel = RedisChannel.Literal($"glean:{address.Database}:hints");
        watching = new Lazy<Task>(() => Task.Run(WatchAsync));
    }

    /// <summary>How it was at the last ping or question.</summary>
    public RedisCondition Condition => condition;

    /// <summary>A hint of any process, this one included. Handlers are quick.</summary>
    public event Action<string>? Heard
    {
        add => heard += value;
        remove => heard -= value;
    }

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
            var answer = await connection!.GetDatabase(address.Database)
                .ScriptEvaluateAsync(script, [.. keys.Select(k => (RedisKey)("glean:" + k))], [.. arguments.Select(a => (RedisValue)a)])
                .WaitAsync(patience, time, ended.Token);
            return (long[]?)answer;
        }
        catch (Exception e) when (IsAway(e))
        {
            Fail(e);
            return null;
        }
    }

    /// <summary>Gives all processes a hint; lost without a word while Redis is away.</summary>
    public void Tell(string hint)
    {
        if (condition.Reachable)
        {
            connection!.GetSubscriber().Publish(channel, hint, CommandFlags.FireAndForget);
        }
    }

    /// <summary>Asks once, for a check by hand.</summary>
    /// <returns>How long the answer took, or why there was none.</returns>
    public static async Task<(TimeSpan? Took, RedisCondition Condition)> ProbeAsync(RedisAddress address, TimeProvider time)
    {
        using var link = new RedisLink(address, time, patience: PingPatience);
        await link.StartAsync(CancellationToken.None);
        var since = time.GetTimestamp();
        var answer = await link.RunAsync("return {1}", []);
        return (answer is null ? null : time.GetElapsedTime(since), link.Condition);
    }

    public void Dispose()
    {
        if (ended.IsCancellationRequested)
        {
            return;
        }

        ended.Cancel();
        // Without the farewell that a Redis that hangs would not answer.
        connection?.Close(allowCommandsToComplete: false);
        connection?.Dispose();
    }

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
                connection ??= await ConnectAsync();
                await PingAsync(connection);
                Answered();
            }
            catch (Exception e) when (IsAway(e))
            {
                Fail(e);
            }

            asked.TrySetResult();
            await Task.Delay(BetweenPings, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var made = await ConnectionMultiplexer.ConnectAsync(Options());
        made.ConnectionFailed += (_, e) => Fail(e.Exception ?? new RedisException("The connection is lost."));
        // Registered once: the library subscribes anew with every connection.
        await made.GetSubscriber().SubscribeAsync(channel, (_, hint) => heard?.Invoke(hint.ToString()), CommandFlags.FireAndForget);
        return made;
    }

    /// <summary>Reads a key rather than pings, so that a number of a database that does not exist, or a Redis that is still loading, is noticed.</summary>
    private async Task PingAsync(ConnectionMultiplexer made) =>
        await made.GetDatabase(address.Database).KeyExistsAsync("glean:there").WaitAsync(PingPatience, time, ended.Token);

    private ConfigurationOptions Options() => new()
    {
        EndPoints = { IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port) : new DnsEndPoint(address.Host, address.Port) },
        Ssl = address.Tls,
        SslHost = address.Tls ? address.Host : null,
        User = address.User,
        Password = address.Password,
        DefaultDatabase = address.Database,
        ClientName = "glean",
        AbortOnConnectFail = false,
        ConnectTimeout = (int)ConnectPatience.TotalMilliseconds,
        AsyncTimeout = 1000,
        SyncTimeout = 1000,
        ConnectRetry = 1,
        ReconnectRetryPolicy = new LinearRetry(1000),
        // One server behind one address: neither a primary to elect nor a topology to tell of.
        TieBreaker = "",
        ConfigurationChannel = "",
        // What cannot be sent now is not wanted later.
        BacklogPolicy = BacklogPolicy.FailFast,
    };

    private void Answered()
    {
        var before = condition;
        condition = new RedisCondition(true, null);
        if (!before.Reachable)
        {
            LogThere(address.ToString());
            // What was told meanwhile was not heard.
            heard?.Invoke("");
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
        var (detail, refuses) = Words(failure);
        condition = new RedisCondition(false, detail, refuses);
        if (before.Reachable || !asked.Task.IsCompleted)
        {
            LogAway(address.ToString(), detail);
        }
    }

    private static bool IsAway(Exception e) => e is RedisException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    /// <summary>The library's messages name addresses and pages of figures; ours say what a person can act on.</summary>
    private static (string Detail, bool RefusesUs) Words(Exception failure)
    {
        for (var at = failure; at is not null; at = at.InnerException)
        {
            if (at is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                || at.Message.Contains("WRONGPASS", StringComparison.Ordinal) || at.Message.Contains("NOAUTH", StringComparison.Ordinal))
            {
                return ("It refuses the user or the password.", true);
            }
        }

        return failure switch
        {
            RedisServerException e => ($"It answers with an error: {e.Message.Split(' ', 2)[0]}", false),
            TimeoutException => ("It does not answer in time.", false),
            _ => ("It cannot be reached.", false),
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers at {Address}")]
    private partial void LogThere(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis at {Address} is away, each process goes on by itself: {Detail}")]
    private partial void LogAway(string address, string detail);
}
