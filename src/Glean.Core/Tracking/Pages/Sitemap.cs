using System.Xml;

namespace Glean.Tracking.Pages;

/// <summary>Reads sitemaps (https://www.sitemaps.org/protocol.html): XML or plain lines. Document types are never processed.</summary>
internal static class Sitemap
{
    private const int MostAddresses = 50_000;

    /// <summary>The addresses it lists, and whether they are further sitemaps. What breaks off is read up to the break.</summary>
    public static (IReadOnlyList<string> Addresses, bool IsIndex) Read(byte[] body)
    {
        List<string> addresses = [];
        var isIndex = false;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1024, IgnoreComments = true };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body, writable: false), settings);
            while (reader.Read() && addresses.Count < MostAddresses)
            {
                if (reader.NodeType != XmlNodeType.Element)
                    continue;
                isIndex |= reader.LocalName == "sitemapindex";
                if (reader.LocalName == "loc" && reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                    addresses.Add(reader.Value.Trim());
            }
        }
        catch (XmlException)
        {
            // Foreign input that is wrong: what was read before counts.
        }

        return (addresses, isIndex);
    }
}
