using System.Globalization;
using CsvHelper;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Commands;

public sealed class ReviewTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public ReviewTests()
    {
        glean = new GleanProgram(folder.Path);
    }

    public async ValueTask InitializeAsync()
    {
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);
    }

    [Theory]
    [InlineData("queue.csv")]
    [InlineData("queue.jsonl")]
    public async Task Decisions_filled_into_an_exported_queue_are_carried_out_and_conflicts_are_told(string file)
    {
        var ids = Queue();
        (await glean.RunAsync("review", "--export", file)).ShouldExit(0).Output.ShouldContain($"{ids.Count} tools");
        var decided = Decide(folder.File(file), new() { [ids[0]] = ("approve", ""), [ids[1]] = ("Reject", "not, really: \"sales\""), [ids[2]] = ("perhaps", "") });
        File.WriteAllText(folder.File(file), decided);

        var first = (await glean.RunAsync("review", "--import", file)).ShouldExit(0);
        first.Output.ShouldContain($"1 approved, 1 rejected, {ids.Count - 3} left undecided, 1 not done");
        first.Error.ShouldContain("'perhaps' is no decision");
        TestDatabase.Rows(glean.DatabasePath, $"SELECT status, rejection_reason FROM tools WHERE id IN ({ids[0]}, {ids[1]}) ORDER BY status")
            .ShouldBe(["approved|∅", "rejected|not, really: \"sales\""]);

        var again = (await glean.RunAsync("review", "--import", file)).ShouldExit(1);
        again.Output.ShouldContain("0 approved, 0 rejected");
        again.Error.ShouldContain("already approved by ");
        again.Error.ShouldContain("already rejected by ");
        TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM decisions").ShouldBe(2);
    }

    [Fact]
    public async Task Lines_that_are_no_decision_are_named_and_the_rest_is_carried_out()
    {
        var id = Queue()[0];
        folder.Write("queue.csv", $"id,decision,reason\nx,approve,\n999999,approve,\n{id},approve,\n");
        var result = (await glean.RunAsync("review", "--import", "queue.csv")).ShouldExit(0);
        result.Error.ShouldContain("Line 2");
        result.Error.ShouldContain("no tool 999999");
        TestDatabase.Rows(glean.DatabasePath, "SELECT id FROM tools WHERE status = 'approved'").ShouldBe([id]);
        folder.Write("other.csv", "name\nx\n");
        (await glean.RunAsync("review", "--import", "other.csv")).ShouldExit(2).Error.ShouldContain("decision");
    }

    [Fact]
    public async Task The_dialog_approves_rejects_with_a_reason_skips_takes_back_and_sums_up()
    {
        Assert.SkipUnless(GleanProgram.IsInstalled("script"), "script is not installed");
        var ids = Queue();
        using var dialog = glean.StartOnTerminal("review");
        await dialog.ExpectAsync($"{ids.Count} waiting");
        await dialog.ExpectAsync("uit >");
        await dialog.TypeAsync("a");
        await dialog.ExpectAsync("uit >");
        await dialog.TypeAsync("r");
        await dialog.ExpectAsync("Why?");
        await dialog.TypeAsync("4\r");
        await dialog.ExpectAsync("uit >");
        await dialog.TypeAsync("s");
        await dialog.ExpectAsync("uit >");
        await dialog.TypeAsync("a");
        await dialog.ExpectAsync("uit >");
        await dialog.TypeAsync("u");
        await dialog.ExpectAsync("Taken back");
        await dialog.ExpectAsync("uit >");
        await dialog.TypeAsync("q");
        var result = (await dialog.EndAsync()).ShouldExit(0);

        result.Output.ShouldContain($"2 approved, 1 rejected, 1 skipped, 0 put off, 1 taken back. {ids.Count - 2} still waiting.");
        TestDatabase.Rows(glean.DatabasePath, "SELECT id, status, rejection_reason FROM tools WHERE status IN ('approved', 'rejected') ORDER BY queue_rank")
            .ShouldBe([$"{ids[0]}|approved|∅", $"{ids[1]}|rejected|duplicate"]);
        TestDatabase.Rows(glean.DatabasePath, "SELECT kind, to_status, reasons, undone_at IS NULL FROM decisions ORDER BY id")
            .ShouldBe(["decision|approved|[]|1", "decision|rejected|[\"duplicate\"]|1", "skip|review|[]|1", "decision|approved|[]|0"]);
    }

    [Fact]
    public async Task Without_a_terminal_the_dialog_names_the_way_by_file()
    {
        (await glean.RunAsync("review")).ShouldExit(2).Error.ShouldContain("--export");
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private IReadOnlyList<string> Queue() =>
        TestDatabase.Rows(glean.DatabasePath, "SELECT id FROM tools WHERE status = 'review' ORDER BY queue_rank");

    private static string Decide(string path, Dictionary<string, (string Decision, string Reason)> decisions)
    {
        if (!path.EndsWith(".csv", StringComparison.Ordinal))
        {
            return string.Join('\n', File.ReadLines(path).Select(line =>
            {
                var json = System.Text.Json.Nodes.JsonNode.Parse(line)!;
                if (decisions.TryGetValue(json["id"]!.ToString(), out var chosen))
                {
                    json["decision"] = chosen.Decision;
                    json["reason"] = chosen.Reason;
                }

                return json.ToJsonString();
            }));
        }

        using var reader = new CsvReader(new StringReader(File.ReadAllText(path)), CultureInfo.InvariantCulture);
        using var written = new StringWriter();
        using var writer = new CsvWriter(written, CultureInfo.InvariantCulture);
        foreach (IDictionary<string, object> row in reader.GetRecords<dynamic>().ToList())
        {
            // As a spreadsheet keeps them: the columns that matter, with the id under its name of either case.
            var id = row.First(c => c.Key.Equals("id", StringComparison.OrdinalIgnoreCase)).Value.ToString()!;
            var (decision, reason) = decisions.GetValueOrDefault(id, ("", ""));
            writer.WriteRecord(new { Id = id, Decision = decision, Reason = reason });
            writer.NextRecord();
        }

        writer.Flush();
        return "Id,Decision,Reason\n" + written;
    }
}
