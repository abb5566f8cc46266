using System.IO.Compression;
using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>
/// Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF and JSON Feed, well-formed or not. A pure function: no network, no
/// clock, and document types are never processed, so nothing is expanded or fetched on a feed's behalf.
/// </summary>
public static class FeedReader
{
    /// <summary>The most bytes a compressed feed may unfold to.</summary>
    public const int LargestBody = 15 * 1024 * 1024;

    /// <summary>Reads one document.</summary>
    /// <param name="body">The bytes as they came, gzip or not.</param>
    /// <param name="contentType">The header of that name; only its charset counts.</param>
    /// <param name="address">Where the document came from; relative links are resolved against it.</param>
    /// <returns>The feed, or why there is none. Never throws on what a document holds.</returns>
    public static FeedResult Read(ReadOnlyMemory<byte> body, string? contentType, Uri? address)
    {
        if (body.Span is [0x1F, 0x8B, ..])
        {
            if (Unzip(body) is not { } unzipped)
            {
                return FeedResult.Failed(FeedErrorKind.TooLarge, $"The compressed body unfolds to more than {LargestBody >> 20} MiB.");
            }

            body = unzipped;
        }

        var text = FeedEncoding.Decode(body.Span, contentType);
        var start = text.AsSpan().TrimStart("\uFEFF\0 \t\r\n");
        if (start.IsEmpty)
        {
            return FeedResult.Failed(FeedErrorKind.Empty, "The document is empty.");
        }

        return start[0] is '{' or '[' ? JsonFeed.Read(start.ToString(), address) : ReadMarkup(text, address);
    }

    private static FeedResult ReadMarkup(string text, Uri? address)
    {
        var tree = MarkupTree.Parse(text);
        if (tree.Danger is { } danger)
        {
            return FeedResult.Failed(FeedErrorKind.Refused, $"The document type {danger}; such documents are refused.");
        }

        if (XmlFeed.FindRoot(tree.Root) is { } root)
        {
            return FeedResult.Of(XmlFeed.Read(root, tree.BrokeOff, address));
        }

        var top = tree.Root.Children.Count > 0 ? tree.Root.Children[0] : null;
        if (top?.Name == "opml")
        {
            return FeedResult.Failed(FeedErrorKind.FeedList, "This is an OPML list of feeds, not a feed; import it as one.");
        }

        if (HtmlPage.IsPage(text, tree.Root))
        {
            var suggested = HtmlPage.FindFeed(tree.Root, address);
            return FeedResult.Failed(
                FeedErrorKind.HtmlPage,
                suggested is null
                    ? "This is an HTML page, not a feed, and it links to none."
                    : $"This is an HTML page, not a feed; it links to the feed {suggested.AbsoluteUri}",
                suggested);
        }

        return FeedResult.Failed(
            FeedErrorKind.NotAFeed,
            top is null
                ? "This is not a feed: neither XML nor JSON."
                : $"This is not a feed: its root element is <{Shorten(top.Name)}>, where rss, feed, RDF or channel is expected.");
    }

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private static byte[]? Unzip(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream(body.ToArray(), writable: false);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var output = new MemoryStream();
        var buffer = new byte[81920];
        try
        {
            while (gzip.Read(buffer) is > 0 and var count)
            {
                output.Write(buffer, 0, count);
                if (output.Length > LargestBody)
                {
                    return null;
                }
            }
        }
        catch (InvalidDataException)
        {
            // A stream cut short: what came out of it is read like any other broken feed.
        }

        return output.ToArray();
    }
}
