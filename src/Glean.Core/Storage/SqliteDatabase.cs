using System.Data.Common;
using Glean.Catalog;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Glean.Storage;

/// <summary>The SQLite file: what is in it, how it is opened, and with which file modes.</summary>
public sealed class SqliteDatabase(string path) : GleanDatabase
{
    // A check reads the whole file: up to here it costs a command less than a tenth of a second.
    private const long LargestChecked = 64 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly WriteTurns turns = new();
    private SqliteTurns? contextTurns;

    /// <summary>The file, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public override string Name => Path;

    internal override SqlDialect Dialect => SqliteDialect.Instance;

    internal override IReadOnlyList<string> Migrations => SchemaVersions.Sqlite;

    /// <summary>Looks at the file without changing it; only a log beside it that is not its own is put aside.</summary>
    /// <inheritdoc/>
    public override DatabaseState Inspect()
    {
        if (Directory.Exists(Path))
        {
            return new DatabaseState.Unreadable("it is a folder");
        }

        if (!File.Exists(Path))
        {
            return new DatabaseState.Missing();
        }

        try
        {
            if (SqliteHeader.Check(Path) is { } damage)
            {
                return new DatabaseState.Corrupt(damage);
            }

            PutForeignWalAside();
            using var connection = OpenForReading(pooling: false);
            return Inspect(connection);
        }
        catch (SqliteException e) when (SqliteFailure.IsLocked(e))
        {
            throw SqliteFailure.Translate(e, this)!;
        }
        catch (SqliteException e) when (SqliteFailure.IsCorruption(e))
        {
            return new DatabaseState.Corrupt(e.Message);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or SqliteException)
        {
            return new DatabaseState.Unreadable(e.Message);
        }
    }

    internal override void PrepareFor(DatabaseAccess access)
    {
        if (access == DatabaseAccess.Write)
        {
            EnsureWritable();
            PutModesRight();
        }
        else if (!IsReadOnly())
        {
            PutFileModesRight();
        }
    }

    internal override void Create()
    {
        CreateFile();
        EnsureWritable();
        PutModesRight();
    }

