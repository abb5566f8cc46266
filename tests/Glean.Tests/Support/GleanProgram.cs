using System.Diagnostics;

namespace Glean.Tests.Support;

/// <summary>The built <c>glean</c>, run as people run it: a process in a folder, with an environment of the test's choice.</summary>
public sealed class GleanProgram
{
    private readonly string folder;

    public GleanProgram(string folder)
    {
        this.folder = folder;
    }

    /// <summary>The program that <c>GLEAN_TEST_PROGRAM</c> names, or as the build left it, in the configuration of the tests.</summary>
    public static string Assembly { get; } = System.Environment.GetEnvironmentVariable("GLEAN_TEST_PROGRAM") is { Length: > 0 } published ? published : Path.Combine(
        RepositoryFolder.Path, "src", "Glean.Cli", Path.GetRelativePath(Path.Combine(RepositoryFolder.Path, "tests", "Glean.Tests"), AppContext.BaseDirectory), "glean.dll");

    /// <summary>Variables set for every run.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string DatabasePath => Path.Combine(folder, "db", "glean.db");

    /// <summary>Runs it to its end.</summary>
    public async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        return await running.EndAsync();
    }

    /// <summary>Starts it.</summary>
    public RunningProgram Start(params string[] arguments) => new(Describe("dotnet", [Assembly, .. arguments]));

    /// <summary>Runs a shell script in the same folder, for the commands of the runbook; <c>glean</c> is known there.</summary>
    public async Task<ProgramResult> ShellAsync(string script)
    {
        using var running = StartShell($"glean() {{ dotnet '{Assembly}' \"$@\"; }}\nset -e -o pipefail\n{script}");
        return await running.EndAsync();
    }

    /// <summary>Starts a shell script in the same folder.</summary>
    public RunningProgram StartShell(string script) => new(Describe("bash", ["-c", script]));

    /// <summary>Starts it on a terminal of its own, see script(1).</summary>
    public RunningProgram StartOnTerminal(params string[] arguments) =>
        new(Describe("script", ["-qec", $"dotnet '{Assembly}' {string.Join(' ', arguments)}", "/dev/null"]));

    /// <summary>Whether a program can be found, for tests that need more than the runtime.</summary>
    public static bool IsInstalled(string program) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(at => File.Exists(Path.Combine(at, program)));

    private ProcessStartInfo Describe(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        // No test asks a real service.
        foreach (var origin in Glean.Settings.SettingDefinitions.All.Where(d => d.Variable.StartsWith("GLEAN_") && d.Default?.StartsWith("https://") is true))
        {
            start.Environment[origin.Variable] = "http://127.0.0.1:9";
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["TERM"] = "xterm";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var path = Environment.TryGetValue("GLEAN_DB_PATH", out var named) ? Path.Combine(folder, named) : DatabasePath;
        if (TestDatabases.UrlOf(path) is { } url)
        {
            start.Environment.TryAdd("GLEAN_DATABASE_URL", url);
        }

        return start;
    }

    // What the developer has set must not change what a test sees.
    private static bool IsSetting(string name) => Glean.Settings.SettingDefinitions.All.Any(d => d.Variable == name) || name == "DATABASE_URL";
}
