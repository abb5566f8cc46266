using Microsoft.Extensions.Logging;

namespace Glean.Server.Http;

/// <summary>A line of the log.</summary>
internal sealed record RecentLine(DateTime At, string Level, string Category, string Message);

/// <summary>The last lines of the log, for an admin who is not at the console.</summary>
internal sealed class RecentLog(TimeProvider time) : ILoggerProvider
{
    private const int Most = 500;
    private const int LongestMessage = 4000;

    private readonly Queue<RecentLine> lines = new();
    private readonly Lock gate = new();

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RecentLine> Newest(int most)
    {
        lock (gate)
        {
            return [.. lines.Reverse().Take(most)];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, LineFormatter.Category(categoryName));

    public void Dispose()
    {
    }

    private void Add(string category, LogLevel level, string message)
    {
        var line = new RecentLine(time.GetUtcNow().UtcDateTime, LineFormatter.Level(level), category, LineFormatter.Line(message.Length > LongestMessage ? message[..LongestMessage] : message));
        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > Most)
            {
                lines.Dequeue();
            }
        }
    }

    private sealed class Writer(RecentLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(category, logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} | {exception.Message}");
    }
}
