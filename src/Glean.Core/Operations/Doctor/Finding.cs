namespace Glean.Operations.Doctor;

/// <summary>How a check came out.</summary>
public enum FindingState
{
    Ok,

    /// <summary>It works, but somebody should look at it.</summary>
    Warning,

    Failed,

    /// <summary>Only a person can do it.</summary>
    ByHand,
}

/// <summary>What one check found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Words">What there is, on one line.</param>
/// <param name="NextStep">What to do about it; null when there is nothing to do.</param>
public sealed record Finding(string Check, FindingState State, string Words, string? NextStep = null)
{
    public static Finding Ok(string check, string words) => new(check, FindingState.Ok, words);

    public static Finding Warn(string check, string words, string nextStep) => new(check, FindingState.Warning, words, nextStep);

    public static Finding Fail(string check, string words, string nextStep) => new(check, FindingState.Failed, words, nextStep);
}
