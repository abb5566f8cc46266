using System.Globalization;
using System.Text.RegularExpressions;
using Glean.Storage;

namespace Glean.Operations.Backups;

/// <summary>How a backup is written.</summary>
public enum BackupFormat
{
    /// <summary>A SQLite file.</summary>
    Database,

    /// <summary>SQL text, as <c>sqlite3 .dump</c> writes it.</summary>
    Sql,
}

/// <summary>A backup in the folder.</summary>
/// <param name="MadeAt">UTC; from its name where that tells, else when the file was last written.</param>
public sealed record BackupFile(string Path, BackupFormat Format, bool IsPacked, bool IsEncrypted, long Bytes, DateTime MadeAt)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>What <paramref name="path"/> is by its name, or null when that is no name of a backup.</summary>
    public static BackupFile? Of(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var isEncrypted = Strip(ref name, ".enc");
        var isPacked = Strip(ref name, ".gz");
        return System.IO.Path.GetExtension(name) switch
        {
            ".db" => new BackupFile(path, BackupFormat.Database, isPacked, isEncrypted, Length(path), Time(path, name)),
            ".sql" => new BackupFile(path, BackupFormat.Sql, isPacked, isEncrypted, Length(path), Time(path, name)),
            _ => null,
        };
    }

    private static bool Strip(ref string name, string ending)
    {
        var has = name.EndsWith(ending, StringComparison.Ordinal);
        name = has ? name[..^ending.Length] : name;
        return has;
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static DateTime Time(string path, string name) =>
        DateTime.TryParseExact(
            System.IO.Path.GetFileNameWithoutExtension(name), "'glean-'yyyyMMdd-HHmmss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : File.GetLastWriteTimeUtc(path);
}

/// <summary>The folder of the backups, <c>backups/</c> beside the database.</summary>
public sealed partial class BackupFolder(SqliteDatabase database)
{
    /// <summary>So many of the newest stay, however old they are.</summary>
    public const int AlwaysKept = 3;

    /// <summary>What is written under another name until it is whole; leftovers of a killed run are recognised by it.</summary>
    public const string Partial = ".partial";

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(database.Path)!, "backups");

    /// <summary>All backups, the newest first: those Glean made, those of <c>scripts/backup.sh</c>, and any a person put there.</summary>
    public IReadOnlyList<BackupFile> List() => !Directory.Exists(Path)
        ? []
        : [.. Directory.EnumerateFiles(Path).Select(BackupFile.Of).OfType<BackupFile>().OrderByDescending(f => f.MadeAt).ThenByDescending(f => f.Name, StringComparer.Ordinal)];

    /// <summary>Makes the folder if it is missing, and what is in it readable by its owner only: <c>gzip</c> would let everybody read.</summary>
    public void Prepare()
    {
        if (!Directory.Exists(Path))
        {
            SqliteDatabase.CreatePrivateFolder(Path);
        }

        foreach (var file in List().Where(f => !SqliteDatabase.IsPrivate(f.Path)))
        {
            SqliteDatabase.MakePrivate(file.Path);
        }
    }

    /// <summary>Removes backups of Glean's own naming that are older than <paramref name="age"/>, but for the newest few.</summary>
    /// <returns>How many were removed.</returns>
    public int Retain(TimeSpan age, DateTime now)
    {
        // A copy that a person named is that person's.
        var old = List().Where(f => OwnName().IsMatch(f.Name)).Skip(AlwaysKept).Where(f => f.MadeAt < now - age).ToList();
        old.ForEach(f => File.Delete(f.Path));
        return old.Count;
    }

    /// <summary>A new file that only its owner may read.</summary>
    internal static FileStream Create(string path)
    {
        SqliteDatabase.CreatePrivate(path);
        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
    }

    /// <summary>Copies the bytes of a database that SQLite cannot read to its end, and those of its log.</summary>
    internal static void CopyWithLog(string path, string copy)
    {
        foreach (var ending in new[] { "", "-wal" })
        {
            if (File.Exists(path + ending))
            {
                using var from = new FileStream(path + ending, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var to = Create(copy + ending);
                from.CopyTo(to);
            }
        }
    }

    [GeneratedRegex(@"^glean-\d{8}-\d{6}\.db\.gz(\.enc)?$", RegexOptions.NonBacktracking)]
    private static partial Regex OwnName();
}
