using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Notifications;
using Glean.Settings;
using Glean.Tests.Support;
using Xunit;

namespace Glean.Tests.Notifications;

/// <summary>Notifications with a real database and the real network on loopback; only the clock stands still.</summary>
internal sealed class NotifyBench : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly Dictionary<string, string> variables = new() { ["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8", ["GLEAN_PUBLIC_URL"] = "https://glean.example.com/" };

    public List<string> Log { get; } = [];

    public TestDatabase Database => database;

    public string this[string variable]
    {
        set => variables[variable] = value;
    }

    public void UseMail(MailServer server, string to = "ann@example.com")
    {
        this["GLEAN_SMTP_HOST"] = "127.0.0.1";
        this["GLEAN_SMTP_PORT"] = server.Port.ToString();
        this["GLEAN_SMTP_SECURITY"] = "none";
        this["GLEAN_MAIL_FROM"] = "Glean <glean@example.com>";
        this["GLEAN_MAIL_TO"] = to;
    }

    public void UseWebhook(Uri url)
    {
        this["GLEAN_WEBHOOK_URL"] = url.AbsoluteUri;
        this["GLEAN_WEBHOOK_SECRET"] = "whsec_" + Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
    }

    /// <summary>A change of an approved tool, now.</summary>
    public void AddChange(string tool, ChangeType type, string words)
    {
        using var context = database.Open();
        var row = context.Tools.FirstOrDefault(t => t.Name == tool);
        if (row is null)
        {
            context.Tools.Add(row = new Tool { Name = tool, NameKey = tool, Url = $"https://{tool.ToLowerInvariant()}.example/", Status = ToolStatus.Approved });
            context.SaveChanges();
        }

        context.Changes.Add(new Change { ToolId = row.Id, ChangeType = type, Description = words, SourceUrl = row.Url + "pricing", DetectedAt = database.Now });
        context.SaveChanges();
    }

    /// <param name="trustAnyone">Takes any certificate of a mail server.</param>
    public async Task<NotifyCounts> RunAsync(DeliveryKind kind = DeliveryKind.Weekly, bool trustAnyone = false)
    {
        using var fetcher = CreateFetcher();
        return await Run(fetcher, trustAnyone).RunAsync(kind, (line, _) => Log.Add(line), TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<Delivery>> TestAsync(DeliveryChannel channel, bool trustAnyone = false)
    {
        using var fetcher = CreateFetcher();
        return await Run(fetcher, trustAnyone).TestAsync(channel, "ann", TestContext.Current.CancellationToken);
    }

    public void Pass(TimeSpan time) => database.Time.Advance(time);

    /// <summary>Channel, kind, receiver, state and number of tries of all messages, oldest first.</summary>
    public IReadOnlyList<string> Rows() => database.Rows("SELECT channel, kind, receiver, state, attempts FROM deliveries ORDER BY id");

    public string? LastError() => database.Rows("SELECT error FROM deliveries ORDER BY id DESC LIMIT 1")[0];

    public void Dispose() => database.Dispose();

    private Fetcher CreateFetcher() => new(new EgressOptions
    {
        Allow = EgressOptions.ParseNetworks(variables["GLEAN_EGRESS_ALLOW"]),
        MinimumInterval = TimeSpan.Zero,
        MaxPatience = TimeSpan.Zero,
    });

    private NotifyRun Run(Fetcher fetcher, bool trustAnyone) => new(
        new JobTools(database.Database, GleanSettings.Load(null, variables.GetValueOrDefault), fetcher, database.Time),
        trustAnyone ? (_, certificate, _, _) => certificate is not null : null);
}
