using System.Globalization;
using Glean.Redis;

namespace Glean.Egress;

/// <summary>The manners of <see cref="HostPacer"/> across processes, over Redis: starts a little apart, and the silence a host asked for.</summary>
/// <remarks>By the clock of Redis, so that the clocks of machines need not agree. What nobody asks for any more expires.</remarks>
public sealed class SharedPace(RedisLink redis)
{
    /// <summary>
    /// Takes the next free start: {silence, wait} in milliseconds. A start is only taken when the silence asked for is not longer than the patience.
    /// A stored start further off than a minute is not believed: clocks are put right.
    /// </summary>
    private const string Take =
        """
        local silence = math.max(redis.call('PTTL', KEYS[2]), 0)
        if silence > tonumber(ARGV[2]) then return {silence, 0} end
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local free = tonumber(redis.call('GET', KEYS[1]) or 0)
        if free < now or free > now + 60000 then free = now end
        local start = math.max(free, now + silence)
        redis.call('SET', KEYS[1], start + ARGV[1], 'PX', start - now + ARGV[1] + 1000)
        return {silence, start - now}
        """;

    /// <summary>A longer silence is not cut short by a shorter one.</summary>
    private const string Silence =
        """
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
        return {0}
        """;

    /// <summary>How long to wait for one's start, and the silence the host asked for; null when Redis is away.</summary>
    internal async Task<(TimeSpan Silence, TimeSpan Wait)?> TakeAsync(string host, TimeSpan interval, TimeSpan patience) =>
        await redis.RunAsync(Take, [StartKey(host), SilenceKey(host)], Milliseconds(interval), Milliseconds(patience)) is [var silence, var wait]
            ? (TimeSpan.FromMilliseconds(silence), TimeSpan.FromMilliseconds(wait))
            : null;

    internal Task HoldAsync(string host, TimeSpan silence) => silence > TimeSpan.Zero ? redis.RunAsync(Silence, [SilenceKey(host)], Milliseconds(silence)) : Task.CompletedTask;

    private static string StartKey(string host) => "pace:" + host.ToLowerInvariant();

    private static string SilenceKey(string host) => "silence:" + host.ToLowerInvariant();

    private static string Milliseconds(TimeSpan time) => Math.Ceiling(time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
