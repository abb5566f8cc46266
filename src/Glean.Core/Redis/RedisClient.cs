using System.Net;
using System.Security.Authentication;
using StackExchange.Redis;

namespace Glean.Redis;

/// <summary>The library's connection. Apart from <see cref="RedisLink"/>, so that the library is loaded by those processes only that use it.</summary>
internal sealed class RedisClient : IDisposable
{
    /// <summary>How versions of Redis begin or word that they let somebody not in.</summary>
    private static readonly string[] Refusals = ["WRONGPASS", "NOAUTH", "invalid password"];

    private readonly ConnectionMultiplexer connection;
    private readonly RedisChannel channel;
    private readonly int database;

    private RedisClient(ConnectionMultiplexer connection, RedisAddress address)
    {
        (this.connection, database) = (connection, address.Database);
        // Channels know no databases, so the number is part of the name.
        channel = RedisChannel.Literal($"glean:{address.Database}:hints");
    }

    /// <summary>Begins to connect, and goes on trying for as long as it lives.</summary>
    /// <param name="patience">What one try may take.</param>
    /// <param name="lost">Told when a connection is lost or refused.</param>
    /// <param name="heard">Told of hints.</param>
    public static async Task<RedisClient> ConnectAsync(RedisAddress address, TimeSpan patience, Action<Exception> lost, Action<string> heard)
    {
        var made = await ConnectionMultiplexer.ConnectAsync(Options(address, patience));
        made.ConnectionFailed += (_, e) => lost(e.Exception ?? new RedisException("The connection is lost."));
        var client = new RedisClient(made, address);
        // Registered once: the library subscribes anew with every connection.
        await made.GetSubscriber().SubscribeAsync(client.channel, (_, hint) => heard(hint.ToString()), CommandFlags.FireAndForget);
        return client;
    }

    /// <summary>Writes a key by a script rather than pings: a database that does not exist, a full memory, a replica or a user without the right is noticed here and not by those who ask.</summary>
    public Task PingAsync() => RunAsync("redis.call('SET', KEYS[1], 1, 'PX', 5000) return {1}", ["there"], []);

    public async Task<long[]?> RunAsync(string script, IReadOnlyList<string> keys, IReadOnlyList<string> arguments) =>
        (long[]?)await connection.GetDatabase(database).ScriptEvaluateAsync(
            script, [.. keys.Select(k => (RedisKey)("glean:" + k))], [.. arguments.Select(a => (RedisValue)a)]);

    public void Tell(string hint) => connection.GetSubscriber().Publish(channel, hint, CommandFlags.FireAndForget);

    /// <summary>Leaves without the farewell that a Redis that hangs would not answer.</summary>
    public void Dispose()
    {
        connection.Close(allowCommandsToComplete: false);
        connection.Dispose();
    }

    public static bool IsAway(Exception e) => e is RedisException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    /// <summary>The library's messages name addresses and pages of figures; ours say what a person can act on.</summary>
    public static RedisCondition Judge(Exception failure)
    {
        List<Exception> causes = [];
        for (var at = failure; at is not null; at = at.InnerException)
        {
            causes.Add(at);
        }

        if (causes.Any(c => c is AuthenticationException))
        {
            return new RedisCondition(false, "Its certificate is not trusted.");
        }

        if (causes.Any(c => Refusals.Any(word => c.Message.Contains(word, StringComparison.OrdinalIgnoreCase))))
        {
            return new RedisCondition(false, "It refuses the user or the password.", RefusesUs: true);
        }

        return new RedisCondition(false, failure switch
        {
            RedisServerException e => $"It answers with an error: {e.Message.Split(' ', 2)[0]}",
            TimeoutException => "It does not answer in time.",
            _ => "It cannot be reached.",
        });
    }

    private static ConfigurationOptions Options(RedisAddress address, TimeSpan patience) => new()
    {
        EndPoints = { IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port) : new DnsEndPoint(address.Host, address.Port) },
        Ssl = address.Tls,
        SslHost = address.Tls ? address.Host : null,
        User = address.User,
        Password = address.Password,
        DefaultDatabase = address.Database,
        ClientName = "glean",
        AbortOnConnectFail = false,
        ConnectTimeout = (int)patience.TotalMilliseconds,
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
}
