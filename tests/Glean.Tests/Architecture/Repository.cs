using Glean.Tests.Support;

namespace Glean.Tests.Architecture;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "dist", "artifacts", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", ".git", ".library"];

    public static string Root { get; } = RepositoryFolder.Path;

    /// <summary>Files below <paramref name="folder"/>, without what a build leaves.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(NotOurs.Contains))
            .Order(StringComparer.Ordinal);

    /// <summary>A file's path as people write it.</summary>
    public static string Name(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    public static string Read(string name) => File.ReadAllText(Path.Combine(Root, name));
}
