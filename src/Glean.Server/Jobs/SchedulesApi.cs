using Glean.Catalog;
using Glean.Jobs;
using Glean.Server.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Jobs;

/// <summary>Routes of schedules.</summary>
internal static class SchedulesApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/schedules").WithTags("schedules").RequireAuthorization(Policies.Read);
        read.MapGet("", ListAsync);
        read.MapGet("/{id:long}", FindAsync);

        var write = app.MapGroup("/api/schedules").WithTags("schedules").RequireAuthorization(Policies.Admin);
        write.MapPost("", AddAsync);
        write.MapPut("/{id:long}", ChangeAsync);
        write.MapDelete("/{id:long}", RemoveAsync);
    }

    private static async Task<Ok<SchedulePage>> ListAsync(ScheduleBook book, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SchedulePage([.. (await book.ListAsync(cancellationToken)).Select(s => ScheduleModel.Of(s, Now(time)))]));

    private static async Task<Results<Ok<ScheduleModel>, ProblemHttpResult>> FindAsync(
        long id, ScheduleBook book, TimeProvider time, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is { } schedule ? TypedResults.Ok(ScheduleModel.Of(schedule, Now(time))) : NoSuchSchedule(id);

    private static async Task<Results<Created<ScheduleModel>, ProblemHttpResult>> AddAsync(
        ScheduleInput input, ScheduleBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var schedule = (await book.SetAsync(null, Wish(input, null), cancellationToken))!;
            return TypedResults.Created($"/api/schedules/{schedule.Id}", ScheduleModel.Of(schedule, Now(time)));
        }
        catch (GleanException e) when (e.Kind == FailureKind.Usage)
        {
            return Refuse(e);
        }
    }

    private static async Task<Results<Ok<ScheduleModel>, ProblemHttpResult>> ChangeAsync(
        long id, ScheduleInput input, ScheduleBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await book.FindAsync(id, cancellationToken) is { } old && await book.SetAsync(id, Wish(input, old), cancellationToken) is { } schedule
                ? TypedResults.Ok(ScheduleModel.Of(schedule, Now(time)))
                : NoSuchSchedule(id);
        }
        catch (GleanException e) when (e.Kind == FailureKind.Usage)
        {
            return Refuse(e);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(long id, ScheduleBook book, CancellationToken cancellationToken) =>
        await book.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : NoSuchSchedule(id);

    /// <exception cref="GleanException">Something is missing or makes no sense.</exception>
    private static ScheduleWish Wish(ScheduleInput input, Schedule? old)
    {
        var type = input.JobType is null ? old?.JobType : WireName.Parse<JobType>(input.JobType);
        return new ScheduleWish(
            input.Name ?? old?.Name ?? "",
            type ?? throw new GleanException(FailureKind.Usage, $"job_type is one of {string.Join(", ", GleanJobs.Catalog.Kinds.Select(k => k.Type.ToWire()))}."),
            input.ScoutType ?? old?.ScoutType,
            input.Cron ?? old?.Cron ?? throw new GleanException(FailureKind.Usage, "cron is missing."),
            input.TimeZone ?? old?.TimeZone ?? "UTC",
            input.Options?.GetRawText() ?? old?.Options ?? "{}",
            input.Enabled ?? old?.Enabled ?? true);
    }

    private static ProblemHttpResult Refuse(GleanException e) => Problems.Invalid(e.NextStep is null ? e.Message : $"{e.Message} {e.NextStep}.");

    private static ProblemHttpResult NoSuchSchedule(long id) =>
        TypedResults.Problem($"There is no schedule {id}.", statusCode: StatusCodes.Status404NotFound);

    private static DateTime Now(TimeProvider time) => time.GetUtcNow().UtcDateTime;
}
