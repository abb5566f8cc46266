using Glean.Catalog;
using Glean.Settings;

namespace Glean.Scouts;

/// <summary>What a scout is called, needs and takes. The command line, the API, its types and the documents are made of it.</summary>
/// <param name="Name">Its name in <c>sources</c> and in the API.</param>
/// <param name="Command">Its name on the command line.</param>
public sealed record ScoutDefinition(string Name, string Command, string Title)
{
    /// <summary>One line for the help.</summary>
    public required string Summary { get; init; }

    /// <summary>What its doors are, in the plural: <c>feeds</c>.</summary>
    public required string Doors { get; init; }

    /// <summary>What to do when it has no doors.</summary>
    public required string NextStepWithoutDoors { get; init; }

    /// <summary>Variables it cannot work without; of several lists, one that is complete is enough. None where the source is open.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Credentials { get; init; } = [];

    public IReadOnlyList<ScoutOption> Options { get; init; } = [];

    /// <summary>When it runs by itself, as Quartz writes it (seconds first).</summary>
    public required string Schedule { get; init; }

    /// <summary>Every option: its own, and those of all scouts.</summary>
    public IEnumerable<ScoutField> Fields => Options.Select(o => o.Field).Concat(ScoutFields.OfAll);

    /// <summary>The value of an option when nobody gives it.</summary>
    public int? DefaultOf(NumberField field) => Options.FirstOrDefault(o => o.Field == field)?.Default;

    /// <summary>What is missing before it can be asked, by alternative; empty when nothing is.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Missing(GleanSettings settings)
    {
        var missing = Credentials.Select(c => (IReadOnlyList<string>)[.. c.Where(v => string.IsNullOrEmpty(settings[SettingDefinitions.Find(v)!]))]).ToList();
        return missing.Any(m => m.Count == 0) ? [] : missing;
    }

    /// <exception cref="GleanException">A credential is missing; the message names it.</exception>
    public void EnsureConfigured(GleanSettings settings)
    {
        if (Missing(settings) is { Count: > 0 } missing)
        {
            throw new GleanException(
                FailureKind.Setting,
                $"{Title} needs {string.Join(", or ", missing.Select(m => string.Join(" and ", m)))}.",
                $"Set {(missing is [[_]] ? "it" : "them")} in the environment or in the settings, or see sample data: glean scout {Command} --demo");
        }
    }
}
