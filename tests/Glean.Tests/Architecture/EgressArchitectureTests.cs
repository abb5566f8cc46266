using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reflection;
using Glean.Egress;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>Nothing leaves the program but through <see cref="GuardedConnections"/>.</summary>
public sealed class EgressArchitectureTests
{
    private static readonly string[] WaysOut = ["Http", "Socket", "Tcp", "Udp"];

    private static readonly string Root = RepositoryFolder.Path;

    [Theory]
    [InlineData(typeof(HttpClient))]
    [InlineData(typeof(HttpMessageInvoker))]
    [InlineData(typeof(SocketsHttpHandler))]
    [InlineData(typeof(HttpClientHandler))]
    [InlineData(typeof(Socket))]
    [InlineData(typeof(TcpClient))]
    [InlineData(typeof(UdpClient))]
    [InlineData(typeof(ClientWebSocket))]
    public void Every_constructor_of_a_way_out_is_a_build_error(Type type)
    {
        var banned = Banned();
        foreach (var constructor in type.GetConstructors())
            banned.ShouldContain(DocumentationId(constructor));
    }

    [Fact]
    public void The_factory_of_the_framework_is_a_build_error_too() =>
        Banned().ShouldContain("T:Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions");

    [Fact]
    public void Only_the_factory_of_egress_lifts_the_ban() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file) is var text
                && text.Contains("RS0030", StringComparison.Ordinal) && WaysOut.Any(way => text.Contains(way, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .ShouldBe(["src/Glean.Core/Egress/GuardedConnections.cs"]);

    [Fact]
    public void No_project_turns_the_ban_off() =>
        Directory.EnumerateFiles(Root, "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Root, "*.props"))
            .Append(Path.Combine(Root, ".editorconfig"))
            .Where(file => File.ReadLines(file).Any(line =>
                line.Contains("RS0030", StringComparison.Ordinal) && !line.Contains("error", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    private static HashSet<string> Banned() =>
        [.. File.ReadLines(Path.Combine(Root, "BannedSymbols.txt")).Select(line => line.Split(';')[0].Trim())];

    private static string DocumentationId(ConstructorInfo constructor)
    {
        var parameters = string.Join(',', constructor.GetParameters().Select(p => p.ParameterType.FullName));
        return $"M:{constructor.DeclaringType!.FullName}.#ctor{(parameters.Length > 0 ? $"({parameters})" : "")}";
    }
}
