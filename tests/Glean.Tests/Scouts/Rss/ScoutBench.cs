using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.Rss;
using Glean.Settings;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary>The RSS scout on a <see cref="ScoutFixture"/>; nothing is subscribed to.</summary>
internal sealed class ScoutBench : IDisposable
{
    private readonly ScoutFixture fixture = new();
    private Fetcher? fetcher;

    public TestDatabase Database => fixture.Database;

    public DateTime Now => fixture.Now;

    public FeedList List => new(Database.Database, Database.Time);

    /// <summary>A feed of RSS 2.0 whose entries are all about the focus.</summary>
    public static string Rss(params string[] items) =>
        $"<rss version='2.0'><channel><title>Sales notes</title>{string.Concat(items)}</channel></rss>";

    /// <summary>An item at <paramref name="link"/>, about the focus.</summary>
    public static string Item(string link, string more = "") =>
        $"<item><title>An AI SDR tool for sales teams</title><link>{link}</link><description>Sales automation and lead enrichment for the CRM.</description>{more}</item>";

    public static RequestDelegate Feed(params string[] items) => Answers.Text(Rss(items), "application/rss+xml");

    public void Pass(TimeSpan span) => fixture.Pass(span);

    /// <summary>Reads the feeds at <paramref name="urls"/> once, or those subscribed to when there are none.</summary>
    public Task<ScoutResult> RunAsync(EgressOptions egress, params Uri[] urls) => RunAsync(egress, new RssOptions([.. urls.Select(u => u.AbsoluteUri)]));

    public async Task<ScoutResult> RunAsync(EgressOptions egress, RssOptions options, bool keepIrrelevant = false)
    {
        // A fetcher remembers who asked for silence; a new process does not.
        fetcher?.Dispose();
        fetcher = new Fetcher(egress);
        return await new ScoutRunner(Database.Database, GleanSettings.Load(null, _ => null), fetcher, Database.Time).RunAsync(
            new RssScout(), options.ToScout(), new SavePolicy(Focus.Default, keepIrrelevant), new Progress<JobProgress>(), TestContext.Current.CancellationToken);
    }

    /// <summary>The row of the feed added at <paramref name="url"/>.</summary>
    public Source Row(Uri url) => fixture.Row($"rss:{url.AbsoluteUri}");

    public IReadOnlyList<Discovery> Discoveries() => fixture.Discoveries();

    public void Dispose()
    {
        fetcher?.Dispose();
        fixture.Dispose();
    }
}
