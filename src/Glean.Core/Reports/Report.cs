namespace Glean.Reports;

/// <summary>The kinds of report.</summary>
public enum ReportKind
{
    /// <summary>What came, what was decided and what is said most, over some weeks.</summary>
    Weekly,

    /// <summary>What changed, over some days.</summary>
    Changelog,

    /// <summary>All approved tools.</summary>
    Index,
}

/// <summary>The time a report tells of.</summary>
/// <param name="From">Its start (UTC); null for the beginning.</param>
/// <param name="Until">Its end (UTC, exclusive); null for now.</param>
public sealed record ReportPeriod(DateTime? From, DateTime? Until = null)
{
    /// <summary>No end and no beginning.</summary>
    public static readonly ReportPeriod All = new(From: null);

    public static ReportPeriod Weeks(int weeks, DateTime now) => Days(7 * weeks, now);

    public static ReportPeriod Days(int days, DateTime now) => new(now.AddDays(-days));

    /// <summary>From the start of a day to the end of another (UTC).</summary>
    public static ReportPeriod OfDays(DateOnly? first, DateOnly? last) => new(
        first?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        last == DateOnly.MaxValue ? null : last?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

    /// <summary>The period of a kind when nobody names one.</summary>
    public static ReportPeriod Default(ReportKind kind, DateTime now) => kind switch
    {
        ReportKind.Weekly => Weeks(1, now),
        ReportKind.Changelog => Days(30, now),
        ReportKind.Index => All,
    };
}

/// <summary>
/// A report before it is rendered: the one model behind Markdown, HTML and JSON. Its figures are read; entries are read in portions
/// each time a section is gone through, so that a report of many tools needs no more memory than one of a few.
/// </summary>
public sealed record Report(
    ReportKind Kind,
    string Title,
    DateTime GeneratedAt,
    ReportPeriod Period,
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<ReportSection> Sections)
{
    /// <summary>Nothing happened that is worth telling.</summary>
    public bool IsEmpty => Sections.All(s => s.Count == 0);
}

/// <summary>A number worth reading first.</summary>
public sealed record ReportFigure(string Name, long Value);

/// <summary>A part of a report.</summary>
/// <param name="Count">How many entries there were when the report was made.</param>
/// <param name="Empty">What stands there when there are no entries.</param>
public sealed record ReportSection(string Heading, int Count, IEnumerable<ReportEntry> Entries, string Empty)
{
    public ReportSection(string heading, IReadOnlyList<ReportEntry> entries, string empty)
        : this(heading, entries.Count, entries, empty)
    {
    }
}

/// <summary>One tool, or one event in the life of one.</summary>
/// <param name="Url">The tool's own address.</param>
/// <param name="Detail">Our words about it, or its description.</param>
public sealed record ReportEntry(string Name, string? Url, string Detail, IReadOnlyList<ReportStatement> Statements)
{
    public long? ToolId { get; init; }
}

/// <summary>Something said, with the place where it stands.</summary>
/// <param name="Type">The type of the claim or the change, as the API writes it.</param>
/// <param name="SourceUrl">Where it can be read.</param>
/// <param name="PublishedAt">When it was said, or seen on the page.</param>
public sealed record ReportStatement(string Text, string? Type, string? SourceName, string? SourceUrl, DateTime? PublishedAt)
{
    /// <summary>The words it was read out of, verbatim.</summary>
    public string? Quote { get; init; }

    /// <summary>How many independent voices say so.</summary>
    public int Voices { get; init; } = 1;

    /// <summary>Another claim says otherwise, and nobody has settled it.</summary>
    public bool Disputed { get; init; }

    public long? ClaimId { get; init; }

    public long? DiscoveryId { get; init; }

    public long? ChangeId { get; init; }

    /// <summary>The texts of the page between which the change lies.</summary>
    public long? BeforeSnapshotId { get; init; }

    public long? AfterSnapshotId { get; init; }
}
