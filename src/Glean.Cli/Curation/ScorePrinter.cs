using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Curation;
using Glean.Settings;

namespace Glean.Cli.Curation;

/// <summary><c>glean curate --explain</c> and <c>--backtest</c></summary>
internal static class ScorePrinter
{
    private const int ReasonsShown = 10;

    public static int Explain(Session session, Curator curator, long id, bool json)
    {
        var explanation = curator.Explain(id) ?? throw new GleanException(FailureKind.Usage, $"There is no tool {id}.", "See the list: glean tools");
        if (json)
        {
            session.WriteJson(explanation);
            return ExitCode.Done;
        }

        session.Out.WriteLine($"#{explanation.Id} {TextTable.OneLine(explanation.Name)}: {explanation.Score:0.00}. {explanation.Standing}");
        if (explanation.Learned is { } learned)
        {
            session.Out.WriteLine($"{1 - explanation.Share:0%} of it is the plain score of {explanation.Plain:0.00}, {explanation.Share:0%} what past decisions make of it, {learned:0.00}.");
        }

        var parts = new TextTable("POINTS", "PART", "WEIGHT", "AMOUNT", "WHY");
        foreach (var part in explanation.Parts)
        {
            parts.Add(part.Points.ToString("0.000"), part.Part, part.Weight.ToString("0.00"), part.Amount.ToString("0.00"), part.Words);
        }

        parts.Write(session.Out, "  ");
        if (explanation.LearnedReasons.Count > 0)
        {
            session.Out.WriteLine("Learned from decisions (log-odds):");
            var reasons = new TextTable("WEIGHT", "FEATURE", "WHY");
            foreach (var reason in explanation.LearnedReasons.Take(ReasonsShown))
            {
                reasons.Add(reason.Weight.ToString("+0.00;-0.00"), reason.Feature, reason.Words);
            }

            reasons.Write(session.Out, "  ");
        }

        return ExitCode.Done;
    }

    public static int Backtest(Session session, Curator curator, string file, double minScore, bool json)
    {
        var report = curator.Backtest(Read(file), minScore);
        if (json)
        {
            session.WriteJson(report);
            return ExitCode.Done;
        }

        session.Out.WriteLine($"{report.Decisions} decisions, {report.Approved} of them approved. {report.Words}");
        var figures = new TextTable("", "IN FORCE", "CHANGED");
        figures.Add("approved above rejected", Share(report.Before.Auc), Share(report.After.Auc));
        figures.Add($"approved in the best {report.Top}", report.Before.ApprovedInTop.ToString(), report.After.ApprovedInTop.ToString());
        figures.Add($"approved below {report.MinScore:0.00}", report.Before.ApprovedBelow.ToString(), report.After.ApprovedBelow.ToString());
        figures.Add($"rejected below {report.MinScore:0.00}", report.Before.RejectedBelow.ToString(), report.After.RejectedBelow.ToString());
        figures.Write(session.Out, "  ");
        foreach (var tool in report.Lost)
        {
            session.Out.WriteLine($"  lost: #{tool.Id} {TextTable.OneLine(tool.Name)}, {tool.Before:0.00} -> {tool.After:0.00}");
        }

        return ExitCode.Done;
    }

    private static string Share(double? auc) => auc is { } known ? $"{known:0.0%}" : "-";

    private static Focus Read(string file)
    {
        try
        {
            var focus = Focus.FromYaml(File.ReadAllText(file));
            return FocusCheck.Problems(focus) is { Count: > 0 } problems
                ? throw new GleanException(FailureKind.Usage, $"The focus in {file} makes no sense: {string.Join(" ", problems.Select(p => $"{p.Key}: {p.Value}"))}", "Mend the file")
                : focus;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Usage, $"The file {file} cannot be read: {e.Message}", "Name a focus as YAML or JSON", e);
        }
    }
}
