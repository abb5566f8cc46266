using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Curation.Merging;
using Glean.Storage;

namespace Glean.Cli.Curation;

/// <summary><c>glean duplicates list|merge|apart|undo</c></summary>
internal static class DuplicatesCommand
{
    public static Command Create() => new("duplicates", "Tools that may be one: decide, and take a decision back")
    {
        List(),
        Merge(),
        Apart(),
        Undo(),
    };

    private static Command List()
    {
        var limit = NumberOption.Whole("--limit", "At most N pairs", 50);
        var json = GlobalOptions.Json();
        return new Command("list", "Pairs that wait for a person, with what speaks for and against") { limit, json }.Does((session, parsed) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            using var connection = session.Database.OpenForReading();
            var (pairs, total) = PairReader.Waiting(connection, parsed.GetValue(limit), offset: 0);
            if (parsed.GetValue(json))
            {
                session.WriteJson(pairs);
                return ExitCode.Done;
            }

            foreach (var pair in pairs)
            {
                session.Out.WriteLine($"{Side(pair.First)}  ?=  {Side(pair.Second)}");
                session.Out.WriteLine($"    {TextTable.OneLine(pair.Reason)}");
            }

            session.Out.WriteLine(total == 0
                ? "No pair waits."
                : $"{total} pairs. One tool: glean duplicates merge KEPT OTHER — two tools: glean duplicates apart ONE OTHER");
            return ExitCode.Done;
        });
    }

    private static string Side(PairSide tool) => $"#{tool.Id} {TextTable.OneLine(tool.Name)} ({tool.Url ?? "no address"})";

    private static Person Actor => new(Environment.UserName);

    private static Command Merge()
    {
        var kept = NumberOption.Id("KEPT", "The tool that stays");
        var other = NumberOption.Id("OTHER", "The tool that is folded into it");
        return new Command("merge", "Fold one tool into another; can be taken back") { kept, other }.Does(async (session, parsed, cancellationToken) =>
        {
            var merge = await Open(session, DatabaseAccess.Write).MergeAsync(parsed.GetValue(kept), parsed.GetValue(other), Actor, cancellationToken);
            session.Out.WriteLine($"Tool {merge.MergedId} is folded into {merge.KeptId}. Take back: glean duplicates undo {merge.Id}");
            return ExitCode.Done;
        });
    }

    private static Command Apart()
    {
        var one = NumberOption.Id("ONE", "Number of a tool, see glean tools");
        var other = NumberOption.Id("OTHER", "Number of the other tool");
        return new Command("apart", "Say that two tools are different; never asked again") { one, other }.Does(async (session, parsed, cancellationToken) =>
        {
            await Open(session, DatabaseAccess.Write).KeepApartAsync(parsed.GetValue(one), parsed.GetValue(other), Actor, cancellationToken);
            session.Out.WriteLine("They stay apart.");
            return ExitCode.Done;
        });
    }

    private static Command Undo()
    {
        var id = NumberOption.Id("MERGE", "Number of the merge, see glean show ID");
        return new Command("undo", "Take a merge back, exactly") { id }.Does(async (session, parsed, cancellationToken) =>
        {
            var tool = await Open(session, DatabaseAccess.Write).UndoAsync(parsed.GetValue(id), Actor, cancellationToken);
            session.Out.WriteLine($"Tool {tool.Id} ({TextTable.OneLine(tool.Name)}) stands on its own again.");
            return ExitCode.Done;
        });
    }

    private static DuplicateDesk Open(Session session, DatabaseAccess access)
    {
        session.Database.EnsureUsable(access);
        return new DuplicateDesk(session.Database, session.Time);
    }
}
