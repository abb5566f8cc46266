using System.CommandLine;
using System.Text.Json;
using Glean.Cli.Terminal;
using Glean.Operations;
using Glean.Storage;

namespace Glean.Cli.Operations;

/// <summary><c>glean status</c></summary>
internal static class StatusCommand
{
    private const int StatisticsDays = 90;

    public static Command Create()
    {
        var full = new Option<bool>("--full") { Description = "Funnel, times, sources and agreement of reviewers as well" };
        var days = NumberOption.Whole("--days", "With --full: only the last N days", StatisticsDays);
        var json = GlobalOptions.Json();
        return new Command("status", "Where everything stands, against the thresholds of the runbook") { full, days, json }.Does((session, parsed) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            var status = PipelineStatus.Read(session.Database, session.Stored.Thresholds(), session.Now);
            var statistics = parsed.GetValue(full) ? StatisticsPrinter.Read(session, parsed.GetValue(days)) : null;
            if (parsed.GetValue(json))
            {
                var all = JsonSerializer.SerializeToNode(status, Session.Json)!.AsObject();
                if (statistics is not null)
                {
                    all["statistics"] = JsonSerializer.SerializeToNode(statistics, Session.Json);
                }

                session.WriteJson(all);
                return ExitCode.Done;
            }

            Print(status, session.Out);
            if (statistics is not null)
            {
                StatisticsPrinter.Print(statistics, session.Out);
            }

            return ExitCode.Done;
        });
    }

    /// <summary>The status as people read it.</summary>
    public static void Print(PipelineStatus status, TextWriter output)
    {
        output.WriteLine("Tools");
        var stages = new TextTable();
        foreach (var (stage, count) in status.Tools)
        {
            stages.Add(stage, count.ToString());
        }

        stages.Add("total", status.Tools.Values.Sum().ToString());
        stages.Write(output, "  ");

        output.WriteLine("Evidence");
        var evidence = new TextTable();
        evidence.Add("discoveries", status.Discoveries.ToString());
        evidence.Add("unprocessed", status.UnprocessedDiscoveries.ToString(), Note(status.StaleDiscoveries, "older than 7 days"));
        evidence.Add("set aside", status.SetAsideDiscoveries.ToString());
        evidence.Add("claims", status.Claims.ToString());
        evidence.Add("sources", status.Sources.ToString(), Note(status.FailingSources, "failing"));
        evidence.Write(output, "  ");

        output.WriteLine("Thresholds");
        var thresholds = new TextTable("", "now", "normal", "alert", "state");
        foreach (var reading in status.Thresholds)
        {
            thresholds.Add(reading.Metric, reading.Shown, reading.Normal, reading.Alert, reading.State);
        }

        thresholds.Write(output, "  ");

        if (status.Llm.TotalTokens > 0)
        {
            output.WriteLine("Language models");
            var spending = new TextTable("", "tokens", "USD", "questions");
            var today = status.Llm.Today;
            spending.Add("today", (today.InputTokens + today.CachedTokens + today.OutputTokens).ToString("N0"), today.CostUsd.ToString("0.0000"), today.Calls.ToString("N0"));
            spending.Add("total", status.Llm.TotalTokens.ToString("N0"), status.Llm.TotalUsd.ToString("0.0000"));

            spending.Write(output, "  ");
        }

        output.WriteLine("Last jobs");
        var jobs = new TextTable();
        foreach (var job in status.Jobs)
        {
            jobs.Add(
                job.Id,
                job.ScoutType is null ? job.Type : $"{job.Type} {job.ScoutType}",
                job.Status,
                job.CreatedAt.ToString("yyyy-MM-dd HH:mm"),
                job.Error ?? job.Message);
        }

        if (status.Jobs.Count == 0)
        {
            jobs.Add("none yet");
        }

        jobs.Write(output, "  ");
    }

    private static string Note(long count, string words) => count == 0 ? "" : $"({count} {words})";
}
