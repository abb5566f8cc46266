using Glean.Catalog;
using Microsoft.Data.Sqlite;

namespace Glean.Storage;

/// <summary>What SQLite's result codes mean for people (https://www.sqlite.org/rescode.html).</summary>
public static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int CorruptCode = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static bool IsCorruption(SqliteException e) => e.SqliteErrorCode is CorruptCode or NotADatabase;

    public static bool IsLocked(SqliteException e) => e.SqliteErrorCode is Busy or Locked;

    /// <summary>The failure to tell, or null when the exception is no matter of the database's state.</summary>
    public static GleanException? Translate(SqliteException e, SqliteDatabase database) => e.SqliteErrorCode switch
    {
        Busy or Locked => database.Failure("is locked by another process", $"See which: lsof {database.Path} — then try again", e),
        ReadOnly => database.Failure("is read-only", $"Allow writing: chmod 600 {database.Path}", e),
        Full => database.Failure("cannot grow: the disk is full", "Make room, then run the command again; nothing was lost", e),
        CannotOpen => database.Failure("cannot be opened", $"See who owns it and its folder: ls -ld {database.Path}*", e),
        IoError => database.Failure($"cannot be read or written ({e.Message})", "Check the disk and its file system: df -h, dmesg", e),
        _ when IsCorruption(e) => database.Explain(new DatabaseState.Corrupt(e.Message)),
        _ => null,
    };
}
