using System.Data.Common;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Reports.Feeds;
using Glean.Storage;

namespace Glean.Operations.Publishing;

/// <summary>What was published.</summary>
public sealed record PublishReport(string Folder, string Address, int Tools, int Categories, int Changes, int Files);

/// <summary>Writes the approved index as a site that needs no server. The same rows give the same bytes.</summary>
/// <param name="subject">What the index is about: <c>AI tools for sales</c>.</param>
public sealed class PublishRun(GleanDatabase database, string subject)
{
    /// <summary>Feeds and maps must name whole addresses, also when nobody has said where the site will be.</summary>
    public const string NoAddress = "http://localhost/";

    private const int MostChanges = 5000;
    private const int ToldEvery = 250;

    private static readonly string[] Assets = ["site.css", "search.js", "icon.svg"];

    /// <summary>Reads the address of a site.</summary>
    /// <returns>It with a slash at its end.</returns>
    /// <exception cref="GleanException">It is no address of the web.</exception>
    public static string ReadAddress(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return NoAddress;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0 && address.Fragment.Length == 0 && address.UserInfo.Length == 0
            ? address.AbsoluteUri.TrimEnd('/') + "/"
            : throw new GleanException(FailureKind.Usage, $"'{text}' is no address of a site.", "Write it like https://tools.example.com/");
    }

    /// <param name="folder">Where the site is to be; an empty folder, or one published before.</param>
    /// <param name="address">See <see cref="ReadAddress"/>.</param>
    /// <exception cref="GleanException">The folder holds other files, or cannot be written.</exception>
    public PublishReport Run(string folder, string address, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var site = SiteFolder.Begin(folder);
        using var connection = database.OpenForReading();
        // One state of the database for all pages.
        using var reading = database.BeginReading(connection);
        var tools = SiteReader.Tools(connection);
        var changes = SiteReader.Changes(connection, MostChanges);
        var categories = Categories(tools);
        var layout = new SiteLayout(subject, address, AsOf(tools, changes));
        List<string> pages = [.. WriteLists(site, new SitePages(layout), tools, categories, changes)];
        pages.AddRange(WriteTools(site, new ToolPage(layout), connection, tools, categories, progress, cancellationToken));
        WriteRest(site, connection, tools, address, pages);
        cancellationToken.ThrowIfCancellationRequested();
        site.Finish();
        return new PublishReport(Path.GetFullPath(folder), address, tools.Count, categories.Count, changes.Count, site.Files);
    }

    private static IEnumerable<string> WriteLists(
        SiteFolder site, SitePages pages, IReadOnlyList<ListedTool> tools, IReadOnlyList<SiteCategory> categories, IReadOnlyList<SiteChange> changes)
    {
        var newest = tools.OrderByDescending(t => t.ListedAt).ThenByDescending(t => t.Id).ToList();
        yield return Add(site, "index.html", pages.Home(categories, newest, changes));
        yield return Add(site, "feeds.html", pages.Feeds());
        for (var part = 0; part == 0 || part * SitePages.ListedAtOnce < changes.Count; part++)
            yield return Add(site, SitePages.PartFile("changes", part), pages.Changes(changes, part));
        foreach (var category in categories)
        {
            for (var part = 0; part * SitePages.ListedAtOnce < category.Tools.Count; part++)
                yield return Add(site, $"categories/{SitePages.PartFile(category.File, part)}", pages.Category(category, part));
        }
    }

    private static IEnumerable<string> WriteTools(
        SiteFolder site, ToolPage page, DbConnection connection, IReadOnlyList<ListedTool> tools, IReadOnlyList<SiteCategory> categories,
        IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var byName = categories.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var (at, tool) in SiteReader.WithEvidence(connection, tools).Index())
        {
            if (at % ToldEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report(new JobProgress(5 + 90 * at / tools.Count, $"{at} of {tools.Count} tools"));
            }

            yield return Add(site, SitePages.ToolFile(tool.Tool.Id), page.Write(tool, byName[tool.Tool.Category]));
        }
    }

    private void WriteRest(SiteFolder site, DbConnection connection, IReadOnlyList<ListedTool> tools, string address, IReadOnlyList<string> pages)
    {
        foreach (var topic in Enum.GetValues<FeedTopic>())
        {
            var feed = NewsReader.Read(connection, topic, subject);
            foreach (var format in Enum.GetValues<FeedFormat>())
            {
                var name = $"feeds/{topic.ToWire()}.{format.ToWire()}";
                site.Add(name, FeedWriter.Write(feed, format, new FeedPlace(address, address + name, id => address + SitePages.ToolFile(id))));
            }
        }

        foreach (var (file, content) in SiteData.Map(address, pages))
            site.Add(file, content);
        site.Add("robots.txt", $"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n");
        site.Add("assets/tools.js", SiteData.Search(tools));
        foreach (var asset in Assets)
        {
            using var file = EmbeddedData.Open(asset);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            site.Add($"assets/{asset}", copy.ToArray());
        }
    }

    private static string Add(SiteFolder site, string file, string content)
    {
        site.Add(file, content);
        return file;
    }

    private static DateTime AsOf(IReadOnlyList<ListedTool> tools, IReadOnlyList<SiteChange> changes) =>
        tools.Select(t => t.ListedAt).Concat(changes.Select(c => c.At)).DefaultIfEmpty(DateTime.UnixEpoch).Max();

    private static IReadOnlyList<SiteCategory> Categories(IReadOnlyList<ListedTool> tools)
    {
        HashSet<string> taken = [];
        return
        [
            .. tools.GroupBy(t => t.Category).OrderBy(c => c.Key == Focus.Other).ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => new SiteCategory(c.Key, FileName(c.Key, taken), [.. c])),
        ];
    }

    /// <summary>A category's name with nothing in it that a path could mean; part numbers are set apart by another sign.</summary>
    private static string FileName(string category, HashSet<string> taken)
    {
        var plain = string.Concat(category.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var name = plain.Length is > 0 and <= 60 ? plain : "category";
        for (var i = 2; !taken.Add(name); i++)
            name = $"{plain[..Math.Min(plain.Length, 60)]}_{i}";
        return name;
    }
}
