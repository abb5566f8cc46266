using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Operations.Copying;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Cli.Storage;

/// <summary><c>glean db copy</c></summary>
internal static class DbCommand
{
    public static Command Create() => new("db", "Move everything from SQLite to PostgreSQL, or back") { Copy() };

    private static Command Copy()
    {
        var to = new Option<string>("--to") { Description = "postgres://user:password@host:port/database, or the path of a file", HelpName = "URL|PATH", Required = true };
        var json = GlobalOptions.Json();
        return new Command("copy", "Copy the database in use into an empty one and compare the two; run it again after a break and it goes on") { to, json }.Does(async (session, parsed, cancellationToken) =>
        {
            var target = At(parsed.GetRequiredValue(to));
            var run = new CopyRun(session.Database, target);
            var result = await ProgressDisplay.RunAsync("Copying", progress => Task.Run(() => run.Run(progress, cancellationToken), cancellationToken));
            if (parsed.GetValue(json))
            {
                session.WriteJson(new { result.From, result.To, result.Copied, result.Equal, result.Tables });
            }
            else
            {
                Print(session, result);
                RemindOfKey(session, target);
            }

            return result.Equal ? ExitCode.Done : throw new GleanException(
                FailureKind.Work,
                $"{result.To} is not equal to {result.From}: {string.Join(", ", result.Tables.Where(t => !t.Equal).Select(t => t.Table))} differ.",
                "See that nothing else writes there, then run the same command again: it copies these tables anew");
        });
    }

    private static void Print(Session session, CopyResult result)
    {
        var table = new TextTable("TABLE", "ROWS", "CHECKSUM", "STATE");
        foreach (var compared in result.Tables)
        {
            table.Add(compared.Table, $"{compared.Rows}", compared.Checksum, compared.Equal ? "equal" : $"differs: {compared.TargetRows} rows, {compared.TargetChecksum}");
        }

        table.Write(session.Out);
        session.Out.WriteLine();
        if (result.Equal)
        {
            session.Out.WriteLine(result.Copied == 0 && result.Rows > 0
                ? $"{result.To} is a copy of {result.From} already: {result.Rows} rows, all equal."
                : $"Copied {result.From} to {result.To}: {result.Rows} rows, all equal.");
        }
    }

    private static void RemindOfKey(Session session, GleanDatabase target)
    {
        var key = DataKey.PathOf(session.Settings);
        if (target is SqliteDatabase file && key != file.Path + ".key" && session.Settings[SettingDefinitions.DataKey] is null && File.Exists(key))
        {
            session.Out.WriteLine($"Its secrets can be read with the key in {key} only: copy that file to {file.Path}.key");
        }
    }

    private static GleanDatabase At(string named)
    {
        if (string.IsNullOrWhiteSpace(named))
        {
            throw new GleanException(FailureKind.Usage, "--to names no database.", "Write it as postgres://user:password@host:5432/database, or as the path of a file");
        }

        if (!named.Contains("://", StringComparison.Ordinal))
        {
            return new SqliteDatabase(named);
        }

        try
        {
            return PostgresDatabase.At(named);
        }
        catch (GleanException e)
        {
            throw new GleanException(FailureKind.Usage, e.Message.Replace("GLEAN_DATABASE_URL", "--to", StringComparison.Ordinal), e.NextStep, e);
        }
    }
}
