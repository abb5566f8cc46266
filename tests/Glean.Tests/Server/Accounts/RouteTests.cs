using System.Net;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

/// <summary>Of all routes of the server, whoever added them.</summary>
public sealed class RouteTests
{
    /// <summary>The list of the contract; the session is the browser's way to sign in, and <c>/metrics</c> asks for its own token.</summary>
    private static readonly string[] Anonymous =
    [
        "GET /api/auth/setup-status", "POST /api/auth/login", "POST /api/auth/register", "POST /api/auth/session",
        "GET /api/health", "HEAD /api/health", "GET /metrics",
    ];

    [Fact]
    public async Task Every_route_needs_a_user_but_those_of_the_contract()
    {
        await using var server = await ServerFixture.StartAsync();
        var routes = Routes(server).ToList();
        routes.Count.ShouldBeGreaterThan(50);
        var client = server.Client();
        foreach (var (method, path, isAnonymous) in routes)
        {
            var route = $"{method} {path}";
            isAnonymous.ShouldBe(Anonymous.Contains(route), route);
            if (!isAnonymous)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id:long}", "1"));
                (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route);
            }
        }
    }

    [Fact]
    public async Task A_route_whose_author_forgot_to_say_needs_a_user_too()
    {
        await using var server = await ServerFixture.StartAsync(more: app => app.MapGet("/api/forgotten", () => "open"));
        (await server.Client().GetAsync("/api/forgotten")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await (await server.RegisterAsync("ada")).GetAsync("/api/forgotten")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static IEnumerable<(string Method, string Path, bool IsAnonymous)> Routes(ServerFixture server) =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method =>
                (method, "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<IAllowAnonymous>() is not null)));
}
