using System.Diagnostics;
using System.Globalization;

namespace Glean.Jobs;

/// <summary>
/// The name under which a process signs its jobs: machine, process number and start. Numbers are given again (in a container
/// every first process is number 1), a number with its start is not.
/// </summary>
internal static class JobProcess
{
    /// <summary>The sign of a process that takes jobs from the queue.</summary>
    public static string Current { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Start(Environment.ProcessId)}";

    /// <summary>The sign of a process that runs a job of its own while somebody waits for it, as the command line does.</summary>
    public static string Attended { get; } = Current + AttendedMark;

    private const string AttendedMark = ":attended";

    /// <summary>Nobody but the process itself would want the result, so nobody takes the job over.</summary>
    public static bool IsAttended(string? runner) => runner?.EndsWith(AttendedMark, StringComparison.Ordinal) == true;

    /// <summary>What is known of the process behind <paramref name="runner"/>.</summary>
    /// <returns>True when it lives, false when it ended, null when only its heartbeat can tell: another machine's.</returns>
    public static bool? IsAlive(string? runner)
    {
        var parts = runner?.Split(':') ?? [];
        if (parts.Length < 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        return Start(id) == parts[2];
    }

    /// <summary>When the process began, in a form that only has to be equal to itself; null when there is none.</summary>
    private static string? Start(int id)
    {
        try
        {
            return OperatingSystem.IsLinux() ? StartInTicks(id) : StartInSeconds(id);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Field 22 of proc_pid_stat(5). A killed process that its parent has not buried yet counts as ended.</summary>
    private static string? StartInTicks(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        // The name in field 2 may hold anything, brackets and spaces included.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : fields[19];
    }

    private static string StartInSeconds(int id)
    {
        using var process = Process.GetProcessById(id);
        return new DateTimeOffset(process.StartTime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }
}
