using System.Diagnostics;
using System.Text;

namespace Glean.Tests.Support;

/// <summary>A program under way, whose output is collected as it comes.</summary>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly SemaphoreSlim news = new(0);
    private readonly Task<string> error;
    private readonly Task reading;

    public RunningProgram(ProcessStartInfo start)
    {
        CommandLine = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = start.StandardInputEncoding = new UTF8Encoding(false);
        process = Process.Start(start)!;
        error = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    public string CommandLine { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Ends it as the kernel does, at once and unasked.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    /// <summary>A shell starts what it runs in the background with SIGINT ignored, and all that it starts inherits that.</summary>
    public static bool InterruptsAreIgnored =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is var line
        && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0;

    /// <summary>Sends a signal by name, for example <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, process.Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Types <paramref name="text"/>.</summary>
    public async Task TypeAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Nothing more is typed.</summary>
    public void CloseInput() => process.StandardInput.Close();

    /// <summary>Waits until <paramref name="text"/> was printed after what the last call waited for.</summary>
    public async Task ExpectAsync(string text)
    {
        using var late = new CancellationTokenSource(Longest);
        while (!TakeUntil(text))
        {
            try
            {
                await news.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"'{text}' never came. There was:\n{output}");
            }
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ProgramResult> EndAsync(TimeSpan? longest = null)
    {
        using var late = new CancellationTokenSource(longest ?? Longest);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"{CommandLine} did not end.\n{output}");
        }

        await reading;
        return new ProgramResult(CommandLine, process.ExitCode, output.ToString(), await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
        news.Dispose();
    }

    private int taken;

    private bool TakeUntil(string text)
    {
        lock (output)
        {
            var at = output.ToString().IndexOf(text, taken, StringComparison.Ordinal);
            taken = at < 0 ? taken : at + text.Length;
            return at >= 0;
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await process.StandardOutput.ReadAsync(buffer) is var read && read > 0)
        {
            lock (output)
            {
                output.Append(buffer, 0, read);
            }

            news.Release();
        }
    }
}
