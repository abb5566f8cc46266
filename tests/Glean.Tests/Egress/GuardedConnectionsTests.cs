using System.Net;
using Glean.Egress;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Egress;

public sealed class GuardedConnectionsTests
{
    [Fact]
    public async Task A_public_name_with_a_private_address_is_refused_unsent()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("secret"));
        var failed = (await FetchAsync(server, server.Options with { Allow = [] }, (_, _) => Addresses("127.0.0.1"))).ShouldBeOfType<FetchFailed>();
        failed.Kind.ShouldBe(FetchFailureKind.Refused);
        failed.Message.ShouldContain("loopback");
        failed.Message.ShouldContain("GLEAN_EGRESS_ALLOW");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_addresses_only_the_allowed_are_connected_to()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("here"));
        var options = server.Options with { Allow = EgressOptions.ParseNetworks("127.0.0.1") };
        (await FetchAsync(server, options, (_, _) => Addresses("127.0.0.2", "10.0.0.1", "::1", "127.0.0.1"))).ShouldBeOfType<Fetched>();
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_is_dead()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("here"));
        (await FetchAsync(server, server.Options, (_, _) => Addresses("127.0.0.9", "127.0.0.1"))).ShouldBeOfType<Fetched>();
    }

    [Fact]
    public async Task A_name_is_resolved_once_a_connection_so_a_changed_answer_gains_nothing()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("secret"));
        var asked = 0;
        var options = server.Options with { Allow = EgressOptions.ParseNetworks("127.0.0.9"), MaxRetries = 0 };
        var failed = (await FetchAsync(server, options, (_, _) => Addresses(asked++ == 0 ? "127.0.0.9" : "127.0.0.1"))).ShouldBeOfType<FetchFailed>();

        // The first answer was allowed, and nothing listens there; the second was never asked for.
        failed.Kind.ShouldBe(FetchFailureKind.Connect);
        asked.ShouldBe(1);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_without_an_address_is_a_dns_failure()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("here"));
        (await FetchAsync(server, server.Options, (_, _) => Addresses())).ShouldBeOfType<FetchFailed>().Kind.ShouldBe(FetchFailureKind.Dns);
    }

    [Fact]
    public async Task A_name_server_that_never_answers_ends_with_the_time_to_connect()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text("here"));
        var options = server.Options with { ConnectTime = TimeSpan.FromMilliseconds(200) };
        var failed = (await FetchAsync(server, options, async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return [];
        })).ShouldBeOfType<FetchFailed>();
        failed.Kind.ShouldBe(FetchFailureKind.Timeout);
    }

    [Fact]
    public async Task A_client_for_a_vendors_library_is_guarded_too()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/1", Answers.Redirect("/2")), ("/2", Answers.Text("there")), ("/large", Answers.Large(2_000_000, announced: false))));
        using var open = GuardedConnections.CreateClient(server.Options with { MaxBodyBytes = 1_000_000 });
        (await open.GetAsync(server.Url("/1"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Should.ThrowAsync<HttpRequestException>(open.GetAsync(server.Url("/large"), TestContext.Current.CancellationToken));

        using var closed = GuardedConnections.CreateClient(server.Options with { Allow = [] });
        await Should.ThrowAsync<HttpRequestException>(closed.GetAsync(server.Url("/2"), TestContext.Current.CancellationToken));
    }

    private static Task<IPAddress[]> Addresses(params string[] addresses) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

    private static async Task<FetchResult> FetchAsync(FaultServer server, EgressOptions options, ResolveHost resolve)
    {
        using var fetcher = new Fetcher(options, time: null, logger: null, resolve);
        return await fetcher.FetchAsync(new FetchRequest(new Uri($"http://public.example.com:{server.Origin.Port}/")), TestContext.Current.CancellationToken);
    }
}
