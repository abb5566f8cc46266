using Microsoft.Win32.SafeHandles;

namespace Glean.Storage;

/// <summary>
/// Looks at the bytes of a database file without harm. On Unix, closing any descriptor of a file drops every lock that the process
/// holds on it, those of SQLite's connections included (https://www.sqlite.org/howtocorrupt.html, section 2.2). Another process would
/// then take itself for the last, remove the log that is in use, and what is written next would be lost. So a file that was once
/// opened to look at stays open.
/// </summary>
internal static class RawFile
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SafeFileHandle> Opened = [];

    /// <summary>Handles on files that others were put in place of; kept, so that no finalizer closes them.</summary>
    private static readonly List<SafeFileHandle> Replaced = [];

    /// <summary>Reads the first bytes of the file.</summary>
    /// <returns>How many there were, and the file's length.</returns>
    public static (int Read, long Length) ReadStart(string path, Span<byte> bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            using var file = Open(path);
            return (RandomAccess.Read(file, bytes, 0), RandomAccess.GetLength(file));
        }

        lock (Gate)
        {
            if (Opened.TryGetValue(path, out var known) && !IsStillAt(path, known))
            {
                Replaced.Add(known);
                Opened.Remove(path);
            }

            if (!Opened.TryGetValue(path, out var handle))
            {
                Opened[path] = handle = Open(path);
            }

            return (RandomAccess.Read(handle, bytes, 0), RandomAccess.GetLength(handle));
        }
    }

    private static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whether the file behind <paramref name="handle"/> is the one at <paramref name="path"/>: proc_pid_fd(5) tells where it is now.</summary>
    private static bool IsStillAt(string path, SafeFileHandle handle) =>
        new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget is { } now
            ? now == path || now == new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName
            : File.GetCreationTimeUtc(handle) == File.GetCreationTimeUtc(path);
}
