using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Glean.Storage;

/// <summary>
/// How a connection waits for another process's lock. SQLite's own way sleeps longer the longer it waits, up to 100 ms, so that whoever has
/// waited longest looks least often; here everyone looks every two milliseconds, and has the same chance.
/// </summary>
/// <remarks>https://www.sqlite.org/c3ref/busy_handler.html. The driver's library does not offer it.</remarks>
internal static class BusyWait
{
    private const int StepMilliseconds = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(SqliteSession.BusySeconds);

    // Native code keeps it: it must not be collected.
    private static readonly Handler Waiting = Wait;

    [ThreadStatic]
    private static long begun;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Handler(IntPtr state, int tries);

    /// <summary>Lets statements of <paramref name="connection"/>, which is open, wait for <see cref="SqliteSession.BusySeconds"/>.</summary>
    public static void Set(SqliteConnection connection) => _ = sqlite3_busy_handler(connection.Handle!.DangerousGetHandle(), Waiting, IntPtr.Zero);

    private static int Wait(IntPtr state, int tries)
    {
        if (tries == 0)
        {
            begun = TimeProvider.System.GetTimestamp();
        }
        else if (TimeProvider.System.GetElapsedTime(begun) > Longest)
        {
            return 0;
        }

#pragma warning disable RS0030 // SQLite asks within a statement, on its thread, and there is nothing to await.
        Thread.Sleep(StepMilliseconds);
#pragma warning restore RS0030
        return 1;
    }

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_busy_handler(IntPtr database, Handler handler, IntPtr state);
}
