using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Operations.Backups;
using Glean.Settings;
using Glean.Storage;
using Spectre.Console;

namespace Glean.Cli.Operations;

/// <summary><c>glean backup create|list|verify</c> and <c>glean restore</c></summary>
internal static class BackupCommand
{
    public static Command Create() => new("backup", "Make, list and check backups; works while the server runs") { Make(), List(), Verify(), SalvageDamaged() };

    public static Command CreateRestore()
    {
        var file = new Argument<string>("FILE") { Description = "A .db, .db.gz, .sql or .sql.gz, encrypted (.enc) or not; a name alone is looked for in backups/" };
        var yes = GlobalOptions.Yes();
        return new Command("restore", "Put a backup in the place of the database, which is kept beside it") { file, yes }.Does(async (session, parsed, cancellationToken) =>
        {
            var backup = Find(session, parsed.GetRequiredValue(file));
            if (!parsed.GetValue(yes))
            {
                Ask(session, backup);
            }

            var result = await ProgressDisplay.RunAsync("Restoring", progress =>
                new RestoreRun(session.Database.ForBackups(), session.Settings, session.Time).RunAsync(backup, Environment.UserName, progress, cancellationToken));
            session.Out.WriteLine($"Restored {backup.Name}: {Describe(result.Contents)}.");
            if (result.Applied.Count > 0)
            {
                session.Out.WriteLine($"Applied {result.Applied.Count} migration{(result.Applied.Count == 1 ? "" : "s")}.");
            }

            session.Out.WriteLine(result.Before is { } before ? $"The database as it was: {before}" : "There was no database before.");
            return ExitCode.Done;
        });
    }

