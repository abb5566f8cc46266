using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Storage;

namespace Glean.Cli.Catalog;

/// <summary><c>glean tools</c></summary>
internal static class ToolsCommand
{
    public static Command Create()
    {
        var status = new Option<string?>("--status") { Description = "Only these, comma list: " + string.Join(", ", WireName.All<ToolStatus>()), HelpName = "STATUS" };
        status.Validators.Add(result =>
        {
            var wrong = Split(result.GetValueOrDefault<string?>()).FirstOrDefault(s => WireName.Parse<ToolStatus>(s) is null);
            if (wrong is not null)
            {
                result.AddError($"There is no status '{wrong}'. There are: {string.Join(", ", WireName.All<ToolStatus>())}.");
            }
        });
        var search = new Option<string?>("--search") { Description = "Words in the name or description", HelpName = "WORDS" };
        var category = new Option<string?>("--category") { Description = "Only this category", HelpName = "NAME" };
        var limit = NumberOption.Whole("--limit", "At most N", 50);
        var json = GlobalOptions.Json();
        return new Command("tools", "List tools, best score first") { status, search, category, limit, json }.Does((session, parsed) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            using var connection = session.Database.OpenForReading();
            var filter = new ToolFilter(
                [.. Split(parsed.GetValue(status)).Select(s => WireName.Parse<ToolStatus>(s)!.Value)],
                parsed.GetValue(search),
                parsed.GetValue(category),
                parsed.GetValue(limit));
            var (tools, total) = ToolReader.List(connection, filter);
            if (parsed.GetValue(json))
            {
                session.WriteJson(new { Tools = tools, Total = total });
                return ExitCode.Done;
            }

            var table = new TextTable("ID", "NAME", "SCORE", "CATEGORY", "STATUS", "CLAIMS", "URL");
            foreach (var tool in tools)
            {
                table.Add(
                    tool.Id.ToString(), tool.Name + (tool.IsDemo ? " (demo)" : ""), tool.RelevanceScore?.ToString("0.00") ?? "-",
                    tool.Category, tool.Status, tool.Claims.ToString(), tool.Url);
            }

            table.Write(session.Out);
            session.Out.WriteLine(total > tools.Count ? $"{tools.Count} of {total}; more with --limit" : $"{total} tool{(total == 1 ? "" : "s")}");
            return ExitCode.Done;
        });
    }

    private static string[] Split(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
