using System.CommandLine;
using Glean.Catalog;
using Glean.Scouts;

namespace Glean.Cli.Scouts;

/// <summary>A source and doors of it on the command line: <c>reddit sales</c>, <c>reddit --query "AI SDR"</c>.</summary>
internal sealed class DoorOptions
{
    private static readonly IReadOnlyList<TextsField> Fields = [.. ScoutList.All.SelectMany(SourceDesk.DoorFields).Distinct()];

    private readonly Argument<string> source = new("SOURCE") { Description = "The source", HelpName = string.Join('|', ScoutList.All.Select(s => s.Definition.Command)) };

    private readonly Argument<string[]> doors = new("DOOR")
    {
        Description = "Doors of its usual kind: feeds, subreddits, topics, else searches",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly IReadOnlyList<(TextsField Field, Option<string[]> Option)> options =
        [.. Fields.Select(f => (f, new Option<string[]>(f.Flag) { Description = "A door of this kind; repeatable", HelpName = f.Example }))];

    public void AddTo(Command command)
    {
        command.Add(source);
        command.Add(doors);
        foreach (var (_, option) in options)
        {
            command.Add(option);
        }
    }

    /// <exception cref="GleanException">There is no such source, or it has no such doors.</exception>
    public (IScout Scout, ScoutOptions Doors) Read(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(source);
        var scout = ScoutList.All.FirstOrDefault(s => s.Definition.Command == name || s.Definition.Name == name)
            ?? throw new GleanException(FailureKind.Usage, $"There is no source '{name}'.", $"There are {string.Join(", ", ScoutList.All.Select(s => s.Definition.Command))}");
        var fields = SourceDesk.DoorFields(scout);
        var wanted = ScoutOptions.None.With(fields[0], Valid(fields[0], parsed.GetValue(doors)));
        foreach (var (field, option) in options)
        {
            var given = Valid(field, parsed.GetValue(option));
            if (given.Count > 0 && !fields.Contains(field))
            {
                throw new GleanException(FailureKind.Usage, $"{scout.Definition.Title} has no doors by {field.Flag}.", $"It takes {string.Join(", ", fields.Select(f => f.Flag))}");
            }

            wanted = wanted.With(field, [.. wanted[field], .. given]);
        }

        return scout.Named(wanted).Count > 0
            ? (scout, wanted)
            : throw new GleanException(FailureKind.Usage, $"No door of {scout.Definition.Title} is named.", $"Name one: {fields[0].Example}, or {string.Join(", ", fields.Select(f => $"{f.Flag} {f.Example}"))}");
    }

    private static IReadOnlyList<string> Valid(TextsField field, string[]? texts) => [.. (texts ?? []).Select(field.Valid).Distinct(StringComparer.Ordinal)];
}
