using System.Collections.Immutable;
using Glean.Jobs;

namespace Glean.Scouts;

/// <summary>What was asked of a scout.</summary>
public sealed class ScoutOptions
{
    public static readonly ScoutOptions None = new(ImmutableDictionary<string, object>.Empty);

    private readonly ImmutableDictionary<string, object> given;

    private ScoutOptions(ImmutableDictionary<string, object> given) => this.given = given;

    /// <summary>The number, or null when it was not given.</summary>
    public int? this[NumberField field] => given.TryGetValue(field.Name, out var value) ? (int)value : null;

    public IReadOnlyList<string> this[TextsField field] => given.TryGetValue(field.Name, out var value) ? (IReadOnlyList<string>)value : [];

    public bool this[FlagField field] => given.ContainsKey(field.Name);

    /// <summary>Reads all fields; what is wrong with them stands in <see cref="OptionReader.Wrong"/>.</summary>
    public static ScoutOptions Read(OptionReader options) => new(ScoutFields.All
        .Select(f => (f.Name, Value: f.Read(options)))
        .Where(f => f.Value is not null)
        .ToImmutableDictionary(f => f.Name, f => f.Value!));

    /// <summary>As the options of a job, from which they are read again.</summary>
    public IReadOnlyDictionary<string, object> ToJson() => given;

    public ScoutOptions With(NumberField field, int value) => new(given.SetItem(field.Name, value));

    public ScoutOptions With(TextsField field, params IReadOnlyList<string> values) => values.Count == 0 ? this : new(given.SetItem(field.Name, values));

    public ScoutOptions With(FlagField field) => new(given.SetItem(field.Name, true));
}
