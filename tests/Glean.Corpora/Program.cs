using Glean.Corpora;
using Glean.Corpora.Feeds;
using Glean.Corpora.Scouts;
using Glean.Corpora.Tracking;
using Glean.Corpora.Training;

// `train [--write] [--check] [FILE…]` fits the analyzer's tables of weights to the labelled texts of the repository; files of labelled texts are scored besides.
if (args is ["train", ..])
    return TrainCommand.Run(args, Console.Out);

// Prints how Glean fares against recorded real data: one report a folder of the corpora.
// Usage: Glean.Corpora [FOLDER…]; the data lies where GLEAN_CORPORA points, or in ../shared/corpora.
(string Folder, Action<string, TextWriter> Report)[] reports =
[
    ("urls", PublicSuffixReport.Run),
    ("feeds-feedparser", FeedparserReport.Run),
    ("feeds-gofeed", GofeedReport.Run),
    ("feeds-validator", ValidatorReport.Run),
    ("feeds-real", RealFeedsReport.Run),
    ("jsonfeed", JsonFeedReport.Run),
    ("opml", OpmlReport.Run),
    ("dates", DatesReport.Run),
    ("er-tools", ErToolsReport.Run),
    ("urls", UrlsReport.Run),
    ("security-xml", XmlAttacksReport.Run),
    ("security-xss", UrlSchemesReport.Run),
    ("prices", PricesReport.Run),
    ("extraction", ExtractionReport.Run),
    ("tool-lists", ToolListsReport.Run),
    ("extraction", SpeedReport.Run),
    ("pricing-history", PricingHistoryReport.Run),
    ("article-extraction", ArticleReport.Run),
    ("structured-data", StructuredDataReport.Run),
    ("llm-prices", LlmPricesReport.Run),
    ("list-changes", ListChangesReport.Run),
    ("change-detection", ChangeDetectionReport.Run),
    ("er-products", ErProductsReport.Run),
    ("security-ssrf", SecuritySsrfReport.Run),
    ("hn-algolia", HackerNewsReport.Run),
    ("github-search", GitHubReport.Run),
    ("reddit-api", RedditReport.Run),
    ("x-api", TwitterReport.Run),
    ("producthunt-api", ProductHuntReport.Run),
    ("search-apis", WebSearchReport.Run),
];

var root = CorporaFolder.Find();
if (root is null)
{
    Console.Error.WriteLine("The corpora are absent: neither GLEAN_CORPORA nor ../shared/corpora leads to them. Nothing was measured.");
    return 0;
}

foreach (var (folder, report) in reports)
{
    if (args.Length == 0 || args.Contains(folder))
    {
        Console.WriteLine($"== {folder}");
        report(Path.Combine(root, folder), Console.Out);
    }
}

return 0;
