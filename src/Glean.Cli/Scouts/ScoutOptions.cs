using System.CommandLine;
using Glean.Scouts;

namespace Glean.Cli.Scouts;

/// <summary>Options that every scout takes.</summary>
internal sealed class ScoutOptions
{
    public Option<bool> Demo { get; } = new("--demo") { Description = "Bundled sample data, offline; its rows are marked as demo" };

    public Option<bool> NoFilter { get; } = new("--no-filter") { Description = "Keep items whatever their relevance" };

    public Option<bool> Json { get; } = GlobalOptions.Json();

    public void AddTo(Command command)
    {
        command.Add(Demo);
        command.Add(NoFilter);
        command.Add(Json);
    }

    public SavePolicy Policy(Session session, ParseResult parsed) => new(session.Stored.Focus().Focus, KeepIrrelevant: parsed.GetValue(NoFilter));
}
