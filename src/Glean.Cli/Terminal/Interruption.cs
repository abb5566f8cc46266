using System.Runtime.InteropServices;

namespace Glean.Cli.Terminal;

/// <summary>
/// Ctrl-C and the system's request to end: the first cancels the work, which saves what it has and says so; the second, or work that
/// does not stop in time, ends the program at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations;
    private Timer? deadline;

    public Interruption()
    {
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel)];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        registrations.ForEach(r => r.Dispose());
        deadline?.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        deadline = new Timer(_ => Environment.Exit(ExitCode.Cancelled), state: null, Grace, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }
}
