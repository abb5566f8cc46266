namespace Glean.Catalog;

/// <summary>Files that ship inside the program (each feature's <c>Data/</c> folder).</summary>
public static class EmbeddedData
{
    /// <summary>Opens the embedded file <paramref name="name"/>; a missing one is a bug in the build.</summary>
    public static Stream Open(string name)
    {
        var assembly = typeof(EmbeddedData).Assembly;
        var resource = assembly.GetManifestResourceNames().FirstOrDefault(r =>
            r == name || r.EndsWith("/" + name, StringComparison.Ordinal));
        return resource is null
            ? throw new InvalidOperationException($"The embedded file '{name}' is missing from the build.")
            : assembly.GetManifestResourceStream(resource)!;
    }
}
