using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>S30: which versions are used is decided in one place, and once for all.</summary>
public sealed partial class PackagesTests
{
    [Fact]
    public void Every_version_is_pinned_in_one_place()
    {
        var versions = Version().Matches(Repository.Read("Directory.Packages.props")).Select(m => m.Groups[1].Value).ToList();

        versions.Count.ShouldBeGreaterThan(20);
        versions.ShouldAllBe(version => Exact().IsMatch(version));
        foreach (var project in Repository.Files(".", "*.csproj"))
        {
            File.ReadAllText(project).ShouldNotMatch("<PackageReference [^>]*Version=", project);
            File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")).ShouldBeTrue(project);
        }

        var web = JsonNode.Parse(Repository.Read("web/package.json"))!;
        web["dependencies"]!.AsObject().Concat(web["devDependencies"]!.AsObject()).ShouldAllBe(p => Exact().IsMatch((string)p.Value!));
        File.Exists(Path.Combine(Repository.Root, "web", "package-lock.json")).ShouldBeTrue();
    }

    [GeneratedRegex("<PackageVersion [^>]*Version=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex(@"^\d+(\.\d+)+(-[a-z0-9.]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Exact();
}
