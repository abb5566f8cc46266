using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Glean.Redis;

namespace Glean.Accounts;

/// <summary>The sliding window of <see cref="AttemptLimiter"/> across processes, over Redis and by its clock.</summary>
public sealed class SharedAttempts(RedisLink redis)
{
    /// <summary>
    /// A sorted set of times for each key. Counts under all keys or under none: {wait in milliseconds}, 0 when it was counted.
    /// </summary>
    private const string Enter =
        """
        local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local wait = 0
        for _, key in ipairs(KEYS) do
          redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
          local count = redis.call('ZCARD', key)
          if count >= limit then
            local at = redis.call('ZRANGE', key, count - limit, count - limit, 'WITHSCORES')[2]
            wait = math.max(wait, at + window - now, 1)
          end
        end
        if wait == 0 then
          for _, key in ipairs(KEYS) do
            redis.call('ZADD', key, now, ARGV[3])
            redis.call('PEXPIRE', key, window)
          end
        end
        return {wait}
        """;

    private const string GiveBack = "for _, key in ipairs(KEYS) do redis.call('ZPOPMAX', key) end return {0}";

    /// <returns>How long to wait; zero when it was counted, null when Redis is away.</returns>
    internal async Task<TimeSpan?> EnterAsync(int limit, TimeSpan window, IReadOnlyList<string> keys) =>
        await redis.RunAsync(Enter, Hidden(keys), $"{limit}", window.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), Guid.NewGuid().ToString("N")) is [var wait]
            ? TimeSpan.FromMilliseconds(wait)
            : null;

    internal Task GiveBackAsync(IReadOnlyList<string> keys) => redis.RunAsync(GiveBack, Hidden(keys));

    /// <summary>Names and addresses of people are not written down there, nor a password typed as a name.</summary>
    private static string[] Hidden(IReadOnlyList<string> keys) =>
        [.. keys.Select(key => "tries:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)))];
}
