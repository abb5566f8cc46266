using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>Looks at jobs.</summary>
public sealed class JobReader(GleanDatabase database)
{
    private const int MostLines = 1000;

    /// <summary>Jobs, newest first.</summary>
    /// <param name="statuses">Only those of these; none for all.</param>
    public (IReadOnlyList<Job> Jobs, int Total) List(IReadOnlyCollection<JobStatus> statuses, int limit, int offset)
    {
        var which = statuses.Count == 0 ? "" : $"WHERE status IN ({string.Join(", ", statuses.Select(s => $"'{s.ToWire()}'"))})";
        using var connection = database.OpenForReading();
        return (
            connection.Jobs($"{which} ORDER BY created_at DESC, started_at DESC NULLS LAST, id LIMIT @limit OFFSET @offset", ("@limit", limit), ("@offset", offset)),
            (int)connection.Count($"SELECT count(*) FROM jobs {which}"));
    }

    /// <summary>The job of this id, or null.</summary>
    public Job? Find(string id)
    {
        using var connection = database.OpenForReading();
        return connection.Job(id);
    }

    /// <summary>The last lines of a job's log, oldest first.</summary>
    public IReadOnlyList<JobLog> Log(string id)
    {
        using var connection = database.OpenForReading();
        var lines = connection.Rows(
            "SELECT id, at, level, message FROM job_logs WHERE job_id = @job ORDER BY id DESC LIMIT @most",
            r => new JobLog { Id = r.GetInt64(0), JobId = id, At = r.Utc(1), Level = r.GetString(2), Message = r.GetString(3) },
            ("@job", id), ("@most", MostLines));
        lines.Reverse();
        return lines;
    }
}
