using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

/// <summary>S10: every route of the description of the API, called by nobody, a viewer, a reviewer and an admin.</summary>
public sealed class RolesTests
{
    private static readonly string[] Roles = ["nobody", "viewer", "reviewer", "admin"];

    /// <summary>The least role; the first line that fits holds. What changes something asks for a reviewer unless it stands here.</summary>
    private static readonly (string Method, string Path, string Least)[] Rules =
    [
        ("*", "/api/health", "nobody"),
        ("GET", "/api/auth/setup-status", "nobody"),
        ("POST", "/api/auth/register", "nobody"),
        ("POST", "/api/auth/login", "nobody"),
        ("POST", "/api/auth/session", "nobody"),
        ("*", "/api/auth/", "viewer"),
        ("*", "/api/views", "viewer"),
        ("*", "/api/users", "admin"),
        ("*", "/api/audit", "admin"),
        ("*", "/api/settings", "admin"),
        ("*", "/api/system", "admin"),
        ("DELETE", "/api/demo", "admin"),
        ("*", "/api/llm", "admin"),
        ("DELETE", "/api/tools", "admin"),
        ("GET", "/api/schedules", "viewer"),
        ("*", "/api/schedules", "admin"),
        ("GET", "/feeds/", "viewer"),
        ("DELETE", "/api/reports/files/", "reviewer"),
        ("GET", "/", "viewer"),
        ("*", "/", "reviewer"),
    ];

    [Fact]
    public async Task Every_route_lets_in_its_least_role_and_nobody_below()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("admin");
        foreach (var role in (string[])["viewer", "reviewer"])
        {
            (await admin.PostJsonAsync("/api/users", new { username = role, email = $"{role}@example.com", password = ServerFixture.Password, role })).EnsureSuccessStatusCode();
        }

        // A token of one's own for each role: signing out must not end the round.
        Dictionary<string, string?> tokens = new() { ["nobody"] = null };
        foreach (var role in Roles[1..])
        {
            tokens[role] = await ApiTokenTests.MakeAsync(await server.SignInAsync(role));
        }

        var operations = Operations(await (await admin.GetAsync("/openapi/v1.json")).ReadAsync()).ToList();
        operations.Count.ShouldBeGreaterThan(60);
        List<string> wrong = [];
        foreach (var (method, path) in operations)
        {
            var least = Array.IndexOf(Roles, Rules.First(r => (r.Method == "*" || r.Method == method) && path.StartsWith(r.Path, StringComparison.Ordinal)).Least);
            foreach (var (rank, role) in Roles.Index())
            {
                var status = await CallAsync(server, method, path, tokens[role]);
                var expected = rank >= least ? "let in" : role == "nobody" ? "401" : "403";
                // Signed in by name only: signing in with nothing is 422, and a token may not make tokens.
                var found = status switch
                {
                    HttpStatusCode.Unauthorized => "401",
                    HttpStatusCode.Forbidden when path.StartsWith("/api/auth/", StringComparison.Ordinal) => "let in",
                    HttpStatusCode.Forbidden => "403",
                    _ => "let in",
                };
                if (found != expected)
                {
                    wrong.Add($"{method} {path} by {role}: {(int)status}, expected {expected}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static async Task<HttpStatusCode> CallAsync(ServerFixture server, string method, string path, string? token)
    {
        // Ids that nobody has, and bodies that make no sense: whoever is let in is told so.
        var address = path.Replace("{id}", path.Contains("services", StringComparison.Ordinal) || path.Contains("test-service", StringComparison.Ordinal) ? "none" : "987654");
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent("[]", Encoding.UTF8, "application/json");
        }

        using var answer = await server.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static IEnumerable<(string Method, string Path)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name);
}
