using Glean.Catalog;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Glean.Server.Catalog;

internal sealed record ViewItem(long Id, string Name, string Query, DateTime CreatedAt);

internal sealed record ViewList(IReadOnlyList<ViewItem> Views, int Total);

/// <param name="Query">The query string of the list of tools.</param>
internal sealed record ViewBody(string Name, string Query);

/// <summary>Lists with their filters, kept under a name, each by and for one person.</summary>
internal static class ViewRoutes
{
    private const int LongestName = 100;
    private const int LongestQuery = 2000;
    private const int MostViews = 100;

    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var views = routes.MapGroup("/api/views").WithTags("Saved views").RequireAuthorization(Policies.Read);
        views.MapGet("", ListAsync).Produces<ViewList>().WithSummary("Your saved views");
        views.MapPost("", AddAsync).Produces<ViewItem>(201).Refuses(409, 422).WithSummary("Save a view");
        views.MapPut("{id:long}", ChangeAsync).Produces<ViewItem>().Refuses(404, 409, 422).WithSummary("Change a view");
        views.MapDelete("{id:long}", RemoveAsync).Produces(204).Refuses(404).WithSummary("Remove a view");
    }

    private static async Task<IResult> ListAsync(HttpContext http, GleanDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var views = await Own(context, http).AsNoTracking().OrderBy(v => v.Name).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ViewList([.. views.Select(Of)], views.Count));
    }

    private static async Task<IResult> AddAsync(ViewBody body, HttpContext http, GleanDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await RefuseAsync(context, http, body, id: 0, cancellationToken) is { } refused)
        {
            return refused;
        }

        var view = new SavedView { UserId = http.User.Id(), Name = body.Name.Trim(), Query = body.Query, CreatedAt = time.GetUtcNow().UtcDateTime };
        context.SavedViews.Add(view);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/views/{view.Id}", Of(view));
    }

    private static async Task<IResult> ChangeAsync(long id, ViewBody body, HttpContext http, GleanDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await Own(context, http).SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } view)
        {
            return NoView(id);
        }

        if (await RefuseAsync(context, http, body, id, cancellationToken) is { } refused)
        {
            return refused;
        }

        (view.Name, view.Query) = (body.Name.Trim(), body.Query);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(Of(view));
    }

    private static async Task<IResult> RemoveAsync(long id, HttpContext http, GleanDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await Own(context, http).Where(v => v.Id == id).ExecuteDeleteAsync(cancellationToken) == 0 ? NoView(id) : TypedResults.NoContent();
    }

    private static async Task<IResult?> RefuseAsync(GleanDbContext context, HttpContext http, ViewBody body, long id, CancellationToken cancellationToken)
    {
        Dictionary<string, string> problems = [];
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > LongestName)
        {
            problems["name"] = $"Must have 1 to {LongestName} characters.";
        }

        if (body.Query.Length > LongestQuery)
        {
            problems["query"] = $"Must have at most {LongestQuery} characters.";
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var others = await Own(context, http).Where(v => v.Id != id).Select(v => v.Name).ToListAsync(cancellationToken);
        return others.Contains(body.Name.Trim()) ? Problems.Conflict($"You have a view named {body.Name.Trim()} already.")
            : others.Count >= MostViews ? Problems.Conflict($"You have {MostViews} views already; remove one first.")
            : null;
    }

    private static IQueryable<SavedView> Own(GleanDbContext context, HttpContext http)
    {
        var user = http.User.Id();
        return context.SavedViews.Where(v => v.UserId == user);
    }

    private static ViewItem Of(SavedView view) => new(view.Id, view.Name, view.Query, view.CreatedAt);

    private static ProblemHttpResult NoView(long id) => Problems.NotFound($"You have no view {id}.");
}
