using System.Runtime.CompilerServices;
using Shouldly;

namespace Glean.Tests.Support;

/// <summary>Rendered text compared with the file that a person approved, which lies in <c>Approved/</c> beside the test.</summary>
internal static class Approved
{
    /// <summary>Set it, run the tests, and look at what changed before it is committed.</summary>
    private const string Update = "GLEAN_UPDATE_APPROVED";

    public static void ShouldBeAsApproved(this string text, string name, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(RepositoryFolder.Path, "tests", "Glean.Tests", FolderOf(test), "Approved", name);
        if (Environment.GetEnvironmentVariable(Update) is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.Exists(file).ShouldBeTrue($"{name} is not approved yet; run the test once with {Update}=1 and look at it.");
        text.ShouldBe(File.ReadAllText(file), $"{name} differs from what was approved; if that is meant, run the test once with {Update}=1.");
    }

    // The build may map the path of the sources to another.
    private static string FolderOf(string test)
    {
        var parts = test.Split('/', '\\');
        return Path.Combine([.. parts.Skip(Array.LastIndexOf(parts, "Glean.Tests") + 1).SkipLast(1)]);
    }
}
