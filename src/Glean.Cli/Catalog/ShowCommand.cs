using System.CommandLine;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Cli.Catalog;

/// <summary><c>glean show ID</c></summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = NumberOption.Id("ID", "Number of the tool, see glean tools");
        var json = GlobalOptions.Json();
        return new Command("show", "One tool with claims and evidence") { id, json }.Does((session, parsed) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            using var connection = session.Database.OpenForReading();
            var tool = ToolReader.Find(connection, parsed.GetValue(id))
                ?? throw new GleanException(FailureKind.Usage, $"There is no tool {parsed.GetValue(id)}.", "See the list: glean tools");
            if (parsed.GetValue(json))
            {
                session.WriteJson(tool);
            }
            else
            {
                ToolPage.Write(tool, session.Out);
            }

            return ExitCode.Done;
        });
    }
}
