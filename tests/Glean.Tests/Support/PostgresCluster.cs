using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Glean.Storage;
using Npgsql;

namespace Glean.Tests.Support;

/// <summary>
/// A PostgreSQL cluster of the tests' own on a free port of loopback, made when first needed and gone with the process. Debian's
/// package <c>postgresql</c> brings its programs; the server refuses to run as root, so that root lends it to the user of the package.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    private const string Template = "glean_template";

    private static readonly Lazy<PostgresCluster> Started = new(Start);

    private readonly string folder;
    private readonly string programs;
    private readonly int port;
    private readonly ConcurrentDictionary<string, byte> made = [];
    private Process server;

    private PostgresCluster(string folder, string programs, int port)
    {
        (this.folder, this.programs, this.port) = (folder, programs, port);
        server = Serve();
    }

    public static PostgresCluster Running => Started.Value;

    /// <summary>Whether its programs are there, for tests that are left out otherwise.</summary>
    public static bool IsInstalled => Programs() is not null;

    public string Url(string database)
    {
        made.TryAdd(database, 0);
        return $"postgres://glean@127.0.0.1:{port}/{database}";
    }

    public static DbConnection Open(string url)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresUrl.Read(url).ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Makes a database with all migrations.</summary>
    public void Create(string database)
    {
        made.TryAdd(database, 0);
        Administer($"CREATE DATABASE {database} TEMPLATE {Template}");
    }

    public void DropBelow(string prefix)
    {
        foreach (var database in made.Keys.Where(d => d.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Administer($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
            made.TryRemove(database, out _);
        }
    }

    private void Administer(string sql)
    {
        using var connection = Open(Url("postgres"));
        connection.Execute(sql);
    }

    /// <summary>Ends the server as the kernel does.</summary>
    public void Kill()
    {
        // The processes of its connections end with it, as they see it gone.
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        File.Delete(Path.Combine(folder, "data", "postmaster.pid"));
    }

    /// <summary>Starts the server again on what it had stored.</summary>
    public void Restart()
    {
        server = Serve();
        WaitUntilReady();
    }

    public void Dispose()
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Starts the server. It ends with the tests even when they are killed: the kernel tells it when the thread that started it ends
    /// (prctl(2), PR_SET_PDEATHSIG), so that one waits for it as long as it lives.
    /// </summary>
    private Process Serve()
    {
        var begun = new TaskCompletionSource<Process>();
        new Thread(() =>
        {
            // Nothing here outlives the tests, so nothing waits for a disk.
            var process = Process.Start(AsOwner(
                Path.Combine(programs, "postgres"), "-D", Path.Combine(folder, "data"), "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=400", "-c", "shared_buffers=64MB", "-c", "autovacuum=off",
                "-c", $"log_directory={folder}", "-c", "logging_collector=on"))!;
            begun.SetResult(process);
            process.WaitForExit();
        })
        { IsBackground = true }.Start();
        return begun.Task.GetAwaiter().GetResult();
    }

    /// <summary>A cluster that no other test uses, for tests that take it away.</summary>
    internal static PostgresCluster Start()
    {
        var programs = Programs() ?? throw new InvalidOperationException("PostgreSQL is not installed (Debian package postgresql).");
        var folder = Directory.CreateTempSubdirectory("glean-postgres-").FullName;
        var port = FreePort();
        var data = Path.Combine(folder, "data");
        if (Environment.UserName == "root")
        {
            Run(new ProcessStartInfo("chown", ["postgres", folder]));
        }

        Run(AsOwner(Path.Combine(programs, "initdb"), "-D", data, "-U", "glean", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"));
        var cluster = new PostgresCluster(folder, programs, port);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        cluster.WaitUntilReady();
        var template = PostgresDatabase.At(cluster.Url(Template));
        new SchemaMigrator(template).Up();
        template.Close();
        return cluster;
    }

    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WaitUntilReady()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Administer("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (attempt < 600)
            {
                Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System).Wait(CancellationToken.None);
            }
        }
    }

    private static ProcessStartInfo AsOwner(string program, params string[] arguments) => Environment.UserName == "root"
        ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=INT", program, .. arguments]) { WorkingDirectory = "/" }
        : new ProcessStartInfo("setpriv", ["--pdeathsig=INT", program, .. arguments]) { WorkingDirectory = "/" };

    private static void Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
        }
    }
}
