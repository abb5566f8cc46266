using System.Globalization;
using Glean.Redis;

namespace Glean.Llm;

/// <summary>
/// What all processes hold back of the day's budget for questions under way, over Redis: of what others just spent the database tells, but a ledger reads it only now
/// and then. Without Redis each process knows its own.
/// </summary>
internal sealed class SharedHolds(RedisLink redis)
{
    private const string Key = "llm:held";

    /// <summary>A question with its retries takes less; the holds of a process that died go away by themselves.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Longer than a ledger goes without reading what others entered.</summary>
    private static readonly TimeSpan UntilRead = LlmLedger.Freshness + TimeSpan.FromSeconds(1);

    /// <summary>A sorted set of holds by the time they expire. Adds one where it fits beside those of others: {1 or 0, tokens of others, millionths of a dollar of others}.</summary>
    private const string Take =
        """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
        local tokens, micros = 0, 0
        for _, hold in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
          local owner, t, m = string.match(hold, '^(%x+)|%x+|(%d+)|(%d+)$')
          if owner and owner ~= ARGV[1] then tokens, micros = tokens + t, micros + m end
        end
        if tokens > tonumber(ARGV[2]) or micros > tonumber(ARGV[3]) then return {0, tokens, micros} end
        redis.call('ZADD', KEYS[1], now + ARGV[5], ARGV[4])
        redis.call('PEXPIRE', KEYS[1], ARGV[5])
        return {1, tokens, micros}
        """;

    private const string Settle =
        """
        redis.call('ZREM', KEYS[1], ARGV[1])
        local t = redis.call('TIME')
        redis.call('ZADD', KEYS[1], t[1] * 1000 + math.floor(t[2] / 1000) + ARGV[3], ARGV[2])
        return {0}
        """;

    private readonly string owner = Guid.NewGuid().ToString("N");

    /// <summary>Holds <paramref name="most"/> back.</summary>
    /// <param name="room">What others may hold at most so that it fits.</param>
    /// <returns>Whether it fits, what others hold, and the name of the hold; null when Redis is away.</returns>
    public async Task<(bool Fits, LlmSpent Others, string Name)?> TakeAsync(LlmSpent most, (long? Tokens, double? Usd) room)
    {
        var name = Name(most);
        return await redis.RunAsync(Take, [Key], owner, Whole(room.Tokens ?? double.MaxValue), Whole(room.Usd * 1e6 ?? double.MaxValue), name, Whole(Longest.TotalMilliseconds)) is [var fits, var tokens, var micros]
            ? (fits == 1, new LlmSpent(tokens, micros / 1e6), name)
            : null;
    }

    /// <summary>The question is over: what it cost is told until everybody has read it.</summary>
    public Task SettleAsync(string name, LlmSpent cost) => redis.RunAsync(Settle, [Key], name, Name(cost), Whole(UntilRead.TotalMilliseconds));

    private string Name(LlmSpent spent) => $"{owner}|{Guid.NewGuid():N}|{spent.Tokens}|{Whole(Math.Ceiling(spent.Usd * 1e6))}";

    /// <summary>Within what a script's numbers hold exactly.</summary>
    private static string Whole(double number) => Math.Floor(Math.Clamp(number, -1, 1e15)).ToString("F0", CultureInfo.InvariantCulture);
}

/// <summary>Tokens and money set aside for one question.</summary>
internal sealed class LlmHold(LlmLedger ledger, LlmSpent most, SharedHolds? shared, string? name) : IAsyncDisposable
{
    /// <summary>What the question came to; nothing when it was not answered.</summary>
    public LlmSpent Cost { get; set; }

    public async ValueTask DisposeAsync()
    {
        ledger.Release(most);
        if (shared is not null && name is not null)
        {
            await shared.SettleAsync(name, Cost);
        }
    }
}
