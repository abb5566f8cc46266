namespace Glean.Analysis.Rules;

/// <summary>
/// What is true of a thing to be decided, by name. Every name is a row in the table of weights, so that a decision can be
/// told in words.
/// </summary>
internal sealed class FeatureSet
{
    private readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    public void Clear() => names.Clear();

    public void Add(string name) => names.Add(name);

    public void AddIf(bool holds, string name)
    {
        if (holds)
            names.Add(name);
    }

    /// <summary>Adds once, however often it is seen.</summary>
    public void AddOnce(string name)
    {
        if (!names.Contains(name))
            names.Add(name);
    }
}
