using Glean.Catalog;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Serilog;
using Serilog.Core;
using Serilog.Sinks.File;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace Glean.Server.Http;

/// <summary>
/// The lines of standard output once more as files of a day each, <c>glean-20261126.log</c>, readable by their owner only. They are
/// rotated by day and size, and the old ones go. A second process on the same folder writes <c>glean-2-….log</c>.
/// </summary>
internal sealed class LogFiles : ILoggerProvider
{
    /// <summary>Days that stay, or as many files where days are split by size.</summary>
    public const int Kept = 30;

    /// <summary>From here on a day gets another file.</summary>
    public const long LargestFile = 100 << 20;

    private readonly FileStream turn;
    private readonly Logger file;
    private readonly ConsoleFormatter formatter;

    private LogFiles(FileStream turn, Logger file, ConsoleFormatter formatter)
    {
        this.turn = turn;
        this.file = file;
        this.formatter = formatter;
    }

    /// <exception cref="GleanException">The folder cannot be written.</exception>
    public static LogFiles Open(string folder, ConsoleFormatter formatter, long largest = LargestFile, int kept = Kept)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path);
            var (turn, name) = TakeTurn(path);
            var file = new LoggerConfiguration().MinimumLevel.Verbose()
                .WriteTo.File(
                    Path.Combine(path, $"{name}-.log"), outputTemplate: "{Message:l}", rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true,
                    fileSizeLimitBytes: largest, retainedFileCountLimit: kept, hooks: new OwnerOnly())
                .CreateLogger();
            return new LogFiles(turn, file, formatter);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Setting, $"GLEAN_LOGS_DIR names {path}, which cannot be written: {e.Message}", "Point it to a folder you may write to, or unset it");
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        file.Dispose();
        turn.Dispose();
    }

    /// <summary>Two processes must not rotate the same files: the first free name is held for as long as the process lives.</summary>
    private static (FileStream Turn, string Name) TakeTurn(string folder)
    {
        const int processes = 64;
        for (var i = 1; ; i++)
        {
            var name = i == 1 ? "glean" : $"glean-{i}";
            try
            {
                return (new FileStream(Path.Combine(folder, $".{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), name);
            }
            catch (IOException) when (i < processes && File.Exists(Path.Combine(folder, $".{name}.lock")))
            {
                // Another process has it.
            }
        }
    }

    private sealed class Writer(LogFiles log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            log.formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, line);
            log.file.Information("{Line:l}", line.ToString());
        }
    }

    private sealed class OwnerOnly : FileLifecycleHooks
    {
        public override Stream OnFileOpened(string path, Stream underlyingStream, System.Text.Encoding encoding)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            return underlyingStream;
        }
    }
}
