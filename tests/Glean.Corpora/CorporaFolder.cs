namespace Glean.Corpora;

/// <summary>Where the recorded data lies; it is no part of the repository.</summary>
public static class CorporaFolder
{
    /// <summary>The folder, or null when it is absent.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GLEAN_CORPORA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Glean.slnx")))
            {
                var beside = Path.Combine(at.FullName, "..", "shared", "corpora");
                return Directory.Exists(beside) ? Path.GetFullPath(beside) : null;
            }
        }

        return null;
    }
}
