using Glean.Server.Accounts;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Catalog;

/// <param name="InFocus">False for one that the focus no longer names but tools still have.</param>
internal sealed record CategoryItem(string Name, string Description, long Tools, bool InFocus);

internal sealed record CategoryList(IReadOnlyList<CategoryItem> Categories);

/// <summary>The categories of the focus, for everybody who filters or corrects tools; the focus itself is for admins.</summary>
internal static class CategoryRoutes
{
    public static void MapCategories(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/categories", List).WithTags("Tools").RequireAuthorization(Policies.Read).WithSummary("Categories with their number of tools");

    private static Ok<CategoryList> List(SettingStore settings, GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        var tools = CategoryReader.Counts(connection);
        List<CategoryItem> categories =
        [
            .. settings.Focus().Focus.Categories.Select(c => new CategoryItem(c.Name, c.Description, tools.GetValueOrDefault(c.Name), true)),
            new CategoryItem(Glean.Catalog.Focus.Other, "", tools.GetValueOrDefault(Glean.Catalog.Focus.Other), true),
        ];
        var strangers = tools.Where(t => categories.TrueForAll(c => c.Name != t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal);
        return TypedResults.Ok(new CategoryList([.. categories.DistinctBy(c => c.Name), .. strangers.Select(t => new CategoryItem(t.Key, "", t.Value, false))]));
    }
}
