namespace Glean.Reports;

/// <summary>What every format says in the same words.</summary>
internal static class ReportWords
{
    public static string Period(Report report)
    {
        var last = report.Period.Until is { } until ? until.AddTicks(-1) : report.GeneratedAt;
        return report.Period.From is { } from ? $"{from:yyyy-MM-dd} to {last:yyyy-MM-dd}" : $"As of {last:yyyy-MM-dd}";
    }

    public static string? Type(ReportStatement statement) => statement.Type?.Replace('_', ' ');

    /// <summary>Where and when: <c>reddit, 2026-02-25</c>.</summary>
    public static string Source(ReportStatement statement) =>
        (statement.SourceName ?? "source") + (statement.PublishedAt is { } at ? $", {at:yyyy-MM-dd}" : "");

    /// <summary>The quote, where it says more than the statement does.</summary>
    public static string? Quote(ReportStatement statement) =>
        statement.Quote is { Length: > 0 } quote && !string.Equals(quote.Trim(), statement.Text.Trim(), StringComparison.OrdinalIgnoreCase) ? quote : null;

    /// <summary>How much weight it has, or nothing: <c>3 voices</c>, <c>disputed</c>.</summary>
    public static string? Weight(ReportStatement statement) => (statement.Voices > 1, statement.Disputed) switch
    {
        (true, true) => $"{statement.Voices} voices, disputed",
        (true, false) => $"{statement.Voices} voices",
        (false, true) => "disputed",
        (false, false) => null,
    };
}