    public override GleanException Explain(DatabaseState state) => state switch
    {
        DatabaseState.Missing => Failure("does not exist", "Create it: glean init"),
        DatabaseState.Empty => Failure("is empty", "Set it up: glean init"),
        DatabaseState.Foreign { Legacy: true } => Failure("belongs to the Python Glean",
            "Leave it as it is, point GLEAN_DB_PATH to a new file, then: glean init"),
        DatabaseState.Foreign => Failure("belongs to another program", "Point GLEAN_DB_PATH to another file, then: glean init"),
        DatabaseState.Corrupt corrupt => Failure($"is damaged ({corrupt.Detail})",
            "Restore the last good backup, which puts it aside: glean backup list, glean restore FILE — or see what can still be read of it: glean backup salvage"),
        DatabaseState.Unreadable when Directory.Exists(Path) => Failure("is a folder", "Point GLEAN_DB_PATH to a file"),
        DatabaseState.Unreadable unreadable => Failure($"cannot be read ({unreadable.Detail})",
            $"See who owns it: ls -l {Path}"),
        DatabaseState.Ours => throw new InvalidOperationException("A usable database needs no explanation."),
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    public override GleanDbContext CreateContext()
    {
        var builder = new DbContextOptionsBuilder<SqliteGleanDbContext>();
        SqliteGleanDbContext.Configure(builder, SqliteSession.ConnectionString(Path), LazyInitializer.EnsureInitialized(ref contextTurns, () => new SqliteTurns(turns)));
        if (Committed is { } committed)
        {
            builder.AddInterceptors(new CommitWatch(committed));
        }

        return new SqliteGleanDbContext(builder.Options);
    }

    public override GleanException? Translate(DbException exception) =>
        exception is SqliteException sqlite ? SqliteFailure.Translate(sqlite, this) : null;

    /// <inheritdoc/>
    /// <remarks>
    /// Opened for writing where that is possible: a read-only connection to a WAL database leaves its -wal and -shm files behind.
    /// </remarks>
    public override DbConnection OpenForReading(bool pooling = true)
    {
        if (!IsReadOnly())
        {
            return SqliteSession.Open(Path, pooling: pooling);
        }

        // No -shm can be made in a read-only folder; without a -wal the file itself is the whole truth.
        return File.Exists(Path + "-wal")
            ? SqliteSession.Open(Path, SqliteOpenMode.ReadOnly, pooling)
            : SqliteSession.Open($"file:{Uri.EscapeDataString(Path).Replace("%2F", "/")}?immutable=1", SqliteOpenMode.ReadOnly, pooling);
    }

    public override DbConnection OpenForWriting(bool pooling = true) => SqliteSession.Open(Path, pooling: pooling);

    public override DbTransaction BeginReading(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    // Immediate, which is what the driver begins unless it is told otherwise.
    public override DbTransaction BeginWriting(DbConnection connection, WriteTurn turn = WriteTurn.Alone) => connection.BeginTransaction();

    private protected override async Task<T> TransactAsync<T>(WriteTurn turn, Func<DbConnection, T> statements, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        await turns.TakeAsync(cancellationToken);
        try
        {
            using var connection = OpenForWriting();
            using var transaction = BeginWriting(connection, turn);
            var result = statements(connection);
            if (keep(result))
            {
                transaction.Commit();
            }

            return result;
        }
        finally
        {
            turns.Leave();
        }
    }

    public override long Size() => new FileInfo(Path).Length + (new FileInfo(Path + "-wal") is { Exists: true } wal ? wal.Length : 0);

    /// <summary>Closes what this process holds open, so that the last to leave takes the <c>-wal</c> and <c>-shm</c> files away.</summary>
    public override void Close()
    {
        SqliteConnection.ClearAllPools();
        if (!IsReadOnly())
        {
            // The pools may have closed in the middle of another's write: one more to open and close makes sure.
            using var last = SqliteSession.Open(Path, pooling: false);
            last.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// <summary>Creates the file and its folder if they are missing, readable by the owner only.</summary>
    internal void CreateFile()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            if (!File.Exists(Path))
            {
                CreatePrivate(Path);
            }
        }
        catch (IOException) when (File.Exists(Path))
        {
            // Another process created it in this moment.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure($"cannot be created ({e.Message})", "Point GLEAN_DB_PATH to a folder you may write to", e);
        }
    }

    /// <summary>Creates an empty file that only the owner may read, whatever the umask.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    internal static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
    }

    /// <summary>Creates a folder that only the owner may enter, where there are modes.</summary>
    internal static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Whether only the owner may read <paramref name="path"/>, as far as the system tells.</summary>
    internal static bool IsPrivate(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnerOnly) == 0;

    /// <summary>Mode 600, where there are modes.</summary>
    internal static void MakePrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    /// <summary>Mode 600 on the file and its companions, WAL as journal: a restored copy may have neither.</summary>
    internal void PutModesRight()
    {
        PutFileModesRight();
        using var connection = SqliteSession.Open(Path);
        if (connection.Scalar("PRAGMA journal_mode") is not "wal")
        {
            connection.Scalar("PRAGMA journal_mode = WAL");
        }
    }

    private void PutFileModesRight()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in new[] { Path, Path + "-wal", Path + "-shm" })
        {
            try
            {
                if (File.Exists(file) && File.GetUnixFileMode(file) != OwnerOnly)
                {
                    File.SetUnixFileMode(file, OwnerOnly);
                }
            }
            catch (FileNotFoundException)
            {
                // Another process closed the last connection meanwhile and took the companion away.
            }
            catch (UnauthorizedAccessException)
            {
                // It belongs to somebody else, who shares it on purpose.
            }
        }
    }

    private void PutForeignWalAside()
    {
        if (SqliteHeader.HasForeignWal(Path))
        {
            File.Move(Path + "-wal", FreeName(Path + "-wal.put-aside"));
            File.Delete(Path + "-shm");
        }
    }

    /// <summary><paramref name="wanted"/>, or with a number behind it when there is such a file.</summary>
    internal static string FreeName(string wanted)
    {
        var name = wanted;
        for (var i = 2; File.Exists(name); i++)
        {
            name = System.IO.Path.ChangeExtension(wanted, null) + $"-{i}" + System.IO.Path.GetExtension(wanted);
        }

        return name;
    }

    /// <exception cref="GleanException">The file is read-only, locked or damaged.</exception>
    internal void EnsureWritable()
    {
        if (IsReadOnly())
        {
            throw Failure("is read-only", $"Allow writing: chmod 600 {Path}");
        }

        try
        {
            using var connection = SqliteSession.Open(Path);
            connection.Execute("BEGIN IMMEDIATE; ROLLBACK;");
            EnsureIntact(connection);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Translate(e, this) ?? Failure($"cannot be written ({e.Message})", "See what the system says: ls -ld, df -h", e);
        }
    }

    /// <summary>Writing into a file with a damaged page would spread the damage and spoil what could still be salvaged.</summary>
    private void EnsureIntact(DbConnection connection)
    {
        if (new FileInfo(Path).Length > LargestChecked)
        {
            return;
        }

        // Out of one snapshot: the check opens the search's table, which fails while another process migrates the schema under it.
        using var snapshot = BeginReading(connection);
        connection.Scalar("SELECT count(*) FROM sqlite_master");
        if (connection.Scalar("PRAGMA quick_check(1)") is string found and not "ok")
        {
            throw Explain(new DatabaseState.Corrupt(found.ReplaceLineEndings(" ")));
        }
    }

    internal override DatabaseState Inspect(DbConnection connection)
    {
        var tables = connection.Rows("SELECT name FROM sqlite_master WHERE type = 'table'", r => r.GetString(0));
        if (tables.Count == 0)
        {
            return new DatabaseState.Empty();
        }

        if (!tables.Contains(SchemaVersions.HistoryTable))
        {
            return new DatabaseState.Foreign(Legacy: tables.Contains("discoveries") && tables.Contains("tools"));
        }

        return StateOf(connection);
    }

    // Also for root, whom the kernel lets write: a file without the owner's write bit was made read-only on purpose.
    internal override bool IsReadOnly() =>
        File.GetAttributes(Path).HasFlag(FileAttributes.ReadOnly) || (!OperatingSystem.IsWindows()
            && ((File.GetUnixFileMode(Path) & UnixFileMode.UserWrite) == 0
                || (File.GetUnixFileMode(System.IO.Path.GetDirectoryName(Path)!) & UnixFileMode.UserWrite) == 0));
}
