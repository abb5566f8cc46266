using System.Security.Claims;

namespace Glean.Server.Accounts;

/// <summary>What a route asks of who calls it; every group of routes names one.</summary>
internal static class Policies
{
    /// <summary>Any signed-in user.</summary>
    public const string Read = "read";

    /// <summary>Reviewers and admins.</summary>
    public const string Review = "review";

    /// <summary>Admins.</summary>
    public const string Admin = "admin";
}

/// <summary>Who calls.</summary>
internal static class Caller
{
    public static long Id(this ClaimsPrincipal user) => long.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);

    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Name)!;
}
