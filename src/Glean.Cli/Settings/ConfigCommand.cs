using System.CommandLine;
using Glean.Cli.Terminal;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Cli.Settings;

/// <summary><c>glean config show</c></summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var json = GlobalOptions.Json();
        var show = new Command("show", "Every setting, its value and where it comes from; secrets hidden") { json }.Does((session, parsed) =>
        {
            var settings = session.Database.Inspect() is DatabaseState.Ours { Pending: [], Unknown: [] } ? session.Stored.Effective() : session.Settings;
            if (parsed.GetValue(json))
            {
                session.WriteJson(settings.All.Select(s => new
                {
                    Name = s.Definition.Variable,
                    Value = Shown(s),
                    Origin = Origin(s.Origin),
                    s.Definition.Secret,
                    s.Definition.Purpose,
                }));
                return ExitCode.Done;
            }

            var table = new TextTable("SETTING", "VALUE", "FROM", "MEANING");
            foreach (var setting in settings.All)
            {
                table.Add(setting.Definition.Variable, Shown(setting) ?? "-", Origin(setting.Origin), setting.Definition.Purpose);
            }

            table.Write(session.Out);
            return ExitCode.Done;
        });
        return new Command("config", "Settings") { show };
    }

    private static string? Shown(EffectiveSetting setting) =>
        setting.Definition.Secret && setting.Value is not null ? "(set, hidden)" : setting.Value;

    private static string Origin(SettingOrigin origin) => origin switch
    {
        SettingOrigin.Default => "default",
        SettingOrigin.ConfigFile => "config file",
        SettingOrigin.Stored => "stored",
        SettingOrigin.Environment => "environment",
    };
}
