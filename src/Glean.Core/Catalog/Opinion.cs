namespace Glean.Catalog;

/// <summary>What somebody would do with a tool.</summary>
public enum OpinionVerdict
{
    Approve,
    Reject,

    /// <summary>Asks others for theirs.</summary>
    Unsure,
}

/// <summary>What one person thinks of a tool, beside whoever decides. One row a person and tool; what it said before stands in the audit log.</summary>
public sealed class Opinion
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public required string Actor { get; set; }

    public long? UserId { get; set; }

    public OpinionVerdict Verdict { get; set; }

    /// <summary>Codes of <see cref="Focus.RejectionReasons"/>, as a JSON array.</summary>
    public string Reasons { get; set; } = "[]";

    public string? Comment { get; set; }

    public DateTime GivenAt { get; set; }
}
