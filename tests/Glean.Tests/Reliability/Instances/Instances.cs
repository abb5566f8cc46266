using System.Globalization;
using Glean.Storage;
using Glean.Tests.Support;
using Xunit;

namespace Glean.Tests.Reliability.Instances;

/// <summary>Several processes of the built program on one PostgreSQL database, each in a folder of its own, as on machines of their own.</summary>
internal sealed class Instances : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<RunningProgram> running = [];
    private readonly string url;
    private int started;

    public Instances(PostgresCluster cluster)
    {
        var name = $"instances_{Guid.NewGuid():N}";
        cluster.Create(name);
        url = cluster.Url(name);
    }

    /// <summary>A program in a folder of its own, for commands.</summary>
    public GleanProgram Program(string name)
    {
        var program = new GleanProgram(Directory.CreateDirectory(folder.File(name)).FullName);
        program.Environment["GLEAN_DATABASE_URL"] = url;
        program.Environment["GLEAN_SECRET_KEY"] = ServerFixture.SecretKey;
        program.Environment["GLEAN_REPORTS_DIR"] = folder.File("reports");
        program.Environment["PORT"] = "0";
        return program;
    }

    public string Write(string name, string content) => folder.Write(name, content);

    public async Task<RunningProgram> StartAsync(params string[] arguments)
    {
        var program = Program($"instance-{Interlocked.Increment(ref started)}").Start(arguments);
        running.Add(program);
        await program.ExpectAsync("ready");
        await program.ExpectAsync("\n");
        return program;
    }

    public IReadOnlyList<string> Rows(string sql)
    {
        using var connection = PostgresCluster.Open(url);
        return connection.Texts(sql);
    }

    public void Execute(string sql)
    {
        using var connection = PostgresCluster.Open(url);
        connection.Execute(sql);
    }

    public long Count(string sql) => long.Parse(Rows(sql)[0], CultureInfo.InvariantCulture);

    /// <summary>Queues reports, which may run beside each other.</summary>
    public void QueueReports(int count) => Execute(
        $$"""
        INSERT INTO jobs (id, type, status, options, created_at)
        SELECT 'r' || lpad(CAST(n AS text), 11, '0'), 'report', 'pending', '{"kind":"index"}', now() FROM generate_series(1, {{count}}) n
        """);

    public async Task UntilAsync(Func<bool> wanted, TimeSpan patience)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!wanted())
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
            {
                throw new TimeoutException($"Not within {patience}. Jobs: {string.Join(", ", Rows("SELECT type, status, count(*) FROM jobs GROUP BY 1, 2"))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static void Tell(string words) => TestContext.Current.SendDiagnosticMessage(words);

    public void Dispose()
    {
        foreach (var program in running)
        {
            if (!program.HasExited)
            {
                // One that was suspended cannot be asked.
                program.Signal("KILL");
            }

            program.Dispose();
        }

        folder.Dispose();
    }
}
