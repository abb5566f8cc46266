using Glean.Catalog;
using Glean.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Glean.Server.Http;

/// <summary>
/// One line an event on standard output, and in files where <c>GLEAN_LOGS_DIR</c> names a folder, as <c>GLEAN_LOG_LEVEL</c> and
/// <c>GLEAN_LOG_FORMAT</c> say.
/// </summary>
internal static class ServerLogging
{
    public static void AddLines(this ILoggingBuilder logging, GleanSettings settings)
    {
        var format = settings[SettingDefinitions.LogFormat];
        if (format is not ("text" or "json"))
        {
            throw new GleanException(FailureKind.Setting, $"GLEAN_LOG_FORMAT is '{format}'.", "Write text or json");
        }

        if (!Enum.TryParse<LogLevel>(settings[SettingDefinitions.LogLevel], ignoreCase: true, out var level) || !Enum.IsDefined(level))
        {
            throw new GleanException(FailureKind.Setting, $"GLEAN_LOG_LEVEL is '{settings[SettingDefinitions.LogLevel]}'.", "Write Trace, Debug, Information, Warning, Error or None");
        }

        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        if (level >= LogLevel.Information)
        {
            // What the frameworks tell below that is of no use to who runs the server.
            logging.AddFilter("Microsoft", LogLevel.Warning);
        }

        var name = format == "json" ? JsonLineFormatter.JsonName : LineFormatter.TextName;
        logging.AddConsole(console => console.FormatterName = name);
        logging.Services.AddSingleton<ConsoleFormatter, LineFormatter>();
        logging.Services.AddSingleton<ConsoleFormatter, JsonLineFormatter>();
        if (settings[SettingDefinitions.LogsDir] is { Length: > 0 } folder)
        {
            // Made by the container, so that it closes them as well.
            logging.Services.AddSingleton<ILoggerProvider>(s => LogFiles.Open(folder, s.GetServices<ConsoleFormatter>().Single(f => f.Name == name)));
        }
    }
}
