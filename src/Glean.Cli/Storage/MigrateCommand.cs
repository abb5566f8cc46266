using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Storage;
using Spectre.Console;

namespace Glean.Cli.Storage;

/// <summary><c>glean migrate status|run|rollback</c></summary>
internal static class MigrateCommand
{
    public static Command Create() => new("migrate", "Show, apply or take back changes of the database's schema")
    {
        Status(),
        Run(),
        Rollback(),
    };

    private static Command Status()
    {
        var json = GlobalOptions.Json();
        return new Command("status", "Which migrations are applied and which are pending") { json }.Does((session, parsed) =>
        {
            session.Database.EnsureKnown();
            var state = (DatabaseState.Ours)session.Database.Inspect();
            if (parsed.GetValue(json))
            {
                session.WriteJson(new { state.Applied, state.Pending });
                return ExitCode.Done;
            }

            var table = new TextTable("MIGRATION", "STATE");
            foreach (var migration in state.Applied)
            {
                table.Add(migration, "applied");
            }

            foreach (var migration in state.Pending)
            {
                table.Add(migration, "pending");
            }

            table.Write(session.Out);
            session.Out.WriteLine(state.Pending.Count == 0
                ? "The schema is up to date."
                : $"{state.Pending.Count} pending. Apply: glean migrate run");
            return ExitCode.Done;
        });
    }

    private static Command Run()
    {
        var steps = NumberOption.Optional("--steps", "Apply at most N migrations (default: all)");
        return new Command("run", "Apply pending migrations") { steps }.Does((session, parsed) =>
        {
            if (session.Database.Inspect() is DatabaseState.Missing missing)
            {
                throw session.Database.Explain(missing);
            }

            var applied = new SchemaMigrator(session.Database).Up(parsed.GetValue(steps));
            foreach (var migration in applied)
            {
                session.Out.WriteLine($"applied {migration}");
            }

            session.Out.WriteLine(applied.Count == 0 ? "Nothing is pending." : $"{applied.Count} applied.");
            return ExitCode.Done;
        });
    }

    private static Command Rollback()
    {
        var steps = NumberOption.Whole("--steps", "Take back N migrations", 1);
        var yes = GlobalOptions.Yes();
        return new Command("rollback", "Take back the last migration; a copy of a SQLite file is kept in backups/") { steps, yes }.Does((session, parsed) =>
        {
            session.Database.EnsureKnown();
            var count = parsed.GetValue(steps);
            if (!parsed.GetValue(yes))
            {
                if (!Session.CanAsk)
                {
                    throw new GleanException(FailureKind.Usage, "A rollback drops tables or columns, and nobody is here to be asked.", "Say that you mean it: glean migrate rollback --yes");
                }

                if (!AnsiConsole.Confirm($"Take back the last {count} migration(s)? Tables or columns and what is in them go away.{(session.Database is SqliteDatabase ? "" : " No copy is made of PostgreSQL: dump it first.")}", defaultValue: false))
                {
                    session.Out.WriteLine("Nothing was changed.");
                    return ExitCode.Done;
                }
            }

            var (reverted, copy) = new SchemaMigrator(session.Database).Down(count, session.Now);
            foreach (var migration in reverted)
            {
                session.Out.WriteLine($"took back {migration}");
            }

            session.Out.WriteLine(reverted.Count == 0 ? "There was nothing to take back." : copy is null ? "No copy was made: PostgreSQL is backed up by its own means." : $"The database as it was: {copy}");
            return ExitCode.Done;
        });
    }
}
