using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;

namespace Glean.Tracking;

/// <summary>
/// The job that checks the pages of approved tools. There is no reader of pages yet: with none to check it is done, and else it
/// fails and says so, since a page that was not looked at must never pass for one that has not changed.
/// </summary>
public static class UpdateJob
{
    public static readonly JobKind Kind = JobKind.Of(JobType.Update, TimeSpan.FromHours(2), options => options, (_, tools, run) => Task.FromResult<object?>(Run(tools, run)));

    private static object Run(JobTools tools, JobRun run)
    {
        using var connection = tools.Database.OpenForReading();
        var pages = connection.Count("SELECT count(*) FROM tools WHERE status = 'approved' AND url IS NOT NULL");
        if (pages > 0)
        {
            throw new GleanException(FailureKind.Work, $"{pages} approved tools have a page, and this version cannot check pages for changes yet; none was looked at.");
        }

        run.Log("No approved tool has a page to check.");
        return new { Checked = 0, Changes = 0 };
    }
}
