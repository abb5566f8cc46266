using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Egress;
using Glean.Jobs;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Cli;

/// <summary>What a command works with: the settings of this run, the database, the clock and the terminal.</summary>
internal sealed class Session
{
    /// <summary>JSON for people and programs alike: snake case, indented, letters of all languages as they are.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private readonly Lazy<IFetcher> fetcher;
    private readonly Lazy<RedisLink?> redis;

    public Session(ParseResult parsed)
    {
        Settings = GleanSettings.Load(parsed.GetValue(GlobalOptions.Config), Environment.GetEnvironmentVariable);
        Database = Settings.Database();
        fetcher = new Lazy<IFetcher>(() => new Fetcher(
            EgressOptions.FromEnvironment(name => name == EgressOptions.AllowVariable ? Settings[SettingDefinitions.EgressAllow] : null),
            Time,
            shared: Redis is null ? null : new SharedPace(Redis)));
        redis = new Lazy<RedisLink?>(() => Settings[SettingDefinitions.RedisUrl] is { Length: > 0 } url ? new RedisLink(RedisAddress.Parse(url), Time) : null);
    }

    public GleanSettings Settings { get; }

    public GleanDatabase Database { get; }

    /// <summary>What an admin keeps in the database; only to be asked of one that can be used.</summary>
    public SettingStore Stored => new(Database, Settings, Time);

    /// <summary>Every fetch of this run; made when first needed.</summary>
    public IFetcher Fetcher => fetcher.Value;

    /// <summary>Shares pace and budget with other processes; null unless it is set. Connects when first asked.</summary>
    public RedisLink? Redis => redis.Value;

    /// <summary>What jobs work with.</summary>
    public JobTools Tools => new(Database, Settings, Fetcher, Time, Redis);

    public TimeProvider Time { get; } = TimeProvider.System;

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public TextWriter Out { get; } = Console.Out;

    public TextWriter Error { get; } = Console.Error;

    /// <summary>A person can answer a question here.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public void WriteJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, Json));
}

internal static class CommandActions
{
    /// <summary>What <paramref name="command"/> does when it is called.</summary>
    public static Command Does(this Command command, Func<Session, ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction((parsed, cancellationToken) => work(new Session(parsed), parsed, cancellationToken));
        return command;
    }

    /// <inheritdoc cref="Does(Command, Func{Session, ParseResult, CancellationToken, Task{int}})"/>
    public static Command Does(this Command command, Func<Session, ParseResult, int> work)
    {
        command.SetAction(parsed => work(new Session(parsed), parsed));
        return command;
    }
}
