using System.Runtime.InteropServices;

namespace Glean.Analysis.Rules;

/// <summary>
/// What is true of a thing to be decided, by name. Every name is a row in the table of weights, so that a decision can be
/// told in words.
/// </summary>
/// <param name="capacity">How many names are expected.</param>
internal sealed class FeatureSet(int capacity = 64)
{
    private readonly List<string> names = new(capacity);

    public IReadOnlyList<string> Names => names;

    /// <summary>The same names for the sums, which go through them many times a text. Holds until a name is added.</summary>
    public ReadOnlySpan<string> AsSpan() => CollectionsMarshal.AsSpan(names);

    public void Clear() => names.Clear();

    public void Add(string name) => names.Add(name);

    public void AddIf(bool holds, string name)
    {
        if (holds)
            names.Add(name);
    }

    /// <summary>Adds once, however often it is seen. Names are constants or come from tables, so equal ones are the same object.</summary>
    public void AddOnce(string name)
    {
        foreach (var known in names)
        {
            if (ReferenceEquals(known, name))
                return;
        }

        names.Add(name);
    }
}
