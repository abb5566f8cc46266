namespace Glean.Operations.Import;

/// <summary>A line that could not be taken in.</summary>
/// <param name="Number">1 is the first line of the file.</param>
public sealed record WrongLine(int Number, string Reason);

/// <summary>What an import did.</summary>
/// <param name="Known">Were there before, left as they are.</param>
public sealed record ImportReport(int Read, int Added, int Known, IReadOnlyList<WrongLine> Wrong);
