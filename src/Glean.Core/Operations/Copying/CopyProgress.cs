using Glean.Jobs;

namespace Glean.Operations.Copying;

/// <summary>How far a copy is: each row is written once, and read once more from both sides.</summary>
internal sealed class CopyProgress(IProgress<JobProgress> progress, long rows)
{
    private const int PercentOfCopying = 70;
    private const int Every = 5000;

    private string message = "";
    private long copied;
    private long compared;

    public void Begin(string what)
    {
        message = what;
        Report();
    }

    public void Copied(long more)
    {
        copied += more;
        Report();
    }

    /// <summary>What an earlier run copied counts too.</summary>
    public void AllCopied() => copied = rows;

    public void Compared(long more)
    {
        compared += more;
        if (compared % Every == 0)
        {
            Report();
        }
    }

    private void Report() => progress.Report(new JobProgress(
        rows == 0 ? 0 : (int)Math.Min(99, (copied * PercentOfCopying / rows) + (compared * (100 - PercentOfCopying) / (2 * rows))), message));
}
