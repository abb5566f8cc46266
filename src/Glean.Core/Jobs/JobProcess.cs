using System.Diagnostics;
using System.Globalization;

namespace Glean.Jobs;

/// <summary>The name under which a process signs its jobs: machine and process number.</summary>
internal static class JobProcess
{
    public static string Current { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>
    /// True when <paramref name="runner"/> surely ended: it ran on this machine and its number is free. A number that was given to
    /// another process, or another machine, is left to the heartbeat.
    /// </summary>
    public static bool IsGone(string? runner)
    {
        var colon = runner?.LastIndexOf(':') ?? -1;
        if (colon < 0 || runner![..colon] != Environment.MachineName
            || !int.TryParse(runner.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
