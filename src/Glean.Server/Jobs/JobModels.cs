using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Operations.Sources;
using Glean.Scouts;
using Glean.Settings;

namespace Glean.Server.Jobs;

/// <summary>What a client is told of a job.</summary>
internal sealed record JobModel(
    string Id,
    string Type,
    string Status,
    int Progress,
    string? Message,
    JsonElement? Result,
    string? Error,
    string? ScoutType,
    JsonElement Options,
    int Attempts,
    bool CancelRequested,
    long? ScheduleId,
    long? UserId,
    DateTime CreatedAt,
    DateTime? StartedAt,
    DateTime? CompletedAt,
    DateTime? NotBefore,
    IReadOnlyList<JobLine> Logs)
{
    public static JobModel Of(Job job, IReadOnlyList<JobLog>? logs = null) => new(
        job.Id,
        job.Type.ToWire(),
        job.Status.ToWire(),
        job.Progress,
        job.Message,
        Json.Element(job.Result),
        job.Error,
        job.ScoutType,
        Json.Element(job.Options) ?? Json.Empty,
        job.Attempts,
        job.CancelRequested,
        job.ScheduleId,
        job.UserId,
        job.CreatedAt,
        job.StartedAt,
        job.CompletedAt,
        job.NotBefore,
        [.. (logs ?? []).Select(l => new JobLine(l.At, l.Level, l.Message))]);
}

internal sealed record JobLine(DateTime Timestamp, string Level, string Message);

internal sealed record JobPage(IReadOnlyList<JobModel> Jobs, int Total, int Limit, int Offset);

/// <summary>A job was taken: it is in the database, whatever happens now.</summary>
internal sealed record JobAccepted(string JobId, string Type, string Status, string? ScoutType, string Message)
{
    public static JobAccepted Of(Job job, string message) => new(job.Id, job.Type.ToWire(), job.Status.ToWire(), job.ScoutType, message);
}

/// <summary>A source that a scout job can be asked for.</summary>
/// <param name="Missing">Settings without which only sample data can be had; of several alternatives, those of the first.</param>
/// <param name="Alternatives">All alternatives, each as the settings it lacks.</param>
/// <param name="Summary">One line about it.</param>
/// <param name="Doors">What its doors are, in the plural.</param>
/// <param name="Options">What may be asked of it, besides what may be asked of all.</param>
/// <param name="LastRun">How its last run ended; null before the first.</param>
/// <param name="NextRunAt">Null when no schedule runs it.</param>
internal sealed record ScoutTypeModel(
    string Id, string Name, bool Configured, IReadOnlyList<string> Missing, IReadOnlyList<IReadOnlyList<string>> Alternatives, string Summary, string Doors,
    IReadOnlyList<ScoutOptionModel> Options, ScoutRun? LastRun, DateTime? NextRunAt)
{
    public static ScoutTypeModel Of(ScoutDefinition d, GleanSettings settings, ScoutRuns runs)
    {
        var missing = d.Missing(settings);
        return new ScoutTypeModel(
            d.Name, d.Title, missing.Count == 0, missing.Count == 0 ? [] : missing[0], missing, d.Summary, d.Doors, [.. d.Options.Select(ScoutOptionModel.Of)],
            runs.Last(d.Name), runs.Next(d.Name));
    }
}

/// <summary>A field of the body of <c>POST /api/jobs/scout</c>.</summary>
/// <param name="Kind"><c>number</c>, <c>texts</c> or <c>flag</c>.</param>
/// <param name="Default">Of a number, when nobody gives one.</param>
internal sealed record ScoutOptionModel(string Field, string Kind, string Help, int? Least, int? Most, int? Default)
{
    public static ScoutOptionModel Of(ScoutOption option) => new(
        option.Field.Name, option.Field.Kind, option.Help, (option.Field as NumberField)?.Least, (option.Field as NumberField)?.Most, option.Default);
}

internal sealed record ScoutTypesModel(IReadOnlyList<ScoutTypeModel> ScoutTypes);

/// <summary>A schedule with its next three runs.</summary>
internal sealed record ScheduleModel(
    long Id,
    string Name,
    string JobType,
    string? ScoutType,
    JsonElement Options,
    string Cron,
    string TimeZone,
    bool Enabled,
    DateTime? LastRunAt,
    DateTime? NextRunAt,
    IReadOnlyList<DateTime> NextRuns)
{
    public static ScheduleModel Of(Schedule s, DateTime now) => new(
        s.Id, s.Name, s.JobType.ToWire(), s.ScoutType, Json.Element(s.Options) ?? Json.Empty, s.Cron, s.TimeZone, s.Enabled, s.LastRunAt, s.NextRunAt, NextOf(s, now));

    private static IReadOnlyList<DateTime> NextOf(Schedule schedule, DateTime now)
    {
        try
        {
            return schedule.Enabled ? ScheduleTimes.Upcoming(schedule.Cron, schedule.TimeZone, now, 3) : [];
        }
        catch (GleanException)
        {
            // Written by hand and not readable: the scheduler switches it off and says so.
            return [];
        }
    }
}

internal sealed record SchedulePage(IReadOnlyList<ScheduleModel> Schedules);

/// <summary>A schedule as a client wants it; what is left out stays as it is, or is as usual.</summary>
internal sealed record ScheduleInput(
    string? Name = null, string? JobType = null, string? ScoutType = null, string? Cron = null, string? TimeZone = null, bool? Enabled = null, JsonElement? Options = null);

internal static class Json
{
    public static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <summary>Stored JSON as JSON; what is none, as a text.</summary>
    public static JsonElement? Element(string? stored)
    {
        if (stored is null)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(stored);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(stored);
        }
    }
}
