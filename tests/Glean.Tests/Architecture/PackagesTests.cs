using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>S30: which versions are used is decided in one place, and once for all.</summary>
public sealed partial class PackagesTests
{
    [Fact]
    public void Every_version_is_pinned_in_one_place()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(p => (string)p.Attribute("Version")!).ToList();

        versions.Count.ShouldBeGreaterThan(20);
        versions.ShouldAllBe(version => Exact().IsMatch(version));
        foreach (var project in Repository.Files(".", "*.csproj"))
        {
            XDocument.Load(project).Descendants("PackageReference").Where(p => p.Attribute("Version") is not null).ShouldBeEmpty(project);
            File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")).ShouldBeTrue(project);
        }

        Repository.Read("web/package.json").ShouldNotMatch("\"[~^><*]");
        File.Exists(Path.Combine(Repository.Root, "web", "package-lock.json")).ShouldBeTrue();
    }

    [GeneratedRegex(@"^\d+(\.\d+)+(-[a-z0-9.]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Exact();
}
