using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Glean.Accounts;
using Glean.Catalog;
using Microsoft.AspNetCore.Http;
using Claim = System.Security.Claims.Claim;

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
    private const int SiteBytes = 8;

    public static long Id(this ClaimsPrincipal user) => long.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);

    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Name)!;

    /// <summary>What the caller may do in this request; with a token that may be less than the owner's role.</summary>
    public static UserRole Role(this ClaimsPrincipal user) => WireName.Parse<UserRole>(user.FindFirstValue(ClaimTypes.Role)) ?? UserRole.Viewer;

    /// <summary>A script signed in with a personal token, not a person.</summary>
    public static bool IsToken(this ClaimsPrincipal user) => user.Identity?.AuthenticationType == ApiTokenHandler.Scheme;

    /// <summary>The caller as the audit log names it.</summary>
    public static Actor Actor(this HttpContext context) => new(context.User.Name(), context.User.Id(), context.Request.Address());

    /// <summary>Where the request came from.</summary>
    public static string? Address(this HttpRequest request) => Plain(request)?.ToString();

    /// <summary>What tries are counted by: an IPv4 address, or the /64 of an IPv6 one, which is what one household has.</summary>
    public static string AddressGroup(this HttpRequest request)
    {
        var address = Plain(request);
        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, SiteBytes))
            : address?.ToString() ?? "-";
    }

    internal static ClaimsPrincipal Create(UserState user, UserRole role, string scheme) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
        new Claim(ClaimTypes.Name, user.Username),
        new Claim(ClaimTypes.Role, role.ToWire()),
    ], scheme));

    private static IPAddress? Plain(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : request.HttpContext.Connection.RemoteIpAddress;
}
