using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Glean.Server.Http;

/// <summary>
/// One event, one line. Control characters, line separators and half surrogates in foreign text are escaped, so that nobody
/// outside can write a line of their own.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(TextName)
{
    public const string TextName = "line";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
        textWriter.Write(Line($"{UtcText.Write(time.GetUtcNow().UtcDateTime)} {Level(entry.LogLevel)} {Category(entry.Category)} {Message(entry)}") + "\n");

    /// <summary>The message, followed by the exception if there is one.</summary>
    public static string Message<TState>(in LogEntry<TState> entry)
    {
        var message = entry.Formatter(entry.State, entry.Exception);
        return entry.Exception is null ? message : $"{message} | {entry.Exception}";
    }

    /// <summary><paramref name="text"/> as one line.</summary>
    public static string Line(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.Any(NeedsEscape))
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            line.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when NeedsEscape(c) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return line.ToString();
    }

    /// <summary>Controls, separators of lines, and marks that turn the direction of text.</summary>
    private static bool NeedsEscape(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    public static string Category(string category) => category[(category.LastIndexOf('.') + 1)..];

    public static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "none",
    };
}

/// <summary>The same as one JSON object a line.</summary>
internal sealed class JsonLineFormatter(TimeProvider time) : ConsoleFormatter(JsonName)
{
    public const string JsonName = "json-line";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
        textWriter.Write(JsonSerializer.Serialize(
            new
            {
                timestamp = time.GetUtcNow().UtcDateTime.ToString("O"),
                level = LineFormatter.Level(entry.LogLevel),
                category = entry.Category,
                message = entry.Formatter(entry.State, entry.Exception),
                exception = entry.Exception?.ToString(),
            },
            Json) + "\n");
}
