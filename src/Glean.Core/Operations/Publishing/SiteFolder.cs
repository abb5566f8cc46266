using System.Runtime.InteropServices;
using System.Text;
using Glean.Catalog;

namespace Glean.Operations.Publishing;

/// <summary>
/// The folder of a published site. A new site is written beside it and takes its place in one step, so that whoever looks, or kills
/// the program, meets the old site or the new one. A list of its own files tells it from everything else, which is never touched.
/// </summary>
internal sealed class SiteFolder : IDisposable
{
    /// <summary>The list of files, which makes a folder one of ours.</summary>
    public const string Marker = ".glean-site";

    private const string Header = "A site published by Glean; the next one replaces these files.";

    private readonly string path;
    private readonly FileStream turn;
    private readonly List<string> files = [];

    private SiteFolder(string path, FileStream turn) => (this.path, this.turn) = (path, turn);

    public int Files => files.Count;

    private string Fresh => Beside("new");

    private string Old => Beside("old");

    /// <summary>Begins a new site for the folder.</summary>
    /// <exception cref="GleanException">It holds files that are not ours, cannot be written, or somebody else publishes to it.</exception>
    public static SiteFolder Begin(string folder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.GetDirectoryName(path) is not { } parent)
            throw new GleanException(FailureKind.Usage, $"{path} cannot be replaced as a whole.", "Name a folder in it");

        try
        {
            Directory.CreateDirectory(parent);
            var site = new SiteFolder(path, Turn(path));
            try
            {
                site.Recover();
                site.CheckOurs();
                Directory.CreateDirectory(site.Fresh);
                return site;
            }
            catch
            {
                site.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    /// <summary>Adds a file to the new site.</summary>
    /// <param name="name">Its place, with slashes.</param>
    public void Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    /// <inheritdoc cref="Add(string, string)"/>
    public void Add(string name, byte[] content)
    {
        try
        {
            var file = Path.Combine(Fresh, name);
            if (name.Contains('/'))
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }

        files.Add(name);
    }

    /// <summary>Puts the new site in the place of the old one.</summary>
    public void Finish()
    {
        try
        {
            File.WriteAllText(Path.Combine(Fresh, Marker), $"{Header}\n{string.Join('\n', files.Order(StringComparer.Ordinal))}\n");
            if (!Directory.Exists(path))
            {
                Directory.Move(Fresh, path);
            }
            else if (!Exchange(Fresh, path))
            {
                Directory.Move(path, Old);
                Directory.Move(Fresh, path);
                Directory.Delete(Old, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    public void Dispose()
    {
        Remove(Fresh);
        turn.Dispose();
    }

    private static GleanException CannotWrite(string path, Exception e) =>
        new(FailureKind.Work, $"The site cannot be written to {path}: {e.Message}", "Name a folder in one that you may write to, and that is no mount point itself", e);

    // Held by the operating system, so that it ends with the process.
    private static FileStream Turn(string path)
    {
        var file = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.glean-publishing");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new GleanException(FailureKind.Work, $"Somebody else is publishing to {path}.", "Try again when that is done", e);
        }
    }

    /// <summary>Sweeps up behind a run that was killed.</summary>
    private void Recover()
    {
        if (!Directory.Exists(path) && Directory.Exists(Old))
            Directory.Move(Old, path);
        Remove(Old);
        Remove(Fresh);
    }

    private void CheckOurs()
    {
        if (File.Exists(path))
            throw new GleanException(FailureKind.Usage, $"{path} is a file.", "Name a folder for the site");
        if (!Directory.Exists(path))
            return;

        var marker = Path.Combine(path, Marker);
        var ours = File.Exists(marker) ? File.ReadLines(marker).Skip(1).Append(Marker).ToHashSet(StringComparer.Ordinal) : [];
        var foreign = Directory.EnumerateFileSystemEntries(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(e => !Directory.Exists(e) || new DirectoryInfo(e).LinkTarget is not null || (ours.Count == 0))
            .Select(e => Path.GetRelativePath(path, e).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => !ours.Contains(name))
            .Take(4).Order(StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            throw new GleanException(
                FailureKind.Usage,
                $"{path} holds files that are no part of a published site: {string.Join(", ", foreign.Take(3))}{(foreign.Count > 3 ? ", …" : "")}. Nothing was changed.",
                "Name a folder of its own for the site, or move those files away");
        }
    }

    private string Beside(string what) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.glean-{what}");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Swaps two folders in one step where the system can (Linux); the caller moves them one after the other where it cannot.</summary>
    private static bool Exchange(string one, string other)
    {
        try
        {
            return renameat2(CurrentFolder, one, CurrentFolder, other, RenameExchange) == 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    private const int CurrentFolder = -100;
    private const uint RenameExchange = 2;

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int renameat2(
        int oneFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string one, int otherFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string other, uint flags);
}
