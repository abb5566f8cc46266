using Glean.Tests.Support;

namespace Glean.Tests.Reliability.Soak;

/// <summary>Compares what upstream served and what was promised with what is stored; every difference is a sentence.</summary>
internal static class Oracle
{
    private const int Shown = 10;

    public static IReadOnlyList<string> Differences(string path, Upstream upstream, Ledger ledger) =>
    [
        .. Entries(path, upstream),
        .. Imports(path, ledger),
        .. Promises(path, ledger),
        .. Rules(path),
    ];

    private static IEnumerable<string> Entries(string path, Upstream upstream)
    {
        var stored = TestDatabase.Rows(path, "SELECT source_url, instr(raw_text, 'mark-'), raw_text FROM discoveries WHERE source_url LIKE 'https://feed%.example/%'")
            .Select(r => r.Split('|', 3)).ToList();
        var addresses = stored.Select(r => r[0]).ToHashSet();
        return Told("was lost", upstream.Entries.Where(e => !addresses.Contains(e)))
            .Concat(Told("was never served", addresses.Except(upstream.Entries)))
            .Concat(Told("is stored twice", stored.GroupBy(r => r[0]).Where(g => g.Count() > 1).Select(g => g.Key)))
            .Concat(Told("has another's text", stored.Where(r => !r[2].Contains(Upstream.Mark(r[0]), StringComparison.Ordinal)).Select(r => r[0])));
    }

    private static IEnumerable<string> Imports(string path, Ledger ledger)
    {
        var stored = TestDatabase.Rows(path, "SELECT substr(source_url, 9, instr(substr(source_url, 9), '/') - 1), count(*) FROM discoveries WHERE source_url LIKE 'https://round%' GROUP BY 1")
            .Select(r => r.Split('|')).ToDictionary(r => r[0], r => int.Parse(r[1]));
        return Told("is not stored as imported", ledger.Imported.Where(i => stored.GetValueOrDefault(i.Host) != i.Count).Select(i => $"{i.Host}: {stored.GetValueOrDefault(i.Host)} of {i.Count}"));
    }

    private static IEnumerable<string> Promises(string path, Ledger ledger)
    {
        var views = TestDatabase.Rows(path, "SELECT name FROM saved_views").ToHashSet();
        // A merge takes a tool's decisions along; a decision never goes away.
        var decisions = TestDatabase.Count(path, "SELECT count(*) FROM decisions");
        return Told("was answered with success and is gone", ledger.Views.Select(v => v.Name).Where(v => !views.Contains(v)))
            .Concat(decisions < ledger.Decisions.Count ? [$"{ledger.Decisions.Count} decisions were answered with success, {decisions} are stored"] : []);
    }

    private static IEnumerable<string> Rules(string path) => new (string Says, string Sql)[]
    {
        ("a discovery was never analysed", "SELECT source_url FROM discoveries WHERE NOT processed"),
        ("a text was set aside", "SELECT source_url FROM discoveries WHERE set_aside_reason IS NOT NULL"),
        ("a claim is doubled", "SELECT discovery_id, tool_id, claim_type, span_start, span_end FROM claims GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1"),
        ("a mention is doubled", "SELECT discovery_id, tool_id, name, span_start FROM mentions GROUP BY 1, 2, 3, 4 HAVING count(*) > 1"),
        ("a source counts wrongly", """
            SELECT s.name, s.total_discoveries, count(seen.discovery_id) FROM sources s LEFT JOIN sightings seen ON seen.source_id = s.id
            WHERE s.parent_id IS NOT NULL GROUP BY s.id HAVING s.total_discoveries <> count(seen.discovery_id)
            """),
        ("a job is not over", "SELECT id, type, status FROM jobs WHERE status IN ('running', 'pending')"),
        ("a job failed without a word", "SELECT id, type FROM jobs WHERE status = 'failed' AND coalesce(error, '') = ''"),
        ("the file is damaged", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
        ("a row leads nowhere", "SELECT \"table\", rowid FROM pragma_foreign_key_check"),
    }.SelectMany(rule => Told(rule.Says, TestDatabase.Rows(path, rule.Sql)))
        .Concat(Told("stands nowhere in its text", IndexRows.MisplacedQuotes(path)));

    private static IEnumerable<string> Told(string what, IEnumerable<string> rows)
    {
        var all = rows.ToList();
        return all.Take(Shown).Select(r => $"{what}: {r}").Concat(all.Count > Shown ? [$"{what}: {all.Count - Shown} more"] : []);
    }
}
