using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Glean.Corpora;
using Glean.Scouts;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary>S19: a document type makes the scout neither fetch, read files, nor unfold anything.</summary>
public sealed partial class HostileFeedsTests : IDisposable
{
    private readonly ScoutBench bench = new();

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM 'ORIGIN/secret'>]>")]
    [InlineData("<!DOCTYPE rss SYSTEM 'ORIGIN/evil.dtd'>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % p SYSTEM 'ORIGIN/evil.dtd'> %p;]>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY a 'unfoldedunfolded'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY x '&b;&b;&b;&b;&b;&b;&b;&b;'>]>")]
    [InlineData("<?xml-stylesheet href='ORIGIN/evil.xsl' type='text/xsl'?>")]
    public async Task Nothing_is_fetched_or_unfolded_for_a_document_type(string prolog)
    {
        var origin = "";
        await using var server = await FaultServer.StartAsync(context => Answers.Text(
            prolog.Replace("ORIGIN", origin) + ScoutBench.Rss("<item><title>A sales AI tool &x;</title><link>https://a.example/1</link><description>CRM &x;</description></item>"))(context));
        origin = server.Origin.AbsoluteUri.TrimEnd('/');
        await bench.RunAsync(server.Options, new RssOptions([server.Url("/feed").AbsoluteUri]), keepIrrelevant: true);
        server.Requests.Select(r => r.Target).ShouldBe(["/feed"]);
        foreach (var stored in bench.Discoveries())
        {
            (stored.Title + stored.RawText).ShouldNotContain("unfolded");
            (stored.Title + stored.RawText).ShouldNotContain("root:");
        }
    }

    [Fact]
    public async Task No_recorded_attack_stores_the_text_of_an_entity_or_takes_long()
    {
        var root = CorporaFolder.Find();
        if (root is null)
        {
            Assert.Skip("The corpora are absent; set GLEAN_CORPORA to their folder.");
        }

        var files = Directory.EnumerateFiles(Path.Combine(root, "security-xml"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        await using var server = await FaultServer.StartAsync(context =>
            Answers.Bytes(File.ReadAllBytes(files[int.Parse(context.Request.Path.Value![1..])]), "application/xml")(context));
        var started = Stopwatch.GetTimestamp();
        var result = await bench.RunAsync(
            server.Options, new RssOptions([.. files.Select((_, i) => server.Url($"/{i}").AbsoluteUri)]), keepIrrelevant: true);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(files.Count));
        result.Doors.Count.ShouldBe(files.Count);
        result.Doors.Where(d => d.State == DoorState.Failed).ShouldAllBe(d => d.Message!.Length > 0);
        server.Requests.Count.ShouldBe(files.Count);

        var stored = string.Join('\n', bench.Discoveries().Select(d => $"{d.Title}\n{d.RawText}"));
        stored.ShouldNotContain("root:x:0");
        foreach (var value in files.SelectMany(f => EntityValue().Matches(File.ReadAllText(f, Encoding.Latin1))).Select(m => m.Groups[1].Value).Where(v => v.Length > 3))
        {
            stored.ShouldNotContain(value);
        }
    }

    public void Dispose() => bench.Dispose();

    [GeneratedRegex("<!ENTITY\\s+[^\\s%]+\\s+[\"']([^\"']*)", RegexOptions.NonBacktracking)]
    private static partial Regex EntityValue();
}
