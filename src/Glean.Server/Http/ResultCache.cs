using System.Collections.Concurrent;
using Glean.Storage;
using Microsoft.AspNetCore.Http;

namespace Glean.Server.Http;

/// <summary>
/// Answers in their final bytes, for as long as nobody has written to the database. <see cref="DataVersion"/> is asked before
/// every use and before every read, and sees each commit of every process, so an answer is never older than the request.
/// </summary>
internal sealed class ResultCache(DataVersion version)
{
    private const int MostEntries = 500;
    private const int LargestEntry = 1 << 20;

    private volatile Generation current = new(-1);

    /// <summary>The bytes kept under <paramref name="key"/>, or those that <paramref name="make"/> gives now.</summary>
    public byte[] Get(string key, Func<byte[]> make)
    {
        var now = version.Current;
        var generation = current;
        if (generation.Version != now || generation.Entries.Count >= MostEntries)
        {
            // Full is as good as old: questions that nobody repeats must not keep out those that everybody asks. Two threads may each begin one; the loser's is forgotten.
            current = generation = new Generation(now);
        }

        if (generation.Entries.TryGetValue(key, out var kept))
        {
            return kept;
        }

        var made = make();
        if (made.Length <= LargestEntry)
        {
            generation.Entries[key] = made;
        }

        return made;
    }

    private sealed class Generation(long version)
    {
        public long Version { get; } = version;

        public ConcurrentDictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>JSON that is written already.</summary>
internal sealed class JsonBytes(byte[] bytes) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
