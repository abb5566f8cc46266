using Glean.Catalog;
using Glean.Server.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Glean.Server.Http;

internal static class Callers
{
    /// <summary>Who calls, as Core knows people.</summary>
    public static Person Person(this HttpContext context) => new(context.User.Name(), context.User.Id());
}

internal static class RouteDescriptions
{
    /// <summary>The problems a route may answer with, for the description of the API.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            route.ProducesProblem(status);
        }

        return route;
    }
}
