using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Glean.Corpora;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Commands;

public sealed class ImportExportTests : IDisposable
{
    private const string FormulaStarts = "=+-@\t\r\n\0";

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public ImportExportTests()
    {
        glean = new GleanProgram(folder.Path);
    }

    [Fact]
    public async Task Wrong_lines_of_texts_are_named_by_number_and_the_rest_goes_in()
    {
        string[] lines =
        [
            """{"source":"forum","source_url":"https://a.example/1","title":"half \ud83d","text":"\ude00 whole \ud83d\ude00 kept \\ud83d","author":"n\u0000ul"}""",
            """{"source":"forum","source_url":"https://a.example/2","text":"twice","metadata":{"a":1,"a":2,"\ud800":"x"}}""",
            "no json",
            "[1, 2]",
            """{"source":"forum","source_url":"javascript:alert(1)","text":"a"}""",
            """{"source":"forum","source_url":"https://a.example/6","text":7}""",
            "",
            """{"source":"forum","source_url":"https://a.example/8","text":"a","published_at":"the day before"}""",
            """{"source":"forum","source_url":"https://a.example/9","text":"a","metadata":[1]}""",
            """{"source_url":"https://a.example/10","text":"a"}""",
            """{"source":"forum","source_url":"https://a.example/11","title":" "}""",
            $$"""{"source":"forum","source_url":"https://a.example/12","text":"{{new string('h', 3_000_000)}}"}""",
            string.Concat(Enumerable.Repeat("{\"a\":", 200)),
        ];
        File.WriteAllBytes(folder.File("texts.jsonl"), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines))]);
        (await glean.RunAsync("init")).ShouldExit(0);

        var report = (await glean.RunAsync("import", "discoveries", "texts.jsonl", "--json")).ShouldExit(0).Json;

        report.GetProperty("added").GetInt32().ShouldBe(3);
        report.GetProperty("wrong").EnumerateArray().Select(w => w.GetProperty("number").GetInt32()).ShouldBe([3, 4, 5, 6, 8, 9, 10, 11, 13]);
        TestDatabase.Rows(glean.DatabasePath, "SELECT title, substr(raw_text, 1, 30), author, length(raw_text) FROM discoveries ORDER BY id").ShouldBe(
        [
            "half \uFFFD|\uFFFD whole 🙂 kept \\ud83d|nul|21".Replace("🙂", "😀"),
            "|twice|∅|5",
            $"|{new string('h', 30)}|∅|200000",
        ]);
        (await glean.RunAsync("import", "discoveries", "texts.jsonl", "--json")).ShouldExit(0).Json.GetProperty("known").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Wrong_lines_of_tools_are_named_by_number_and_the_rest_goes_in()
    {
        const string csv =
            "\uFEFFName,URL,Description,Category\r\n"
            + "Good,https://good.example,\"says \"\"hi\"\"\r\non two lines\",CRM\r\n"
            + ",https://nameless.example,,\r\n"
            + "Script,javascript:alert(1),,\r\n"
            + "Tab,\"ht\ttps://tab.example/a\",,\r\n"
            + "Nul\0,https://nul.example,,no such category\r\n"
            + "Open,\"https://open.example,swallows the rest,crm\r\n"
            + "\r\n"
            + "After,https://after.example,,\r\n"
            + "Short\r\n"
            + "Good,https://good.example,\"again, not merged on the way in\",crm\r\n";
        File.WriteAllText(folder.File("tools.csv"), csv);
        (await glean.RunAsync("init")).ShouldExit(0);

        var report = (await glean.RunAsync("import", "tools", "tools.csv", "--json")).ShouldExit(0).Json;

        report.GetProperty("wrong").EnumerateArray().Select(w => w.GetProperty("number").GetInt32()).ShouldBe([4, 5, 8]);
        TestDatabase.Rows(glean.DatabasePath, "SELECT name, url, category, status, description FROM tools ORDER BY id").ShouldBe(
        [
            "Good|https://good.example|crm|analyzing|says \"hi\"\r\non two lines",
            "Tab|https://tab.example/a|other|analyzing|∅",
            "Nul|https://nul.example|other|analyzing|∅",
            "After|https://after.example|other|analyzing|∅",
            "Short|∅|other|analyzing|∅",
            "Good|https://good.example|crm|analyzing|again, not merged on the way in",
        ]);
    }

    [Fact]
    public async Task A_list_of_tools_without_names_and_one_that_is_all_wrong_are_failures()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        folder.Write("a.csv", "title,url\nx,https://x.example\n");
        (await glean.RunAsync("import", "tools", "a.csv")).ShouldExit(2).Error.ShouldContain("name,url,description,category");
        folder.Write("b.jsonl", "{\"url\":\"https://x.example\"}\n{\"name\":3}\n");
        (await glean.RunAsync("import", "tools", "b.jsonl")).ShouldExit(1).Error.ShouldContain("Line 2");
    }

    [Fact]
    public async Task Names_of_any_letters_come_out_of_list_search_and_export_as_they_went_in()
    {
        Assert.SkipUnless(CorporaFolder.Find() is not null, "the corpora are absent");
        var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(CorporaFolder.Find()!, "security-naughty-strings", "blns.json")))!;
        // A name is trimmed and at most 200 characters long; as a description everything fits.
        var names = strings.Where(s => s.Length is > 0 and <= 200 && s.Trim() == s && !s.Contains('\0')).Distinct().ToList();
        names.Count.ShouldBeGreaterThan(400);
        folder.Write("tools.jsonl", string.Join('\n', names.Select(n => JsonSerializer.Serialize(new { name = n, description = "d " + n }))));
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "tools", "tools.jsonl", "--json")).ShouldExit(0).Json.GetProperty("added").GetInt32().ShouldBe(names.Count);

        Names((await glean.RunAsync("tools", "--json", "--limit", "1000")).ShouldExit(0).Json.GetProperty("tools")).ShouldBe(names, ignoreOrder: true);
        var exported = (await glean.RunAsync("export", "tools")).ShouldExit(0).Json;
        Names(exported).ShouldBe(names);
        exported.EnumerateArray().Select(t => t.GetProperty("description").GetString()).ShouldBe(names.Select(n => "d " + n));
        (await glean.RunAsync("tools", "--limit", "1000")).ShouldExit(0).Output.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();

        using var database = TestDatabases.Open(glean.DatabasePath);
        foreach (var name in names.Where(n => n.Trim(' ').Length > 0))
        {
            Glean.Storage.ToolReader.List(database, new Glean.Storage.ToolFilter([], name, Limit: 1000)).Tools.ShouldContain(t => t.Name == name, $"search for {name}");
        }

        (await glean.RunAsync("curate")).ShouldExit(0);
    }

    [Fact]
    public async Task Cells_that_a_spreadsheet_would_run_are_exported_as_text()
    {
        List<string> cells = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\n=1", "=HYPERLINK(\"https://x.example\",\"a\")"];
        if (CorporaFolder.Find() is { } corpora)
        {
            cells.AddRange(File.ReadLines(Path.Combine(corpora, "security-csv", "csv-injection.jsonl")).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("cell").GetString()!));
        }

        (await glean.RunAsync("init")).ShouldExit(0);
        folder.Write("tools.jsonl", string.Join('\n', cells.Select((c, i) => JsonSerializer.Serialize(new { name = c.Trim().Length is > 0 and <= 200 ? c : $"tool {i}", description = "." + c }))));
        (await glean.RunAsync("import", "tools", "tools.jsonl")).ShouldExit(0);
        using (var database = TestDatabases.Open(glean.DatabasePath))
        {
            database.Seed("UPDATE tools SET description = substr(description, 2)");
            database.Seed("UPDATE tools SET status = 'review'");
        }

        (await glean.RunAsync("export", "tools", "--format", "csv", "-o", "tools-out.csv")).ShouldExit(0);
        (await glean.RunAsync("review", "--export", "queue.csv")).ShouldExit(0);
        foreach (var file in new[] { "tools-out.csv", "queue.csv" })
        {
            using var csv = new CsvParser(new StringReader(File.ReadAllText(folder.File(file))), CultureInfo.InvariantCulture);
            var rows = 0;
            for (; csv.Read(); rows++)
            {
                csv.Record!.Where(cell => cell.Length > 0 && FormulaStarts.Contains(cell[0])).ShouldBeEmpty(file);
            }

            rows.ShouldBe(cells.Count + 1, file);
        }
    }

    [Fact]
    public async Task Only_web_addresses_are_stored_and_linked()
    {
        Assert.SkipUnless(CorporaFolder.Find() is not null, "the corpora are absent");
        var inputs = File.ReadLines(Path.Combine(CorporaFolder.Find()!, "security-xss", "url-schemes.jsonl")).Where(l => l.Length > 0)
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("input").GetString()!).ToList();
        folder.Write("tools.jsonl", string.Join('\n', inputs.Select((u, i) => JsonSerializer.Serialize(new { name = $"tool {i}", url = u }))));
        folder.Write("texts.jsonl", string.Join('\n', inputs.Select((u, i) => JsonSerializer.Serialize(new { source = "x", source_url = u, text = $"text {i}" }))));
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "tools", "tools.jsonl")).ShouldExit(0);
        (await glean.RunAsync("import", "discoveries", "texts.jsonl")).ShouldExit(0);

        var stored = TestDatabase.Rows(glean.DatabasePath, "SELECT url FROM tools WHERE url IS NOT NULL UNION SELECT source_url FROM discoveries");
        stored.ShouldNotBeEmpty();
        stored.ShouldAllBe(url => (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            && !url.Any(char.IsControl));
    }

    [Fact]
    public async Task An_export_holds_every_row_in_either_format()
    {
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);
        var all = (await glean.RunAsync("export", "all", "--format", "json")).ShouldExit(0).Json;
        foreach (var scope in new[] { "tools", "claims" })
        {
            var count = TestDatabase.Count(glean.DatabasePath, $"SELECT count(*) FROM {scope}");
            count.ShouldBeGreaterThan(0);
            all.GetProperty(scope).GetArrayLength().ShouldBe((int)count);
            using var csv = new CsvParser(new StringReader((await glean.RunAsync("export", scope, "--format", "csv")).ShouldExit(0).Output), CultureInfo.InvariantCulture);
            csv.Read().ShouldBeTrue();
            csv.Record!.ShouldContain("id");
            csv.Record!.ShouldAllBe(h => !h.Any(char.IsUpper));
            var rows = 0;
            while (csv.Read())
            {
                rows++;
            }

            rows.ShouldBe((int)count);
        }

        (await glean.RunAsync("export", "all", "--format", "csv")).ShouldExit(2);
        (await glean.RunAsync("export", "tools", "-o", "nowhere/out.json")).ShouldExit(1).Error.ShouldContain("nowhere/out.json");
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<string?> Names(JsonElement tools) => tools.EnumerateArray().Select(t => t.GetProperty("name").GetString());
}
