namespace Glean.Operations.Copying;

/// <summary>A table compared.</summary>
public sealed record ComparedTable(string Table, long Rows, string Checksum, long TargetRows, string TargetChecksum)
{
    public bool Equal => Rows == TargetRows && Checksum == TargetChecksum;
}

/// <summary>What a copy came to.</summary>
/// <param name="Copied">The rows that this run wrote; none where all were there already.</param>
public sealed record CopyResult(string From, string To, long Copied, IReadOnlyList<ComparedTable> Tables)
{
    public bool Equal => Tables.All(t => t.Equal);

    public long Rows => Tables.Sum(t => t.Rows);
}
