namespace Glean.Catalog;

/// <summary>What a page of a tool is for.</summary>
public enum PageKind
{
    Home,
    Pricing,
    Changelog,

    /// <summary>RSS, Atom or JSON Feed.</summary>
    Feed,
    Other,
}

/// <summary>How the last check of a page ended.</summary>
public enum PageState
{
    /// <summary>Not checked yet.</summary>
    New,

    /// <summary>Read for the first time.</summary>
    Ok,
    Unchanged,
    Changed,

    /// <summary>Nothing is known of it: a captcha, a consent wall, a refusal, an empty page, no answer.</summary>
    CouldNotCheck,

    /// <summary>It leads to another domain, which a person has to accept.</summary>
    Moved,
    Gone,
}

/// <summary>A page of an approved tool that is watched for changes.</summary>
public sealed class WatchedPage
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public required string Url { get; set; }

    public PageKind Kind { get; set; }

    /// <summary>A person added it; what the tracker found itself it may also give up.</summary>
    public bool AddedByPerson { get; set; }

    /// <summary>False when a person took it off the list; the row stays, so that it is not found again.</summary>
    public bool Enabled { get; set; } = true;

    public PageState State { get; set; }

    /// <summary>For people: what the state means here.</summary>
    public string? StateReason { get; set; }

    public string? ETag { get; set; }

    public string? LastModified { get; set; }

    public DateTime? LastCheckedAt { get; set; }

    public DateTime? LastChangedAt { get; set; }

    /// <summary>Not checked by the schedule before this time.</summary>
    public DateTime? NextCheckAt { get; set; }

    /// <summary>Hours between two checks; follows how often the page changes.</summary>
    public double IntervalHours { get; set; }

    public int ConsecutiveFailures { get; set; }

    /// <summary>The snapshot that the next check compares with.</summary>
    public long? SnapshotId { get; set; }

    /// <summary>Where the page now leads, when that is another domain.</summary>
    public string? ProposedUrl { get; set; }

    /// <summary>A new address that a person dismissed: it is not proposed again.</summary>
    public string? DismissedUrl { get; set; }

    /// <summary>What was seen to move by itself on this page, as JSON.</summary>
    public string? Moving { get; set; }

    public DateTime CreatedAt { get; set; }
}

/// <summary>How a part of a page is named that is to be ignored.</summary>
public enum MuteKind
{
    /// <summary>A CSS selector.</summary>
    Selector,

    /// <summary>Lines that hold this text; <c>*</c> stands for anything.</summary>
    Text,
}

/// <summary>A part of a page that a person does not want to hear of.</summary>
public sealed class PageMute
{
    public long Id { get; set; }

    public long PageId { get; set; }

    public MuteKind Kind { get; set; }

    public required string Pattern { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime CreatedAt { get; set; }
}

/// <summary>What a plan cost from one time to another; a row for each price it had.</summary>
public sealed class PlanPeriod
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public long PageId { get; set; }

    /// <summary>See <see cref="NameKey"/>; the same plan in every row.</summary>
    public required string PlanKey { get; set; }

    public required string Name { get; set; }

    /// <summary><c>priced</c>, <c>free</c> or <c>custom</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The first price, for sorting and the shell; null unless priced.</summary>
    public decimal? Amount { get; set; }

    public string? Currency { get; set; }

    public string? Period { get; set; }

    public string? Unit { get; set; }

    /// <summary>All prices, as a JSON array.</summary>
    public string Prices { get; set; } = "[]";

    /// <summary>What the plan includes, as a JSON array of texts.</summary>
    public string Limits { get; set; } = "[]";

    public DateTime ValidFrom { get; set; }

    /// <summary>Null for what holds now.</summary>
    public DateTime? ValidTo { get; set; }

    /// <summary>The change that ended it.</summary>
    public long? EndedBy { get; set; }
}

/// <summary>What a change would do to a claim.</summary>
public enum ProposalKind
{
    Confirm,
    Contradict,
    New,
}

/// <summary>Whether a person has decided on a proposal.</summary>
public enum ProposalStatus
{
    Open,
    Accepted,
    Dismissed,
}

/// <summary>An edit of the claims of a tool that a change suggests. Nothing happens until a person accepts it.</summary>
public sealed class ClaimProposal
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public long ChangeId { get; set; }

    /// <summary>The claim it is about; null for a new one.</summary>
    public long? ClaimId { get; set; }

    public ProposalKind Kind { get; set; }

    public ClaimType ClaimType { get; set; }

    /// <summary>The statement as the page makes it now.</summary>
    public required string Content { get; set; }

    /// <summary>Verbatim from the snapshot after the change.</summary>
    public string? Quote { get; set; }

    public ProposalStatus Status { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    public DateTime CreatedAt { get; set; }
}

/// <summary>The rules of a host for programs, kept for a day (RFC 9309).</summary>
public sealed class RobotsRules
{
    /// <summary>Scheme, host and port.</summary>
    public required string Origin { get; set; }

    public string Body { get; set; } = "";

    public string? ETag { get; set; }

    public string? LastModified { get; set; }

    public DateTime FetchedAt { get; set; }
}
