using System.CommandLine;
using Glean.Scouts;

namespace Glean.Cli.Scouts;

/// <summary>The options of one scout on the command line, made of what it declares.</summary>
internal sealed class ScoutOptionSet
{
    private readonly List<(Option Option, Func<ParseResult, ScoutOptions, ScoutOptions> Read)> options;

    public ScoutOptionSet(IReadOnlyList<ScoutOption> declared)
    {
        ScoutOption[] all =
        [
            .. declared,
            new(ScoutFields.Demo, "Bundled sample data, offline; its rows are marked as demo"),
            new(ScoutFields.NoFilter, "Keep items whatever their relevance"),
        ];
        options = [.. all.Select(Create)];
    }

    public void AddTo(Command command)
    {
        foreach (var (option, _) in options)
        {
            command.Add(option);
        }
    }

    /// <exception cref="Glean.Catalog.GleanException">A text makes no sense; the message says why.</exception>
    public ScoutOptions Read(ParseResult parsed) => options.Aggregate(ScoutOptions.None, (read, option) => option.Read(parsed, read));

    private static (Option Option, Func<ParseResult, ScoutOptions, ScoutOptions> Read) Create(ScoutOption declared)
    {
        switch (declared.Field)
        {
            case NumberField field:
                var help = declared.Default is { } usual ? $"{declared.Help} (default: {usual})" : declared.Help;
                var number = NumberOption.Optional(field.Flag, help, field.Least, field.Most);
                return (number, (parsed, read) => parsed.GetValue(number) is { } value ? read.With(field, value) : read);
            case TextsField field:
                var texts = new Option<string[]>(field.Flag) { Description = declared.Help, HelpName = field.Example };
                return (texts, (parsed, read) => read.With(field, [.. (parsed.GetValue(texts) ?? []).Select(field.Valid).Distinct(StringComparer.Ordinal)]));
            case FlagField field:
                var flag = new Option<bool>(field.Flag) { Description = declared.Help };
                return (flag, (parsed, read) => parsed.GetValue(flag) ? read.With(field) : read);
            default:
                throw new InvalidOperationException($"{declared.Field.Name} is of an unknown kind.");
        }
    }
}
