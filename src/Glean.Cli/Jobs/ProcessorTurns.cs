using System.Globalization;
using System.Runtime.InteropServices;

namespace Glean.Cli.Jobs;

/// <summary>
/// Asks Linux for long turns on the processor. Several workers on a few cores otherwise take each other's place every millisecond or two, and find the caches full of the
/// other's data; with long turns four workers on two cores read a tenth more texts. Linux grants them since 6.12; before, a worker is only
/// taken for a batch, which does not interrupt others when it wakes.
/// </summary>
/// <remarks>https://docs.kernel.org/scheduler/sched-eevdf.html, https://man7.org/linux/man-pages/man2/sched_setattr.2.html</remarks>
internal static class ProcessorTurns
{
    /// <summary>The longest that Linux grants.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private const uint Ordinary = 0, Batch = 3;

    /// <summary>On a busy machine the start of a thread can take longer than a look: it then comes with what its starter had before.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // sched_getattr and sched_setattr, for which older C libraries have no functions.
    private static readonly (long Get, long Set)? Calls = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (315, 314),
        Architecture.Arm64 => (275, 274),
        _ => null,
    };

    /// <summary>Asks for all threads there are, now and each second until <paramref name="end"/> is done; those they start take after them.</summary>
    public static async Task LengthenUntilAsync(Task end)
    {
        if (!OperatingSystem.IsLinux() || Calls is not { } calls)
        {
            return;
        }

        try
        {
            while (!end.IsCompleted)
            {
                LengthenAll(calls);
                await Task.WhenAny(end, Task.Delay(BetweenLooks));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            // Work goes on as it would have.
        }
    }

    private static void LengthenAll((long Get, long Set) calls)
    {
        foreach (var path in Directory.GetDirectories("/proc/self/task"))
        {
            Lengthen(long.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), calls);
        }
    }

    /// <summary>Whoever gave the process a policy of his own keeps it, and so does its niceness.</summary>
    private static void Lengthen(long thread, (long Get, long Set) calls)
    {
        var attributes = default(Attributes);
        if (syscall(calls.Get, thread, ref attributes, Marshal.SizeOf<Attributes>(), 0) != 0 || attributes.Policy != Ordinary)
        {
            return;
        }

        attributes.Policy = Batch;
        attributes.Runtime = (ulong)Longest.TotalNanoseconds;
        _ = syscall(calls.Set, thread, ref attributes, 0, 0);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long syscall(long number, long thread, ref Attributes attributes, long third, long fourth);

    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
