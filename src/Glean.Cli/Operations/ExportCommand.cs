using System.CommandLine;
using Glean.Catalog;
using Glean.Operations.Export;
using Glean.Storage;

namespace Glean.Cli.Operations;

/// <summary><c>glean export tools|claims|all</c></summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Write data out to standard output or a file")
    {
        Export("tools", ExportScope.Tools, "Every tool with its status and score"),
        Export("claims", ExportScope.Claims, "Every claim with its quote and where it stands"),
        Export("all", ExportScope.All, "Tools and claims in one JSON document"),
    };

    private static Command Export(string name, ExportScope scope, string description)
    {
        var format = new Option<string>("--format") { Description = "csv or json", HelpName = "csv|json", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("csv", "json");
        var output = new Option<string?>("--output", "-o") { Description = "Write to FILE instead of standard output", HelpName = "FILE" };
        return new Command(name, description) { format, output }.Does(async (session, parsed, cancellationToken) =>
        {
            if (scope == ExportScope.All && parsed.GetValue(format) == "csv")
            {
                throw new GleanException(FailureKind.Usage, "Tools and claims do not fit into one CSV table.", "Use --format json, or export tools and claims each");
            }

            session.Database.EnsureUsable(DatabaseAccess.Read);
            var export = new IndexExport(session.Database);
            Task Write(TextWriter to) => parsed.GetValue(format) == "csv"
                ? export.WriteCsvAsync(scope, to, cancellationToken)
                : export.WriteJsonAsync(scope, to, cancellationToken);
            if (parsed.GetValue(output) is { } path)
            {
                await WriteFileAsync(path, Write);
            }
            else
            {
                await Write(session.Out);
            }

            return ExitCode.Done;
        });
    }

    private static async Task WriteFileAsync(string path, Func<TextWriter, Task> write)
    {
        try
        {
            var unfinished = path + ".part";
            await using (var file = new StreamWriter(unfinished))
            {
                await write(file);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Work, $"{path} cannot be written: {e.Message}", "Name a file in a folder you may write to", e);
        }
    }
}
