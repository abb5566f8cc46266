using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>What becomes of a job whose work failed.</summary>
internal static class JobFailure
{
    // https://www.sqlite.org/rescode.html: busy, locked, input/output, full.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];

    /// <summary>
    /// A failure that may pass by itself is tried again after a pause, a few times. One that was foreseen is not: a source
    /// that does not answer has a back-off of its own, and a missing key does not come by waiting.
    /// </summary>
    public static JobEnding Judge(Job job, Exception exception, bool attended, DateTime now)
    {
        var words = Words(exception);
        return !attended && IsPassing(exception) && job.Attempts < JobRows.MostAttempts
            ? new JobEnding(
                JobStatus.Pending,
                $"Attempt {job.Attempts} of {JobRows.MostAttempts} did not succeed: {words} It runs again.",
                NotBefore: now + Pauses[Math.Min(job.Attempts, Pauses.Length) - 1])
            : new JobEnding(JobStatus.Failed, words);
    }

    /// <summary>The database is busy or full, a file cannot be had: it may be otherwise soon.</summary>
    public static bool IsPassing(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is DbException database)
            {
                return DatabaseTroubles.Of(database) is DatabaseTrouble.Busy or DatabaseTrouble.Unreachable or DatabaseTrouble.Full;
            }

            if (at is IOException)
            {
                return true;
            }
        }

        return false;
    }

    public static string Words(Exception exception) => StorableText.Of(exception switch
    {
        GleanException { NextStep: { } next } failure => $"{failure.Message} {next}",
        GleanException failure => failure.Message,
        _ => $"{exception.GetType().Name}: {exception.Message}",
    });
}
