using Glean.Analysis;
using Glean.Jobs;
using Glean.Scouts.Demo;
using Glean.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glean.Server.Jobs;

/// <summary>Prepares a worker that has just started for its first analysis, as long as it has no job.</summary>
internal sealed partial class RehearsalService(JobWorker worker, JobQueue queue, GleanDatabase database, TimeProvider time, ILogger<RehearsalService> logger) : BackgroundService
{
    /// <summary>By then a worker has taken what waits.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(FirstLook, time, stoppingToken);
            if (worker.IsIdle)
            {
                await queue.RehearseAsync(stoppingToken);
                await new AnalysisRehearsal(database, time).RunAsync(DemoTexts.Load().Select(t => (t.Title, t.Text)), () => worker.IsIdle, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            // Whatever it is, the jobs do without: a failure that left this method would end the worker.
            LogTrouble(e.Message.ReplaceLineEndings(" "));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rehearsal ended early: {Words}")]
    private partial void LogTrouble(string words);
}
