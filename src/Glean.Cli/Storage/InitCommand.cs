using System.CommandLine;
using Glean.Storage;

namespace Glean.Cli.Storage;

/// <summary><c>glean init</c></summary>
internal static class InitCommand
{
    public static Command Create() =>
        new Command("init", "Create the database and say what to configure next; running it again changes nothing").Does((session, _) =>
        {
            var applied = new SchemaMigrator(session.Database).Up();
            session.Out.WriteLine(applied.Count == 0
                ? $"The database {session.Database.Name} is ready; nothing to do."
                : $"The database {session.Database.Name} is ready ({applied.Count} migration{(applied.Count == 1 ? "" : "s")} applied).");
            session.Out.WriteLine();
            session.Out.WriteLine("Next:");
            session.Out.WriteLine("  glean pipeline --demo       see the whole way on sample texts, offline");
            session.Out.WriteLine("  glean scout rss             read the default feeds, no key needed");
            session.Out.WriteLine("  glean analyze && glean curate && glean review");
            session.Out.WriteLine("  glean config show           see every setting and where it comes from");
            return ExitCode.Done;
        });
}
