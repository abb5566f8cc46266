using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.Rss;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary>The RSS scout with a real database and the real HTTP stack; only its clock stands still, and nothing is subscribed to.</summary>
internal sealed class ScoutBench : IDisposable
{
    private readonly TestDatabase database = new();
    private Fetcher? fetcher;

    public ScoutBench()
    {
        using var context = database.Open();
        context.Settings.Add(new Setting { Key = "rss.default_feeds_added", Value = "true", UpdatedAt = database.Now });
        context.SaveChanges();
    }

    public TestDatabase Database => database;

    public DateTime Now => database.Now;

    public FeedList List => new(database.Database, database.Time);

    /// <summary>A feed of RSS 2.0 whose entries are all about the focus.</summary>
    public static string Rss(params string[] items) =>
        $"<rss version='2.0'><channel><title>Sales notes</title>{string.Concat(items)}</channel></rss>";

    /// <summary>An item at <paramref name="link"/>, about the focus.</summary>
    public static string Item(string link, string more = "") =>
        $"<item><title>An AI SDR tool for sales teams</title><link>{link}</link><description>Sales automation and lead enrichment for the CRM.</description>{more}</item>";

    public static RequestDelegate Feed(params string[] items) => Answers.Text(Rss(items), "application/rss+xml");

    public void Pass(TimeSpan span) => database.Time.Advance(span);

    /// <summary>Reads the feeds at <paramref name="urls"/> once, or those subscribed to when there are none.</summary>
    public Task<ScoutResult> RunAsync(EgressOptions egress, params Uri[] urls) => RunAsync(egress, new RssOptions([.. urls.Select(u => u.AbsoluteUri)]));

    public async Task<ScoutResult> RunAsync(EgressOptions egress, RssOptions options, bool keepIrrelevant = false)
    {
        // A fetcher remembers who asked for silence; a new process does not.
        fetcher?.Dispose();
        fetcher = new Fetcher(egress);
        var scout = new RssScout(List, new DiscoveryStore(database.Database, database.Time), fetcher, database.Time);
        return await scout.RunAsync(options, new SavePolicy(Focus.Default, keepIrrelevant), new Progress<JobProgress>(), TestContext.Current.CancellationToken);
    }

    /// <summary>The row of the feed added at <paramref name="url"/>.</summary>
    public Source Row(Uri url)
    {
        using var context = database.Open();
        return context.Sources.Single(s => s.Name == $"rss:{url.AbsoluteUri}");
    }

    public IReadOnlyList<Discovery> Discoveries()
    {
        using var context = database.Open();
        return [.. context.Discoveries.OrderBy(d => d.Id)];
    }

    public void Dispose()
    {
        fetcher?.Dispose();
        database.Dispose();
    }
}
