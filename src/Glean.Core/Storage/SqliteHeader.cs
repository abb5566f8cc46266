using System.Buffers.Binary;

namespace Glean.Storage;

/// <summary>The first 100 bytes of a SQLite file (https://www.sqlite.org/fileformat.html#the_database_header).</summary>
internal static class SqliteHeader
{
    private const int WriteVersion = 18;
    private const byte RollbackJournal = 1;

    /// <summary>What is wrong with the file at <paramref name="path"/> at first sight, or null.</summary>
    public static string? Check(string path)
    {
        // Looked at twice: who closes the database last copies the log into the file, and may remove the log between our looks at file and log.
        var damage = Look(path);
        return damage is not null && Look(path) == damage ? damage : null;
    }

    /// <summary>
    /// True when a non-empty write-ahead log lies beside a file whose header says that it has none: a copy was restored over a database
    /// that had been killed. SQLite would apply the foreign log and ruin the copy.
    /// </summary>
    public static bool HasForeignWal(string path)
    {
        if (!HasContent(path + "-wal"))
        {
            return false;
        }

        Span<byte> header = stackalloc byte[20];
        return RawFile.ReadStart(path, header).Read == header.Length && header[WriteVersion] == RollbackJournal;
    }

    private static string? Look(string path)
    {
        Span<byte> header = stackalloc byte[100];
        var (read, length) = RawFile.ReadStart(path, header);
        if (read == 0)
        {
            return null;
        }

        if (read < header.Length || !header.StartsWith("SQLite format 3\0"u8))
        {
            return "file is not a database";
        }

        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size && size == 1 ? 65536 : size;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var changeCounter = BinaryPrimitives.ReadUInt32BigEndian(header[24..]);
        var validFor = BinaryPrimitives.ReadUInt32BigEndian(header[92..]);

        // The page count is trustworthy only if written by the same transaction as the change counter. Pages that a WAL
        // still holds are missing from the file rightfully.
        return changeCounter == validFor && length < pages * (long)pageSize && !HasContent(path + "-wal")
            ? $"truncated: {length} bytes of {pages * (long)pageSize}"
            : null;
    }

    private static bool HasContent(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };
}
