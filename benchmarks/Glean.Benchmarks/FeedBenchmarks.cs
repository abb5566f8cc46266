using System.Text;
using BenchmarkDotNet.Attributes;
using Glean.Scouts;
using Glean.Scouts.Rss;

namespace Glean.Benchmarks;

/// <summary>Bar: a feed of 5 MB is read, its texts included, in under 0.2 s; hostile HTML of 1 MB in under 1 s.</summary>
[MemoryDiagnoser]
public class FeedBenchmarks
{
    private const int FiveMegabytes = 5_000_000;
    private byte[] rss = [];
    private byte[] atom = [];
    private string hostile = "";

    [GlobalSetup]
    public void Generate()
    {
        rss = Encoding.UTF8.GetBytes(Feed("<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>News</title>", RssItem, "</channel></rss>"));
        atom = Encoding.UTF8.GetBytes(Feed("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title>", AtomEntry, "</feed>"));
        hostile = string.Concat(Enumerable.Repeat("<div><table><tr><td a='<svg><!--<script", 27_000));
    }

    [Benchmark]
    public int Rss() => FeedReader.Read(rss, "application/rss+xml; charset=utf-8", null).Feed!.Entries.Count;

    [Benchmark]
    public int Atom() => FeedReader.Read(atom, "application/atom+xml", null).Feed!.Entries.Count;

    [Benchmark]
    public int HostileHtml() => PlainText.FromHtml(hostile).Length;

    private static string Feed(string head, Func<int, string> entry, string tail)
    {
        var output = new StringBuilder(head);
        for (var i = 0; output.Length < FiveMegabytes; i++)
        {
            output.Append(entry(i));
        }

        return output.Append(tail).ToString();
    }

    private static string RssItem(int i) => $"""
        <item><title>Release {i} &amp;amp; notes</title><link>https://blog.example/posts/{i}?utm_source=rss</link><guid isPermaLink="false">post-{i}</guid>
        <pubDate>Tue, {(i % 28) + 1} Oct 2024 08:{i % 60:00}:00 +0200</pubDate><category>sales</category>
        <description>Shipped today: better routing &amp; a calmer inbox.</description>
        <content:encoded><![CDATA[{Body(i)}]]></content:encoded></item>

        """;

    private static string AtomEntry(int i) => $"""
        <entry><id>tag:blog.example,2024:{i}</id><title type="html">Release {i} &amp;amp; notes</title><link rel="alternate" href="https://blog.example/posts/{i}"/>
        <updated>2024-10-{(i % 28) + 1:00}T08:{i % 60:00}:00Z</updated><author><name>A. Writer</name></author>
        <content type="html">{System.Net.WebUtility.HtmlEncode(Body(i))}</content></entry>

        """;

    private static string Body(int i) => string.Concat(Enumerable.Repeat($"""
        <h2>What changed in {i}</h2><p>The <a href="/docs/{i}">new routing</a> sends each lead to the person who knows the account &mdash; not to whoever is awake.</p>
        <ul><li>Works with mail, chat and phone</li><li>Costs &euro;20 a seat</li></ul><table><tr><td>Plan</td><td>Seats</td></tr><tr><td>Team</td><td>10</td></tr></table>

        """, 4));
}
