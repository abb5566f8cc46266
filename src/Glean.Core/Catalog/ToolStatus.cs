namespace Glean.Catalog;

/// <summary>Where a tool stands on its way from being mentioned to being decided on by a person.</summary>
public enum ToolStatus
{
    /// <summary>Known, nothing read about it yet.</summary>
    Inbox,

    /// <summary>Extracted from texts, waiting for curation or below its threshold.</summary>
    Analyzing,

    /// <summary>In the review queue.</summary>
    Review,

    /// <summary>A person put it into the index.</summary>
    Approved,

    /// <summary>A person decided against it.</summary>
    Rejected,
}

/// <summary>Who asks for a change of status. Only a person decides.</summary>
public enum StatusActor
{
    Program,
    Person,
}

/// <summary>The status machine, in one place.</summary>
public static class ToolStatusRules
{
    /// <summary>True when a person has decided: approved or rejected.</summary>
    public static bool IsDecided(this ToolStatus status) => status is ToolStatus.Approved or ToolStatus.Rejected;

    /// <summary>
    /// Whether <paramref name="actor"/> may move a tool from <paramref name="from"/> to <paramref name="to"/>.
    /// The program moves undecided tools between inbox, analyzing and review; only a person approves, rejects
    /// or takes a decision back.
    /// </summary>
    public static bool MayMove(ToolStatus from, ToolStatus to, StatusActor actor) =>
        from != to && (actor == StatusActor.Person || (!from.IsDecided() && !to.IsDecided()));
}
