using System.Text.Json;
using Glean.Jobs;
using Glean.Operations.Sources;
using Glean.Scouts;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Sources;

/// <param name="Total">Sources, without their doors.</param>
internal sealed record SourceList(IReadOnlyList<SourceStatus> Sources, int Total);

/// <param name="Enabled">Whether runs read it; left out, it stays as it is.</param>
/// <param name="Title">For people; left out, it stays as it is.</param>
internal sealed record SourceBody(bool? Enabled = null, string? Title = null);

/// <param name="Known">Read before.</param>
internal sealed record DoorsAnswer(int Added, int Known, SourceStatus Source);

/// <summary>Sources and their doors: how they fare, which of them are read.</summary>
internal static class SourceRoutes
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/sources").WithTags("Sources").RequireAuthorization(Policies.Read);
        read.MapGet("", List).Produces<SourceList>().WithSummary("Sources with their doors: yield, precision, health, quota, rhythm");
        read.MapGet("{id}", Find).Produces<SourceStatus>().Refuses(404).WithSummary("One source by id or name, or one door by id");

        var write = routes.MapGroup("/api/sources").WithTags("Sources").RequireAuthorization(Policies.Review);
        write.MapPut("{id}", ChangeAsync).Produces<SourceStatus>().Refuses(404, 422).WithSummary("Pause, resume or name a source by id or name, or a door by id");
        write.MapPost("{id}/doors", AddAsync).Accepts<JsonElement>("application/json").Produces<DoorsAnswer>().Refuses(404, 422)
            .WithSummary("Open doors: the fields of a scout job that name them, such as subreddits, queries, topics, feeds");
        write.MapDelete("doors/{id:long}", RemoveAsync).Produces(204).Refuses(404).WithSummary("Close a door; what came through it stays");
    }

    private static JsonBytes List(ResultCache cache, GleanDatabase database, SettingStore settings, TimeProvider time)
    {
        // Days and silences pass also while nobody writes.
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonBytes(cache.Get($"sources{now:yyyyMMddHH}", () =>
        {
            var sources = Read(database, settings, now);
            return ApiJson.Bytes(new SourceList(sources, sources.Count));
        }));
    }

    private static IResult Find(string id, GleanDatabase database, SettingStore settings, TimeProvider time)
    {
        id = Name(id);
        var sources = Read(database, settings, time.GetUtcNow().UtcDateTime);
        var found = long.TryParse(id, out var number) ? SourceStatusReader.Find(sources, number) : sources.SelectMany(s => s.Doors.Prepend(s)).FirstOrDefault(s => s.Name == id);
        return found is null ? NoSource(id) : TypedResults.Ok(found);
    }

    private static async Task<IResult> ChangeAsync(
        string id, SourceBody body, HttpContext http, SourceDesk desk, GleanDatabase database, SettingStore settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (body.Title is { } title && (title.Length > SourceDesk.LongestTitle || title.Any(char.IsControl)))
        {
            return Problems.Invalid("title", $"Must have at most {SourceDesk.LongestTitle} characters, none of them a control character.");
        }

        return await desk.SetAsync(Name(id), new SourceChange(body.Enabled, body.Title), http.Person(), cancellationToken) is { } changed
            ? Find($"{changed}", database, settings, time)
            : NoSource(id);
    }

    private static async Task<IResult> AddAsync(
        string id, JsonElement body, HttpContext http, SourceDesk desk, GleanDatabase database, SettingStore settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await desk.ScoutAsync(id, cancellationToken) is not { } scout)
        {
            return NoSource(id);
        }

        var reader = new OptionReader(body);
        var doors = ScoutOptions.Read(reader);
        if (reader.Wrong.Count > 0)
        {
            return Problems.Invalid(reader.Wrong.ToDictionary(w => w.Key, w => string.Join(" ", w.Value)));
        }

        var fields = SourceDesk.DoorFields(scout);
        if (scout.Named(doors).Count == 0)
        {
            return Problems.Invalid(fields[0].Name, $"Name at least one of the {scout.Definition.Doors} of {scout.Definition.Title}, by {string.Join(" or ", fields.Select(f => f.Name))}.");
        }

        var (added, known) = await desk.AddAsync(scout, doors, http.Person(), cancellationToken);
        var source = Read(database, settings, time.GetUtcNow().UtcDateTime).Single(s => s.Name == scout.Definition.Name);
        return TypedResults.Ok(new DoorsAnswer(added, known, source));
    }

    private static async Task<IResult> RemoveAsync(long id, HttpContext http, SourceDesk desk, CancellationToken cancellationToken) =>
        await desk.RemoveAsync(id, http.Person(), cancellationToken) ? TypedResults.NoContent() : Problems.NotFound($"There is no door {id}.");

    private static IReadOnlyList<SourceStatus> Read(GleanDatabase database, SettingStore settings, DateTime now)
    {
        using var connection = database.OpenForReading();
        return SourceStatusReader.Read(connection, settings.Effective(), now);
    }

    /// <summary>As it is written in rows: the router leaves the slashes of a feed's address escaped, and nothing else.</summary>
    private static string Name(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult NoSource(string id) => Problems.NotFound($"There is no source '{(id.Length > 60 ? id[..60] : id)}'.");
}