    private static Command Make()
    {
        var encrypt = new Option<bool>("--encrypt") { Description = "Encrypt it with the data key" };
        var json = GlobalOptions.Json();
        return new Command("create", "Make a backup in backups/ beside the database, check it, and remove old ones") { encrypt, json }.Does(async (session, parsed, cancellationToken) =>
        {
            var database = session.Database.ForBackups();
            database.EnsureUsable(DatabaseAccess.Read);
            var (sealing, days) = (parsed.GetValue(encrypt), session.Stored.Retention().BackupDays);
            var result = await ProgressDisplay.RunAsync("Backing up", progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Backup,
                scoutType: null,
                (work, token) => new BackupRun(database, session.Settings, session.Time).RunAsync(sealing, TimeSpan.FromDays(days), work, token),
                progress,
                cancellationToken,
                options: new { Encrypt = sealing }));
            if (parsed.GetValue(json))
            {
                session.WriteJson(result);
                return ExitCode.Done;
            }

            session.Out.WriteLine($"Made {result.File} ({Size(result.Bytes)}): {result.Tools} tools, {result.Discoveries} discoveries, {result.Claims} claims.");
            if (sealing && session.Settings[SettingDefinitions.DataKey] is null)
            {
                session.Out.WriteLine($"It can be read with the key in {DataKey.PathOf(session.Settings)} only: keep a copy of that file elsewhere.");
            }

            return ExitCode.Done;
        });
    }

    private static Command List()
    {
        var json = GlobalOptions.Json();
        return new Command("list", "Backups, the newest first") { json }.Does((session, parsed) =>
        {
            var folder = new BackupFolder(session.Database.ForBackups());
            var files = folder.List();
            if (parsed.GetValue(json))
            {
                session.WriteJson(files.Select(f => new { f.Name, f.Path, f.Bytes, f.MadeAt, Encrypted = f.IsEncrypted }));
                return ExitCode.Done;
            }

            if (files.Count == 0)
            {
                session.Out.WriteLine($"There is no backup in {folder.Path}. Make one: glean backup create");
                return ExitCode.Done;
            }

            var table = new TextTable("MADE (UTC)", "SIZE", "ENCRYPTED", "FILE");
            foreach (var file in files)
            {
                table.Add($"{file.MadeAt:yyyy-MM-dd HH:mm}", Size(file.Bytes), file.IsEncrypted ? "yes" : "no", file.Name);
            }

            table.Write(session.Out);
            return ExitCode.Done;
        });
    }

    private static Command Verify()
    {
        var file = new Argument<string?>("FILE") { Description = "The backup to open; the newest when left out", Arity = ArgumentArity.ZeroOrOne };
        var json = GlobalOptions.Json();
        return new Command("verify", "Open a backup as a restore would: is it sound, and what is in it") { file, json }.Does(async (session, parsed, cancellationToken) =>
        {
            var folder = new BackupFolder(session.Database.ForBackups());
            var backup = parsed.GetValue(file) is { } named ? Find(session, named)
                : folder.List() is [var newest, ..] ? newest
                : throw new GleanException(FailureKind.Work, $"There is no backup in {folder.Path}.", "Make one: glean backup create");
            var contents = await new BackupCheck(folder, session.Settings).RunAsync(backup, cancellationToken);
            if (parsed.GetValue(json))
            {
                session.WriteJson(contents);
                return ExitCode.Done;
            }

            session.Out.WriteLine($"{backup.Name} is sound: {Describe(contents)}{(contents.Pending > 0 ? $"; a restore would apply {contents.Pending} migration(s)" : "")}.");
            return ExitCode.Done;
        });
    }

    private static Command SalvageDamaged()
    {
        var file = new Argument<string?>("FILE") { Description = "The damaged database; the one in use when left out", Arity = ArgumentArity.ZeroOrOne };
        var json = GlobalOptions.Json();
        return new Command("salvage", "Copy what can still be read of a damaged database into backups/; the damaged file stays as it is") { file, json }.Does(async (session, parsed, cancellationToken) =>
        {
            var damaged = parsed.GetValue(file) is { } named ? Path.GetFullPath(named) : session.Database.ForBackups().Path;
            if (!File.Exists(damaged))
            {
                throw new GleanException(FailureKind.Usage, $"There is no file {damaged}.", "Name the damaged database: glean backup salvage FILE");
            }

            var result = await ProgressDisplay.RunAsync("Salvaging", progress =>
                Task.Run(() => new Salvage(session.Database.ForBackups(), session.Time).Run(damaged, progress, cancellationToken), cancellationToken));
            if (parsed.GetValue(json))
            {
                session.WriteJson(result);
                return ExitCode.Done;
            }

            var table = new TextTable("TABLE", "ROWS", "DROPPED", "");
            foreach (var saved in result.Tables.Where(t => t.Rows > 0 || t.Dropped > 0 || t.Damaged))
            {
                table.Add(saved.Name, $"{saved.Rows}", $"{saved.Dropped}", saved.Damaged ? "damaged: rows are missing" : "");
            }

            table.Write(session.Out);
            session.Out.WriteLine();
            session.Out.WriteLine($"{(result.IsWhole ? "Every row was saved" : "What could be read was saved")}: {result.File}");
            session.Out.WriteLine($"Compare it with the last backup (glean backup verify), then: glean restore {Path.GetFileName(result.File)}");
            return ExitCode.Done;
        });
    }

    /// <summary>A path, or the name of a file in <c>backups/</c>.</summary>
    private static BackupFile Find(Session session, string named)
    {
        var path = File.Exists(named) || Path.GetFileName(named) != named ? Path.GetFullPath(named) : Path.Combine(new BackupFolder(session.Database.ForBackups()).Path, named);
        if (!File.Exists(path))
        {
            throw new GleanException(FailureKind.Usage, $"There is no file {path}.", "See what there is: glean backup list");
        }

        return BackupFile.Of(path)
            ?? throw new GleanException(FailureKind.Usage, $"{path} is no backup by its name.", "Name it as what it is: .db, .db.gz, .sql or .sql.gz, with .enc when it is encrypted");
    }

    private static void Ask(Session session, BackupFile backup)
    {
        if (!Session.CanAsk)
        {
            throw new GleanException(FailureKind.Usage, "A restore replaces the database, and nobody is here to be asked.", $"Say that you mean it: glean restore {backup.Name} --yes");
        }

        if (!AnsiConsole.Confirm($"Put {Markup.Escape(backup.Name)} in the place of {Markup.Escape(session.Database.ForBackups().Path)}? The database as it is stays beside it.", defaultValue: false))
        {
            throw new OperationCanceledException("Not confirmed.");
        }
    }

    private static string Describe(BackupContents contents) => $"{contents.Tools} tools, {contents.Discoveries} discoveries, {contents.Claims} claims";

    private static string Size(long bytes) => bytes switch
    {
        < 1 << 20 => $"{Math.Max(1, bytes >> 10)} kB",
        < 1 << 30 => $"{bytes / (double)(1 << 20):0.0} MB",
        _ => $"{bytes / (double)(1 << 30):0.0} GB",
    };
}
