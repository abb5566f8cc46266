namespace Glean.Catalog;

/// <summary>What kind of thing went wrong; the hosts turn it into an exit code or an HTTP status.</summary>
public enum FailureKind
{
    /// <summary>The work itself failed.</summary>
    Work,

    /// <summary>The caller asked for something that makes no sense.</summary>
    Usage,

    /// <summary>The database is missing, locked, corrupt, read-only or newer than the program.</summary>
    Database,

    /// <summary>A credential or a setting is missing.</summary>
    Setting,
}

/// <summary>
/// An expected failure, told to a person: <see cref="Exception.Message"/> names the thing and the cause,
/// <see cref="NextStep"/> what to do about it.
/// </summary>
public sealed class GleanException(FailureKind kind, string message, string? nextStep = null, Exception? inner = null)
    : Exception(message, inner)
{
    public FailureKind Kind { get; } = kind;

    public string? NextStep { get; } = nextStep;
}
