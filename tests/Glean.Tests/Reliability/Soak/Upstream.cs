using System.Collections.Concurrent;
using Glean.Tests.Scouts.Rss;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Reliability.Soak;

/// <summary>
/// Feeds that grow by an entry now and then and keep all they had, so that whoever misses a reading can still get everything. While
/// <see cref="IsFaulty"/>, each reading goes wrong with a chance of one in three, in one of the ways of <see cref="Faults"/>.
/// </summary>
internal sealed class Upstream : IAsyncDisposable
{
    public const int Feeds = 3;

    private static readonly string[] Tools = ["HubSpot", "Pipedrive", "Apollo.io", "Gong", "Lemlist", "Clay", "Salesloft", "Close", "Instantly", "ZoomInfo"];

    private static readonly Fault[] Ways =
    [
        Fault.InternalError, Fault.BadGateway, Fault.Unavailable, Fault.HtmlForJson, Fault.BrokenGzip, Fault.UnknownEncoding, Fault.EndlessRedirect, Fault.NotFound, Fault.Forbidden,
    ];

    private readonly ConcurrentDictionary<int, int> published = new();
    private readonly ConcurrentDictionary<string, int> faults = new();
    private readonly Random random;
    private FaultServer server = null!;

    private Upstream(int seed) => random = new Random(seed);

    public bool IsFaulty { get; set; }

    public int Readings => server.Requests.Count;

    public IReadOnlyDictionary<string, int> FaultsShown => faults;

    public IReadOnlyList<string> Addresses => [.. Enumerable.Range(0, Feeds).Select(f => server.Url($"/feed{f}").AbsoluteUri)];

    /// <summary>The address of every entry there ever was.</summary>
    public IReadOnlyList<string> Entries =>
        [.. Enumerable.Range(0, Feeds).SelectMany(f => Enumerable.Range(0, published.GetValueOrDefault(f)).Select(i => Address(f, i)))];

    public static async Task<Upstream> StartAsync(int seed)
    {
        var upstream = new Upstream(seed);
        upstream.server = await FaultServer.StartAsync(upstream.AnswerAsync);
        return upstream;
    }

    public void Publish()
    {
        for (var feed = 0; feed < Feeds; feed++)
        {
            published.AddOrUpdate(feed, 1, (_, n) => n + 1);
        }
    }

    /// <summary>What the text of an entry must hold, and no other's does.</summary>
    public static string Mark(string address) => $"mark-{address["https://".Length..].Replace('/', '-')}-end";

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Address(int feed, int entry) => $"https://feed{feed}.example/{entry}";

    private Task AnswerAsync(HttpContext context)
    {
        var feed = int.Parse(context.Request.Path.Value!["/feed".Length..]);
        int dice;
        lock (random)
        {
            dice = random.Next(3 * (Ways.Length + 2));
        }

        if (!IsFaulty || dice > Ways.Length + 1)
        {
            return Answers.Text(Feed(feed), "application/rss+xml")(context);
        }

        faults.AddOrUpdate(dice < Ways.Length ? $"{Ways[dice]}" : dice == Ways.Length ? "Hangup" : "CutShort", 1, (_, n) => n + 1);
        switch (dice - Ways.Length)
        {
            case 0:
                context.Abort();
                return Task.CompletedTask;
            case 1:
                // Sound as HTTP; the document breaks off in the middle of an entry.
                var whole = Feed(feed);
                return Answers.Text(whole[..(whole.Length / 2)], "application/rss+xml")(context);
            default:
                return Ways[dice].Answer()!(context);
        }
    }

    private string Feed(int feed) => ScoutBench.Rss([.. Enumerable.Range(0, published.GetValueOrDefault(feed)).Select(i => Item(feed, i))]);

    private static string Item(int feed, int entry)
    {
        var address = Address(feed, entry);
        var (tool, other) = (Tools[(entry + feed) % Tools.Length], Tools[(entry + feed + 3) % Tools.Length]);
        return $"<item><title>An AI SDR tool for sales teams</title><link>{address}</link><description>{tool} costs ${10 + (entry % 90)} per user per month and integrates with {other}. "
            + $"Sales automation and lead enrichment for the CRM, {Mark(address)}.</description></item>";
    }
}
