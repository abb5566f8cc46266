using Glean.Catalog;
using Glean.Operations.Copying;
using Glean.Storage;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations.Copying;

public sealed class CopyTests : IDisposable
{
    private readonly CopyBench bench = new();

    [Fact]
    public async Task Demo_data_goes_to_PostgreSQL_and_back_row_by_row()
    {
        (await bench.Program.RunAsync("pipeline", "--demo")).ShouldExit(0);
        var (origin, server, back) = (bench.File("db/glean.db"), bench.Server("demo"), bench.File("back.db"));

        var printed = (await bench.Program.RunAsync("db", "copy", "--to", bench.Url("demo"))).ShouldExit(0).Output;
        bench.Program.Environment["GLEAN_DATABASE_URL"] = bench.Url("demo");
        (await bench.Program.RunAsync("db", "copy", "--to", "back.db")).ShouldExit(0);

        var rows = CopyBench.AllRows(origin);
        rows.Count.ShouldBeGreaterThan(300);
        CopyBench.AllRows(server).ShouldBe(rows);
        CopyBench.AllRows(back).ShouldBe(rows);
        printed.ShouldMatch(@"(?m)^tools +\d+  [0-9a-f]{16}  equal$");
        printed.ShouldContain("rows, all equal.");
        CopyBench.Search(origin, "sales").ShouldNotBeEmpty();
        foreach (var word in new[] { "sales", "crm", "demo", "out" })
        {
            CopyBench.Search(server, word).ShouldBe(CopyBench.Search(origin, word), word);
            CopyBench.Search(back, word).ShouldBe(CopyBench.Search(origin, word), word);
        }
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_copy_holds_the_same_rows_and_is_searched_and_guarded_like_its_source(bool fromServer, bool toServer)
    {
        var (from, to) = (CopyBench.Filled(bench.Of(fromServer, "from")), bench.Of(toServer, "to"));

        var result = CopyBench.Copy(from, to);

        result.Equal.ShouldBeTrue();
        CopyBench.AllRows(to).ShouldBe(CopyBench.AllRows(from));
        CopyBench.Search(to, "letters number").Count.ShouldBe(12);
        CopyBench.Search(to, "epistol").ShouldBe(["Tool 1"]);
        CopyBench.Search(to, "quill").ShouldBe(["Tool 1"]);
        CopyBench.Rows(to, "SELECT key FROM settings ORDER BY 1").ShouldBe(["a setting", "thresholds"]);
        CountsShouldBeRight(to);

        // As at any other time, words and counts follow what is written, and the audit log does not change.
        CopyBench.Change(to, "UPDATE tools SET description = 'Rings bells' WHERE id = 3");
        CopyBench.Search(to, "bells").ShouldBe(["Tool 3"]);
        CopyBench.Change(to, "INSERT INTO tool_aliases (tool_id, name_key, name) VALUES (4, 'plume', 'Plume')");
        CopyBench.Search(to, "plume").ShouldBe(["Tool 4"]);
        CopyBench.Change(to, "INSERT INTO discoveries (source_id, source_url, raw_text) SELECT min(id), 'https://new.example/', 'New' FROM sources");
        CountsShouldBeRight(to);
        Should.Throw<System.Data.Common.DbException>(() => CopyBench.Change(to, "DELETE FROM audit_log")).Message.ShouldContain("append-only");
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void An_id_that_was_given_once_is_not_given_again(bool fromServer, bool toServer)
    {
        var (from, to) = (CopyBench.Filled(bench.Of(fromServer, "from")), bench.Of(toServer, "to"));
        CopyBench.Rows(from, "SELECT max(id) FROM tools").ShouldBe(["12"]);

        CopyBench.Copy(from, to);

        using var context = to.CreateContext();
        var tool = new Tool { Name = "New", NameKey = "new" };
        var entry = new AuditEntry { Actor = "bert", Action = "look" };
        context.AddRange(tool, entry);
        context.SaveChanges();
        tool.Id.ShouldBe(14, "13 was merged away and may come back");
        entry.Id.ShouldBe(3);
    }

    [Fact]
    public void Odd_values_come_back_as_they_were()
    {
        var origin = CopyBench.Made(bench.File("odd.db"));
        var longText = string.Concat(Enumerable.Repeat("Straße 🏔️ ", 200_000));
        using (var connection = origin.OpenForWriting(pooling: false))
        {
            connection.Execute("INSERT INTO sources (id, name) VALUES (-5, 'negative'), (9223372036854775806, 'as large as can be')");
            string[] texts =
            [
                "", " ", "'", "\"", "\\", "\\N", "\\x41", "NULL", "null", "\t", "\r\n", "\u0001\u0002\u001f\u007f\u0085", "a,b;c|d", "ÄÖÜ ß é e\u0301", "日本語 עברית العربية", "👩‍👩‍👧‍👦", "\ufeff", "\uffff", "\ufffd", "{}", "[]", "∅", longText,
            ];
            for (var i = 0; i < texts.Length; i++)
            {
                connection.Change(
                    "INSERT INTO discoveries (id, source_id, source_url, title, raw_text, author, discovered_at) VALUES (@id, -5, @url, @text, @text, @text, '2026-01-01 00:00:00')",
                    ("@id", (long)i), ("@url", $"{i}\n{texts[i][..Math.Min(texts[i].Length, 20)]}"), ("@text", texts[i]));
            }

            string[] times = ["0001-01-01 00:00:00", "0099-12-31 23:59:59", "1969-12-31 23:59:59", "1970-01-01 00:00:00", "2038-01-19 03:14:08", "9999-12-31 23:59:59"];
            double[] numbers = [0, -0.0, 0.1, -1e-300, 1.7976931348623157e308, 5e-324, double.PositiveInfinity, 1e15 + 0.3, 1.0 / 3];
            for (var i = 0; i < numbers.Length; i++)
            {
                connection.Change(
                    "INSERT INTO discoveries (id, source_id, source_url, raw_text, published_at, discovered_at, relevance, attempts, processed) VALUES (@id, 9223372036854775806, @id, 'x', @time, @time, @number, @attempts, @truth)",
                    ("@id", -1L - i), ("@time", times[i % times.Length]), ("@number", numbers[i]), ("@attempts", i % 2 == 0 ? int.MaxValue : int.MinValue), ("@truth", i % 2));
            }

            string[] amounts = ["0.0", "0.1", "12345678901234567890.12", "-0.000000000000000001", "79228162514264337593543950335.0"];
            for (var i = 0; i < amounts.Length; i++)
            {
                connection.Change(
                    "INSERT INTO price_plans (id, tool_id, page_id, plan_key, name, kind, amount, valid_from) VALUES (@id, @id, @id, 'p', 'P', 'flat', @amount, '2026-01-01 00:00:00')", ("@id", long.MaxValue - i), ("@amount", amounts[i]));
            }
        }

        var (server, back) = (bench.Server("odd"), bench.File("back.db"));
        CopyBench.Copy(origin, server).Equal.ShouldBeTrue();
        CopyBench.Copy(server, back).Equal.ShouldBeTrue();

        foreach (var table in new[] { "sources", "discoveries", "price_plans" })
        {
            Raw(back, table).ShouldBe(Raw(origin, table));
        }

        CopyBench.Rows(server, "SELECT length(raw_text), published_at FROM discoveries WHERE id = 22").ShouldBe([$"{longText.EnumerateRunes().Count()}|∅"]);
        CopyBench.Rows(server, "SELECT CAST(extract(year FROM published_at) AS integer) FROM discoveries WHERE id IN (-2, -6) ORDER BY id").ShouldBe(["9999", "99"]);
    }

    [Fact]
    public void Both_databases_have_the_same_tables_to_copy()
    {
        var (file, server) = (CopyLayout.Of(bench.File("x.db")), CopyLayout.Of(bench.Server("x")));
        server.Select(Describe).ShouldBe(file.Select(Describe));
        file.Count.ShouldBeGreaterThan(30);
        file.Single(t => t.Name == "sources").RefersToItself.ShouldBeTrue();

        var places = file.Select((t, i) => (t.Name, i)).ToDictionary(t => t.Name, t => t.i);
        file.SelectMany(t => t.RefersTo.Where(r => r != t.Name).Select(r => (t.Name, Other: r))).ShouldAllBe(r => places[r.Other] < places[r.Name]);

        static string Describe(CopyTable table) =>
            $"{table.Name} ({string.Join(", ", table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name} {c.Kind}"))}) {table.KeyList} {string.Join(' ', table.RefersTo.Order(StringComparer.Ordinal))} {table.CountsIds}";
    }

    /// <summary>Every cell as SQLite itself writes it in SQL.</summary>
    private static IReadOnlyList<string> Raw(GleanDatabase file, string table) => CopyBench.Rows(
        file,
        $"SELECT {string.Join(" || ',' || ", CopyBench.Rows(file, $"SELECT name FROM pragma_table_info('{table}')").Select(c => $"typeof(\"{c}\") || quote(\"{c}\")"))} FROM {table} ORDER BY id");

    public void Dispose() => bench.Dispose();

    private static void CountsShouldBeRight(GleanDatabase database)
    {
        var counted = CopyBench.Rows(database, "SELECT source_id, processed, set_aside_reason IS NOT NULL, count(*) FROM discoveries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3");
        counted.ShouldNotBeEmpty();
        CopyBench.Rows(database, "SELECT source_id, processed, set_aside, count FROM discovery_counts WHERE count <> 0 ORDER BY 1, 2, 3").ShouldBe(counted);
    }
}
