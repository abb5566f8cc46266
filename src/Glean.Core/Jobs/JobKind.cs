using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>What every kind of job may use.</summary>
/// <param name="Redis">What is shared with other processes; null where there is none.</param>
public sealed record JobTools(GleanDatabase Database, GleanSettings Settings, IFetcher Fetcher, TimeProvider Time, RedisLink? Redis = null, JobSignal? Signal = null)
{
    /// <summary>What an admin keeps in the database, as it stands now.</summary>
    public SettingStore Stored => new(Database, Settings, Time);

    /// <summary>What the index is about, as it stands now.</summary>
    public Focus Focus => Stored.Focus().Focus;

    /// <summary>These with the settings that are stored, for one run.</summary>
    public JobTools WithStored() => this with { Settings = Stored.Effective() };
}

/// <summary>
/// A kind of job: what it is called, which options it takes and what it does. Its work can be repeated: what a run
/// that was cut off had saved stays, and the next run goes on from there.
/// </summary>
public sealed class JobKind
{
    private readonly Func<OptionReader, Func<JobTools, JobRun, Task<object?>>> prepare;

    private JobKind(JobType type, TimeSpan limit, Func<OptionReader, Func<JobTools, JobRun, Task<object?>>> prepare) =>
        (Type, Limit, this.prepare) = (type, limit, prepare);

    public JobType Type { get; }

    /// <summary>A run that takes longer is stopped and has failed.</summary>
    public TimeSpan Limit { get; }

    /// <summary>A kind whose options are a <typeparamref name="TOptions"/>.</summary>
    /// <param name="type">Its type in <c>jobs</c>.</param>
    /// <param name="limit">The most time a run may take.</param>
    /// <param name="read">Reads the options, telling the reader what is wrong with them.</param>
    /// <param name="work">Does the work; what it returns becomes the job's result.</param>
    public static JobKind Of<TOptions>(JobType type, TimeSpan limit, Func<OptionReader, TOptions> read, Func<TOptions, JobTools, JobRun, Task<object?>> work) =>
        new(type, limit, reader =>
        {
            var options = read(reader);
            return (tools, run) => work(options, tools, run);
        });

    /// <summary>Reads options, from the API or from a row.</summary>
    public JobRequest Read(JsonElement options)
    {
        var reader = new OptionReader(options);
        var work = prepare(reader);
        return new JobRequest(this, reader.Text("scout_type"), reader.Known(), reader.Wrong, work);
    }
}

/// <summary>Options that were read for a kind.</summary>
/// <param name="ScoutType">For scouts: which.</param>
/// <param name="Options">The options the kind knows, as a JSON object.</param>
/// <param name="Wrong">What is wrong, by the option's name; nothing may be run then.</param>
public sealed record JobRequest(
    JobKind Kind, string? ScoutType, string Options, IReadOnlyDictionary<string, string[]> Wrong, Func<JobTools, JobRun, Task<object?>> Work)
{
    public bool IsValid => Wrong.Count == 0;
}

/// <summary>The kinds of job there are.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="defaults">What runs by itself unless an admin says otherwise, as things are configured now.</param>
public sealed class JobCatalog(IReadOnlyList<JobKind> kinds, Func<JobTools, IEnumerable<ScheduleWish>>? defaults = null)
{
    public IReadOnlyList<JobKind> Kinds { get; } = kinds;

    /// <summary>The schedules a database is to begin with.</summary>
    public IEnumerable<ScheduleWish> Defaults(JobTools tools) => defaults?.Invoke(tools) ?? [];

    public JobKind? Find(JobType type) => Kinds.FirstOrDefault(k => k.Type == type);

    /// <summary>Reads a job's options as they stand in its row, or a schedule's.</summary>
    /// <exception cref="GleanException">There is no such kind here, or its options make no sense.</exception>
    public JobRequest Read(JobType type, string? scoutType, string options)
    {
        var kind = Find(type) ?? throw new GleanException(FailureKind.Usage, $"A job of the type '{type.ToWire()}' can only be run from the command line.");
        var request = kind.Read(OptionReader.Parse(options, scoutType));
        return request.IsValid
            ? request
            : throw new GleanException(FailureKind.Usage, $"The options of the job make no sense: {string.Join(" ", request.Wrong.SelectMany(w => w.Value))}");
    }
}
