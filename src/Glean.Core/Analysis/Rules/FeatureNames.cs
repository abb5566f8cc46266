using System.Collections.Concurrent;

namespace Glean.Analysis.Rules;

/// <summary>Names made of a kind and a cue; kept, so that the same one is made once.</summary>
internal static class FeatureNames
{
    private static readonly ConcurrentDictionary<string, string> BeforeNames = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> AfterNames = new(StringComparer.Ordinal);

    // Only words of the closed lists come in, so neither table grows beyond them.
    public static string Before(string cue) => BeforeNames.GetOrAdd(cue, static c => "before:" + c);

    public static string After(string cue) => AfterNames.GetOrAdd(cue, static c => "after:" + c);
}
