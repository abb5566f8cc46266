using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Jobs;

/// <summary>A schedule as somebody wants it.</summary>
/// <param name="Options">Options of the job, as a JSON object.</param>
public sealed record ScheduleWish(
    string Name, JobType JobType, string? ScoutType, string Cron, string TimeZone = "UTC", string Options = "{}", bool Enabled = true);

/// <summary>The schedules: those Glean begins with, and what an admin makes of them.</summary>
public sealed class ScheduleBook(GleanDatabase database, JobCatalog catalog, TimeProvider time)
{
    private const string SeededKey = "jobs.default_schedules";
    private const int LongestName = 100;

    /// <summary>What a database was given that notes only that it was given something.</summary>
    private const string FirstNames = "Read feeds\nAnalyze\nCurate\nBackup\nMaintenance";

    /// <summary>
    /// Writes the schedules Glean begins with, each once in the life of a database: what an admin removes stays removed, and a
    /// source gets its own when it is configured.
    /// </summary>
    public void Seed(JobTools tools)
    {
        var defaults = catalog.Defaults(tools).ToList();
        using var connection = database.OpenForWriting();
        if (Missing(connection, defaults) is [])
        {
            return;
        }

        using var transaction = database.BeginWriting(connection);
        var missing = Missing(connection, defaults);
        var now = Now;
        foreach (var wish in missing)
        {
            connection.Change(
                """
                INSERT INTO schedules (name, job_type, scout_type, options, cron, next_run_at, created_at)
                VALUES (@name, @type, @scout, @options, @cron, @next, @now) ON CONFLICT DO NOTHING
                """,
                ("@name", wish.Name), ("@type", wish.JobType.ToWire()), ("@scout", (object?)wish.ScoutType ?? DBNull.Value), ("@options", wish.Options), ("@cron", wish.Cron),
                ("@next", ScheduleTimes.Next(wish.Cron, wish.TimeZone, Now)!.Value), ("@now", now));
        }

        connection.Change(
            "INSERT INTO settings (key, value, updated_at) VALUES (@key, @names, @now) ON CONFLICT (key) DO UPDATE SET value = @names, updated_at = @now",
            ("@key", SeededKey), ("@names", string.Join('\n', Seeded(connection).Union(missing.Select(m => m.Name)))), ("@now", now));
        transaction.Commit();
    }

    private static List<ScheduleWish> Missing(DbConnection connection, List<ScheduleWish> defaults)
    {
        var seeded = Seeded(connection);
        return [.. defaults.Where(d => !seeded.Contains(d.Name))];
    }

    /// <summary>The names of the schedules that this database was given before.</summary>
    private static HashSet<string> Seeded(DbConnection connection) =>
        connection.Rows("SELECT value FROM settings WHERE key = @key", r => r.GetString(0), ("@key", SeededKey)) is [var names]
            ? [.. (names == "1" ? FirstNames : names).Split('\n')]
            : [];

    public async Task<IReadOnlyList<Schedule>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Schedules.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellationToken);
    }

    public async Task<Schedule?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    public async Task<Schedule?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
    }

    /// <summary>Adds a schedule, or changes the one with this id.</summary>
    /// <returns>The schedule, or null when there is none with this id.</returns>
    /// <exception cref="GleanException">The wish makes no sense; the message says why.</exception>
    public async Task<Schedule?> SetAsync(long? id, ScheduleWish wish, CancellationToken cancellationToken)
    {
        wish = Check(wish);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Schedules.AnyAsync(s => s.Name == wish.Name && s.Id != id, cancellationToken))
        {
            throw new GleanException(FailureKind.Usage, $"There is a schedule '{wish.Name}' already.", "Choose another name, or change that one");
        }

        Schedule? schedule;
        if (id is null)
        {
            schedule = new Schedule { Name = wish.Name, Cron = wish.Cron, CreatedAt = Now };
            context.Schedules.Add(schedule);
        }
        else
        {
            schedule = await context.Schedules.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        }

        if (schedule is not null)
        {
            Apply(schedule, wish);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return schedule;
    }

    /// <returns>False when there is none with this id.</returns>
    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Schedules.Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private ScheduleWish Check(ScheduleWish wish)
    {
        if (string.IsNullOrWhiteSpace(wish.Name) || wish.Name.Length > LongestName || wish.Name.Any(char.IsControl))
        {
            throw new GleanException(FailureKind.Usage, $"A schedule needs a name of at most {LongestName} characters.");
        }

        var request = catalog.Read(wish.JobType, wish.ScoutType, wish.Options);
        return wish with { Cron = ScheduleTimes.Canonical(wish.Cron, wish.TimeZone, Now), ScoutType = request.ScoutType, Options = request.Options };
    }

    private Schedule Apply(Schedule schedule, ScheduleWish wish)
    {
        var moves = schedule.NextRunAt is null || schedule.Cron != wish.Cron || schedule.TimeZone != wish.TimeZone || schedule.Enabled != wish.Enabled;
        schedule.Name = wish.Name;
        schedule.JobType = wish.JobType;
        schedule.ScoutType = wish.ScoutType;
        schedule.Options = wish.Options;
        schedule.Cron = wish.Cron;
        schedule.TimeZone = wish.TimeZone;
        schedule.Enabled = wish.Enabled;
        if (moves)
        {
            schedule.NextRunAt = wish.Enabled ? ScheduleTimes.Next(wish.Cron, wish.TimeZone, Now) : null;
        }

        return schedule;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
