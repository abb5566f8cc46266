using System.Globalization;
using System.Text.RegularExpressions;
using Glean.Catalog;

namespace Glean.Reports;

/// <summary>A saved report.</summary>
/// <param name="SavedAt">UTC.</param>
public sealed record ReportFile(string Name, ReportKind Kind, DateOnly Day, ReportFormat Format, long Bytes, DateTime SavedAt);

/// <summary>
/// The folder of saved reports. Only files of our own naming are seen, and a name that comes from outside is compared with those that
/// lie there, never made into a path.
/// </summary>
public sealed partial class ReportFolder(string path)
{
    private const string Unfinished = ".part";

    /// <summary>All saved reports, the newest first.</summary>
    /// <exception cref="GleanException">The folder cannot be read.</exception>
    public IReadOnlyList<ReportFile> List() => Guarded("read", () => !Directory.Exists(path)
        ? []
        : (IReadOnlyList<ReportFile>)[.. new DirectoryInfo(path).EnumerateFiles().Select(Read).OfType<ReportFile>()
            .OrderByDescending(f => f.Day).ThenByDescending(f => f.SavedAt).ThenBy(f => f.Name, StringComparer.Ordinal)]);

    /// <summary>The report of that name, or null.</summary>
    public ReportFile? Find(string name) => List().FirstOrDefault(f => f.Name == name);

    public Stream Open(ReportFile file) => Guarded("read", () => File.OpenRead(Path.Combine(path, file.Name)));

    public void Delete(ReportFile file) => Guarded("written", () =>
    {
        File.Delete(Path.Combine(path, file.Name));
        return true;
    });

    /// <summary>Saves a report as <c>KIND-YYYY-MM-DD.FORMAT</c> by its last day; a half-written file is never seen under that name.</summary>
    /// <returns>The file's path.</returns>
    /// <exception cref="GleanException">The folder cannot be written.</exception>
    public async Task<string> SaveAsync(Report report, ReportFormat format, CancellationToken cancellationToken)
    {
        var last = report.Period.Until is { } until ? until.AddTicks(-1) : report.GeneratedAt;
        var file = Path.Combine(path, $"{report.Kind.ToWire()}-{last:yyyy-MM-dd}.{format.ToWire()}");
        await WriteAsync(report, format, file, cancellationToken);
        return file;
    }

    /// <summary>Writes a report to a file of any name.</summary>
    /// <exception cref="GleanException">It cannot be written.</exception>
    public static async Task WriteAsync(Report report, ReportFormat format, string file, CancellationToken cancellationToken)
    {
        // Two at once each write their own; the last to end stays.
        var unfinished = $"{file}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await using (var output = File.Create(unfinished))
                await ReportWriter.WriteAsync(report, format, output, cancellationToken);
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Work, $"The report cannot be saved as {file}: {e.Message}", "Point GLEAN_REPORTS_DIR to a folder you may write to, or use --no-save", e);
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    private static ReportFile? Read(FileInfo file)
    {
        // A link could lead anywhere.
        if (file.LinkTarget is not null || OwnName().Match(file.Name) is not { Success: true } match
            || WireName.Parse<ReportKind>(match.Groups["kind"].Value) is not { } kind
            || WireName.Parse<ReportFormat>(match.Groups["format"].Value) is not { } format
            || !DateOnly.TryParseExact(match.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        return new ReportFile(file.Name, kind, day, format, file.Length, file.LastWriteTimeUtc);
    }

    private T Guarded<T>(string verb, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Setting, $"The folder of reports ({path}) cannot be {verb}: {e.Message}", "Point GLEAN_REPORTS_DIR to a folder you may write to", e);
        }
    }

    [GeneratedRegex(@"^(?<kind>[a-z]+)-(?<day>\d{4}-\d{2}-\d{2})\.(?<format>[a-z]+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OwnName();
}
