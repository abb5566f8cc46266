using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Glean.Server.Ui;

/// <summary>One file of the web interface.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Compressed">The same, compressed, by the name of the encoding; the smallest first.</param>
/// <param name="Hashed">Its name holds a hash of what is in it: it never changes.</param>
internal sealed record UiFile(string Path, string ContentType, string Tag, bool Hashed, IReadOnlyList<(string Encoding, string Path)> Compressed);

/// <summary>
/// The files of the web interface as they lay in its folder at the start, by address. What is not in this table is not served: an
/// address is never made into a path.
/// </summary>
internal sealed class UiFiles
{
    private const string Index = "/index.html";
    private const string HashedFolder = "/assets/";
    private const int TagBytes = 8;

    private static readonly (string Encoding, string Extension)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>Pages, by their first segment, and whether more segments may follow.</summary>
    private static readonly FrozenDictionary<string, bool> Pages = new Dictionary<string, bool>
    {
        [""] = false,
        ["setup"] = false,
        ["login"] = false,
        ["jobs"] = true,
        ["discoveries"] = true,
        ["review"] = false,
        ["tools"] = true,
        ["changes"] = false,
        ["reports"] = true,
        ["sources"] = true,
        ["settings"] = true,
        ["users"] = false,
        ["system"] = true,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, UiFile> files;

    private UiFiles(IEnumerable<KeyValuePair<string, UiFile>> files) => this.files = files.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether this build has a web interface.</summary>
    public bool Any => files.ContainsKey(Index);

    /// <summary>Reads the names in a folder; one that does not exist has none.</summary>
    public static UiFiles Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return new UiFiles([]);
        }

        var types = new FileExtensionContentTypeProvider();
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !System.IO.Path.GetRelativePath(folder, path).Split(System.IO.Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
            .ToHashSet(StringComparer.Ordinal);
        return new UiFiles(
            from path in paths
            where !Encodings.Any(e => path.EndsWith(e.Extension, StringComparison.Ordinal))
            let address = "/" + System.IO.Path.GetRelativePath(folder, path).Replace(System.IO.Path.DirectorySeparatorChar, '/')
            select KeyValuePair.Create(address, new UiFile(
                path,
                ContentType(types, path),
                $"\"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)).AsSpan(0, TagBytes))}\"",
                address.StartsWith(HashedFolder, StringComparison.Ordinal),
                [.. Encodings.Select(e => (e.Encoding, Path: path + e.Extension)).Where(e => paths.Contains(e.Path))])));
    }

    /// <summary>The file at an address, the page itself for the addresses of pages; null for everything else.</summary>
    public UiFile? Find(string address) => files.GetValueOrDefault(address) ?? (IsPage(address) ? files.GetValueOrDefault(Index) : null);

    /// <summary>Whether an address is one of a page, as <c>/review</c> or <c>/tools/7</c>.</summary>
    public static bool IsPage(string address)
    {
        var segments = address.TrimStart('/').Split('/');
        return address.StartsWith('/') && Pages.TryGetValue(segments[0], out var more) && segments.Length <= (more ? 2 : 1);
    }

    private static string ContentType(FileExtensionContentTypeProvider types, string path) =>
        !types.TryGetContentType(path, out var type) ? "application/octet-stream"
            : type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8"
            : type;
}
