using Glean.Cli.Terminal;
using Glean.Operations.Statistics;

namespace Glean.Cli.Operations;

/// <summary>What <c>glean status --full</c> tells besides.</summary>
internal static class StatisticsPrinter
{
    private const int SourcesShown = 10;

    public static ReviewStatistics Read(Session session, int days)
    {
        using var connection = session.Database.OpenForReading();
        return StatisticsReader.Read(connection, days, session.Now);
    }

    public static void Print(ReviewStatistics statistics, TextWriter output)
    {
        output.WriteLine($"Funnel, {statistics.Days} days");
        var funnel = new TextTable();
        foreach (var stage in statistics.Funnel)
        {
            funnel.Add(stage.Stage.Replace('_', ' '), stage.Count.ToString(), Percent(stage.Share));
        }

        funnel.Write(output, "  ");
        output.WriteLine("Hours in a stage");
        var times = new TextTable("", "median", "p90", "of");
        foreach (var time in statistics.TimeInStage)
        {
            times.Add(time.Stage.Replace('_', ' '), Number(time.MedianHours), Number(time.P90Hours), time.Count.ToString());
        }

        times.Write(output, "  ");
        output.WriteLine("Approved of those decided on");
        var conversion = new TextTable();
        foreach (var category in statistics.Conversion.Where(c => c.Decided > 0))
        {
            conversion.Add(category.Category, $"{category.Approved} of {category.Decided}", Percent(category.Rate));
        }

        foreach (var source in statistics.Sources.Where(s => s.Decided > 0).Take(SourcesShown))
        {
            conversion.Add($"from {source.Source}", $"{source.Approved} of {source.Decided}", Percent(source.Precision));
        }

        conversion.Write(output, "  ");
        var days = statistics.Throughput;
        output.WriteLine($"Throughput, {days.Count} days: {days.Sum(d => d.Discoveries)} discoveries, {days.Sum(d => d.Tools)} tools, {days.Sum(d => d.Queued)} queued, {days.Sum(d => d.Approved)} approved, {days.Sum(d => d.Rejected)} rejected");
        output.WriteLine($"Agreement of reviewers: {(statistics.Agreement.Kappa is { } kappa ? $"kappa {kappa:0.00}" : "not known")} on {statistics.Agreement.Tools} tools that two judged");
    }

    private static string Percent(double? share) => share is { } known ? $"{known:0%}" : "";

    private static string Number(double? hours) => hours is { } known ? known.ToString("0.0") : "-";
}
