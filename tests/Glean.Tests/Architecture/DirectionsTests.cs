using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>The rules of <c>docs/architecture.md</c>, read from the compiled program.</summary>
public sealed partial class DirectionsTests
{
    private const int MostLines = 500;

    private static readonly string[] Catalog = ["Catalog"];
    private static readonly string[] Platform = ["Jobs", "Egress", "Storage", "Settings", "Llm", "Redis"];
    private static readonly string[] CatalogAndPlatform = [.. Catalog, .. Platform];

    /// <summary>Room of the core, and the rooms it may see. A new room must be given its place here.</summary>
    private static readonly Dictionary<string, string[]> MaySee = new()
    {
        ["Catalog"] = [],
        ["Storage"] = Catalog,
        ["Redis"] = Catalog,
        ["Egress"] = ["Catalog", "Redis"],
        ["Settings"] = ["Catalog", "Storage", "Egress"],
        ["Jobs"] = ["Catalog", "Storage", "Settings", "Egress", "Redis"],
        ["Llm"] = ["Catalog", "Storage", "Settings", "Egress", "Redis"],
        ["Scouts"] = ["Catalog", "Jobs", "Egress", "Storage", "Settings"],
        ["Analysis"] = CatalogAndPlatform,
        ["Curation"] = CatalogAndPlatform,
        ["Review"] = CatalogAndPlatform,
        ["Tracking"] = CatalogAndPlatform,
        ["Reports"] = CatalogAndPlatform,
        ["Notifications"] = CatalogAndPlatform,
        ["Accounts"] = CatalogAndPlatform,
        ["Operations"] = [.. CatalogAndPlatform, "Scouts", "Analysis", "Curation", "Review", "Tracking", "Reports", "Accounts"],
    };

    /// <summary>Where a tool gets a status: made by the analyzer and the import, moved by the curator and by people.</summary>
    private static readonly string[] MaySetStatus = ["Glean.Analysis", "Glean.Operations.Import", "Glean.Curation", "Glean.Review"];

    private static readonly string[] HostAssemblies = ["Spectre.", "System.CommandLine", "Microsoft.AspNetCore"];

    private static readonly string[] Connections =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.SocketsHttpHandler", "System.Net.Http.HttpClientHandler",
        "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.UdpClient",
    ];

    private static readonly System.Reflection.Assembly Core = typeof(Tool).Assembly;

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Program = new(() =>
        new ArchLoader().LoadAssemblies(Core, typeof(Cli.CommandLine).Assembly).Build());

    [Fact]
    public void The_core_knows_no_console_and_no_web_server() =>
        Core.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => HostAssemblies.Any(host => name.StartsWith(host, StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Every_room_sees_only_the_rooms_below_it()
    {
        var strays =
            from type in CoreTypes
            let room = Room(type.Namespace.FullName)
            where room is not null
            from dependency in type.Dependencies
            let other = Room(dependency.Target.Namespace?.FullName)
            where other is not null && other != room && !MaySee.GetValueOrDefault(room, []).Contains(other)
            select $"{type.FullName} -> {dependency.Target.FullName}";
        strays.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_room_has_its_place_in_the_order() =>
        CoreTypes.Select(t => Room(t.Namespace.FullName)).OfType<string>().Distinct().Except(MaySee.Keys).ShouldBeEmpty();

    [Fact]
    public void A_status_is_set_only_where_tools_are_made_curated_and_decided_on()
    {
        var setters = StatusSetters().ToList();
        setters.Select(s => s.Origin.FullName).Distinct()
            .Where(name => !MaySetStatus.Any(allowed => name.StartsWith(allowed + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty();
        // The walk through the program finds what is known to be there; else the rule would hold of nothing.
        setters.ShouldContain(s => s.Origin.FullName.StartsWith("Glean.Review.ReviewDesk", StringComparison.Ordinal));
        setters.ShouldContain(s => s.Origin.FullName.StartsWith("Glean.Curation.CurationRun", StringComparison.Ordinal));
    }

    [Fact]
    public void No_hand_written_query_sets_the_status_of_a_tool() =>
        Repository.Files("src", "*.cs")
            .Where(f => !IsGenerated(f) && StatusUpdate().IsMatch(File.ReadAllText(f)))
            .Select(Repository.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Only_egress_opens_connections()
    {
        var users = Program.Value.Types
            .Where(t => t.Dependencies.Any(d => Connections.Contains(d.Target.FullName)))
            .ToList();
        // The vendors' libraries are handed the guarded client of Egress; what makes clients is banned there as everywhere.
        users.Where(t => Room(t.Namespace.FullName) != "Egress" && t.Namespace.FullName != "Glean.Llm").Select(t => t.FullName).ShouldBeEmpty();
        users.ShouldNotBeEmpty();
    }

    [Fact]
    public void Only_one_room_knows_the_client_of_Redis()
    {
        var users = Program.Value.Types.Where(t => t.Dependencies.Any(d => d.Target.FullName.StartsWith("StackExchange.Redis.", StringComparison.Ordinal))).ToList();
        users.Where(t => Room(t.Namespace.FullName) != "Redis").Select(t => t.FullName).ShouldBeEmpty();
        users.ShouldNotBeEmpty();
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold() =>
        Repository.Files("src", "*.cs")
            .Where(f => !IsGenerated(f))
            .Select(f => (Name: Repository.Name(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > MostLines)
            .ShouldBeEmpty();

    private static IEnumerable<IType> CoreTypes => Program.Value.Types.Where(t => t.Assembly.Name.Split(',')[0] == Core.GetName().Name);

    private static IEnumerable<MethodCallDependency> StatusSetters() =>
        from type in Program.Value.Types
        from call in type.Dependencies.OfType<MethodCallDependency>()
        where IsStatusSetter(call)
        select call;

    // An assignment calls the setter; ExecuteUpdate is told the property, whose type gives the call away.
    private static bool IsStatusSetter(MethodCallDependency call) =>
        (call.TargetMember.DeclaringType.FullName == typeof(Tool).FullName && call.TargetMember.Name.StartsWith("set_Status(", StringComparison.Ordinal))
        || (call.TargetMember.Name.StartsWith("SetProperty", StringComparison.Ordinal)
            && call.TargetMemberGenericArguments.Any(a => a.Type.FullName == typeof(ToolStatus).FullName));

    /// <summary>The second part of <c>Glean.Room.…</c>; null outside the core's rooms.</summary>
    private static string? Room(string? name) =>
        name?.StartsWith("Glean.", StringComparison.Ordinal) is true && name.Split('.')[1] is var room && room is not ("Cli" or "Server") ? room : null;

    private static bool IsGenerated(string file) => Repository.Name(file).Contains("/Migrations/", StringComparison.Ordinal);

    [GeneratedRegex(@"UPDATE\s+""?tools\b[^;]*\bstatus\s*=", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex StatusUpdate();
}
