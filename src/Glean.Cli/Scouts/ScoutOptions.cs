using System.CommandLine;
using Glean.Catalog;
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

    public SavePolicy Policy(ParseResult parsed) => new(Focus.Default, KeepIrrelevant: parsed.GetValue(NoFilter));
}
