using System.Security.Claims;
using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Operations.Sources;
using Glean.Scouts;
using Glean.Server.Accounts;
using Glean.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Jobs;

/// <summary>Routes of jobs and schedules.</summary>
public static class JobsApi
{
    private const int MostAtOnce = 200;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapJobs(this IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/jobs").WithTags("jobs").RequireAuthorization(Policies.Read);
        read.MapGet("", List);
        read.MapGet("/scout-types", ScoutTypes);
        read.MapGet("/{id}", Find);

        var write = app.MapGroup("/api/jobs").WithTags("jobs").RequireAuthorization(Policies.Review);
        foreach (var kind in GleanJobs.Catalog.Kinds)
        {
            write.MapPost($"/{kind.Type.ToWire()}", (HttpRequest request, JobQueue queue, ClaimsPrincipal user, CancellationToken token) => AddAsync(kind, request, queue, user, token))
                .Accepts<JsonElement>(isOptional: true, "application/json");
        }

        write.MapDelete("/{id}", CancelAsync);
        write.MapPost("/{id}/retry", RetryAsync);
        SchedulesApi.Map(app);
        return app;
    }

    private static Results<Ok<JobPage>, ProblemHttpResult> List(JobReader jobs, string? status = null, int limit = 50, int offset = 0)
    {
        var wanted = (status ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (limit is < 1 or > MostAtOnce || offset < 0)
        {
            return Problems.Invalid($"limit goes from 1 to {MostAtOnce}, offset from 0.");
        }

        if (wanted.FirstOrDefault(s => WireName.Parse<JobStatus>(s) is null) is { } unknown)
        {
            return Problems.Invalid($"status is one of {string.Join(", ", WireName.All<JobStatus>())}, not '{unknown}'.");
        }

        var (page, total) = jobs.List([.. wanted.Select(s => WireName.Parse<JobStatus>(s)!.Value)], limit, offset);
        return TypedResults.Ok(new JobPage([.. page.Select(j => JobModel.Of(j))], total, limit, offset));
    }

    private static Results<Ok<JobModel>, ProblemHttpResult> Find(string id, JobReader jobs) =>
        jobs.Find(id) is { } job
            ? TypedResults.Ok(JobModel.Of(job, jobs.Log(id)))
            : Problems.NoSuchJob(id);

    private static Ok<ScoutTypesModel> ScoutTypes(JobTools tools)
    {
        var settings = new SettingStore(tools.Database, tools.Settings, tools.Time).Effective();
        using var connection = tools.Database.OpenForReading();
        var runs = ScoutRuns.Read(connection);
        return TypedResults.Ok(new ScoutTypesModel(
        [
            .. ScoutList.Definitions.Select(d => ScoutTypeModel.Of(d, settings, runs)),
            new ScoutTypeModel(
                ScoutJob.All, "Every configured source", true, [], [], "Every source that is configured", "sources", [], runs.Last(ScoutJob.All), runs.Next(ScoutJob.All)),
        ]));
    }

    private static async Task<Results<Accepted<JobAccepted>, ProblemHttpResult>> AddAsync(
        JobKind kind, HttpRequest http, JobQueue queue, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await BodyAsync(http, cancellationToken) is not { } options)
        {
            return Problems.Invalid("The body is no JSON object.");
        }

        var request = kind.Read(options);
        if (!request.IsValid)
        {
            return Problems.InvalidOptions(request.Wrong);
        }

        var job = await queue.AddAsync(request, user.Id(), cancellationToken);
        return TypedResults.Accepted($"/api/jobs/{job.Id}", JobAccepted.Of(job, "The job is queued."));
    }

    private static async Task<Results<Ok<JobAccepted>, ProblemHttpResult>> CancelAsync(string id, JobQueue queue, CancellationToken cancellationToken) =>
        await queue.CancelAsync(id, cancellationToken) switch
        {
            (JobWish.Granted, { } job) => TypedResults.Ok(JobAccepted.Of(job, job.Status == JobStatus.Cancelled ? "The job is cancelled." : "The job stops now.")),
            (JobWish.TooLate, { } job) => Problems.Conflict($"The job is over: it {job.Status.ToWire()} at {job.CompletedAt:yyyy-MM-dd HH:mm:ss} UTC."),
            _ => Problems.NoSuchJob(id),
        };

    private static async Task<Results<Accepted<JobAccepted>, ProblemHttpResult>> RetryAsync(
        string id, JobQueue queue, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.RetryAsync(id, user.Id(), cancellationToken) switch
            {
                (JobWish.Granted, { } job) => TypedResults.Accepted($"/api/jobs/{job.Id}", JobAccepted.Of(job, $"The job is queued again, as {job.Id}.")),
                (JobWish.TooLate, { } job) => Problems.Conflict($"The job is not over: it is {job.Status.ToWire()}."),
                _ => Problems.NoSuchJob(id),
            };
        }
        catch (GleanException e) when (e.Kind == FailureKind.Usage)
        {
            return Problems.Conflict(e.Message);
        }
    }

    /// <summary>The body as JSON; none is an empty object.</summary>
    private static async Task<JsonElement?> BodyAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(http.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        try
        {
            return OptionReader.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text);
        }
        catch (GleanException)
        {
            return null;
        }
    }
}

/// <summary>What goes wrong, as problem details.</summary>
internal static class Problems
{
    public static ProblemHttpResult Invalid(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status422UnprocessableEntity);

    /// <summary>422 with what is wrong by the field's name.</summary>
    public static ProblemHttpResult InvalidOptions(IReadOnlyDictionary<string, string[]> wrong) => TypedResults.Problem(
        string.Join(" ", wrong.SelectMany(w => w.Value)),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["errors"] = wrong });

    public static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NoSuchJob(string id) => TypedResults.Problem($"There is no job '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
