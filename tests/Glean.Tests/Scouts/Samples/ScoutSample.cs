using Glean.Scouts;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Glean.Tests.Scouts.Samples;

/// <summary>An item that a service of the tests has: about the focus, told apart by its number.</summary>
internal sealed record SampleItem(int Number, DateTime At)
{
    public string Title => $"An AI SDR tool for sales teams, number {Number}";

    public string Text { get; } = "Sales automation and lead enrichment for the CRM.";
}

/// <summary>
/// A service as a scout finds it, for the tests that hold of every scout: it has the items it is given, in pages so small that a
/// scout must ask for several.
/// </summary>
internal abstract class ScoutSample
{
    /// <summary>The scout it is for.</summary>
    public abstract string Scout { get; }

    /// <summary>Requests for a token before the first for items.</summary>
    public virtual int Preliminaries => 0;

    /// <summary>Answers as the service does.</summary>
    /// <param name="items">What it has, read anew with every request.</param>
    public abstract RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items);

    /// <summary>Names doors through which all items are seen, in at least two requests.</summary>
    /// <param name="origin">Of the service.</param>
    public abstract ScoutOptions Doors(Uri origin);

    public IScout Create() => ScoutList.Find(Scout)!;

    public override string ToString() => Scout;
}

/// <summary>One line a scout; <see cref="ScoutListTests"/> misses one that is not here.</summary>
internal static class ScoutSamples
{
    public static readonly IReadOnlyList<ScoutSample> All =
    [
        new RssSample(),
        new HackerNewsSample(),
        new RedditSample(),
        new TwitterSample(),
        new ProductHuntSample(),
        new WebSearchSample(),
        new GitHubSample(),
    ];

    public static TheoryData<string> Names => [.. All.Select(s => s.Scout)];

    public static ScoutSample Of(string scout) => All.Single(s => s.Scout == scout);

    /// <summary>So many items, a day's worth apart from each other by some minutes, the newest half an hour old.</summary>
    public static IReadOnlyList<SampleItem> Items(int count, DateTime now, int from = 1) =>
        [.. Enumerable.Range(from, count).Select(n => new SampleItem(n, now.AddMinutes(-30 - (15 * (from + count - 1 - n)))))];
}
