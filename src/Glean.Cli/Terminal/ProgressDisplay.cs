using Glean.Jobs;
using Spectre.Console;

namespace Glean.Cli.Terminal;

/// <summary>Shows how far long work is: a bar on a terminal, plain lines elsewhere, always on standard error.</summary>
internal static class ProgressDisplay
{
    public static async Task<T> RunAsync<T>(string title, Func<IProgress<JobProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(new PlainLines(title));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title));
                return await work(new Bar(bar, title));
            });
    }

    private sealed class Bar(ProgressTask task, string title) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            task.Value = value.Percent;
            task.Description = Markup.Escape($"{title}: {TextTable.OneLine(value.Message)}");
        }
    }

    private sealed class PlainLines(string title) : IProgress<JobProgress>
    {
        private readonly Lock gate = new();
        private int lastPercent = -10;

        public void Report(JobProgress value)
        {
            lock (gate)
            {
                if (value.Percent < lastPercent + 10 && value.Percent < 100)
                {
                    return;
                }

                lastPercent = value.Percent;
                Console.Error.WriteLine($"{title}: {value.Percent}% {TextTable.OneLine(value.Message)}");
            }
        }
    }
}
