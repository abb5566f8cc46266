using Glean.Storage;
using Glean.Tests.Support;

namespace Glean.Tests.Reports;

/// <summary>A small index with everything that a report or a site shows, hostile words included.</summary>
internal static class SampleIndex
{
    public const string Hostile = "<script>alert(1)</script> [click](javascript:alert(1)) **bold** www.evil.example | a & b \u202Egnp\u0001\n# heading";

    public static void Fill(GleanDatabase database)
    {
        using var connection = database.OpenForWriting(pooling: false);
        connection.Seed(
            """
            INSERT INTO sources (id, name, created_at) VALUES (1, 'reddit', '2026-01-01 00:00:00'), (2, 'rss', '2026-01-01 00:00:00');
            INSERT INTO tools (id, name, name_key, url, description, pricing_url, category, status, relevance_score, rejection_reason, created_at, last_updated, reviewed_at) VALUES
              (1, 'Callnote', 'callnote', 'https://callnote.example/', 'Records calls and writes the summary.', 'https://callnote.example/pricing', 'conversation', 'approved', 0.8, NULL, '2026-02-20 08:00:00', '2026-02-26 10:00:00', '2026-02-25 10:00:00'),
              (2, 'Leadfold', 'leadfold', 'https://leadfold.example/', NULL, NULL, 'crm', 'approved', 0.61, NULL, '2026-01-05 08:00:00', '2026-01-10 10:00:00', '2026-01-10 10:00:00'),
              (3, $hostile, 'hostile', 'https://hostile.example/a)<b>"x', $hostile, NULL, 'other', 'approved', 0.3, NULL, '2026-02-21 08:00:00', '2026-02-27 10:00:00', '2026-02-27 10:00:00'),
              (4, 'Dialmate', 'dialmate', 'https://dialmate.example/', NULL, NULL, 'outreach', 'review', 0.55, NULL, '2026-02-22 08:00:00', '2026-02-22 08:00:00', NULL),
              (5, 'Fakecorp', 'fakecorp', NULL, NULL, NULL, 'other', 'rejected', 0.1, 'is no tool', '2026-02-22 08:00:00', '2026-02-24 09:00:00', '2026-02-24 09:00:00');
            INSERT INTO discoveries (id, source_id, source_url, title, raw_text, published_at, discovered_at) VALUES
              (1, 1, 'https://forum.example/a', 'Which recorder?', 'We moved to Callnote: it records our calls and the summary is there at once. 49 dollars a seat.', '2026-02-19 12:00:00', '2026-02-20 07:00:00'),
              (2, 2, 'https://blog.example/b?x=1&y=2', 'Review', 'Callnote has no dialer.', '2026-02-18 12:00:00', '2026-02-20 07:00:00'),
              (3, 2, 'https://blog.example/(c)', $hostile, $hostile, NULL, '2026-02-21 07:00:00');
            INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content, confidence, quote, span_start, span_end, verified, conflicting, group_id, voices, resolution, created_at) VALUES
              (1, 1, 1, 1, 'feature', 'Records calls', 0.9, 'it records our calls', 22, 42, 1, 0, 1, 2, NULL, '2026-02-20 08:00:00'),
              (2, 1, 2, 2, 'limitation', 'No dialer', 0.7, 'Callnote has no dialer', 0, 22, 0, 1, NULL, 1, NULL, '2026-02-20 08:00:00'),
              (3, 1, 1, 1, 'feature', 'Records the calls', 0.6, 'it records our calls', 22, 42, 0, 0, 1, 2, NULL, '2026-02-20 08:00:00'),
              (4, 1, 2, 2, 'feature', 'Has a dialer', 0.9, NULL, NULL, NULL, 0, 1, NULL, 1, 'wrong', '2026-02-20 08:00:00'),
              (5, 2, 1, NULL, 'pricing', 'Free for two people', 0.6, NULL, NULL, NULL, 0, 0, NULL, 1, NULL, '2026-01-06 08:00:00'),
              (6, 3, 2, 3, 'comparison', $hostile, 0.5, $hostile, 0, 20, 0, 0, NULL, 1, NULL, '2026-02-21 08:00:00');
            INSERT INTO tool_pages (id, tool_id, url, kind, state, created_at) VALUES (1, 1, 'https://callnote.example/pricing', 'pricing', 'ok', '2026-02-20 08:00:00');
            INSERT INTO tool_snapshots (id, tool_id, url, content, content_hash, taken_at, page_id) VALUES
              (1, 1, 'https://callnote.example/pricing', 'Pro $49', 'a', '2026-02-21 06:00:00', 1), (2, 1, 'https://callnote.example/pricing', 'Pro $59', 'b', '2026-02-26 06:00:00', 1);
            INSERT INTO changelog (id, tool_id, change_type, description, source_url, detected_at, page_id, before_snapshot_id, after_snapshot_id) VALUES
              (1, 1, 'pricing_change', 'Pro: $49 to $59 a user a month', 'https://callnote.example/pricing', '2026-02-26 06:00:00', 1, 1, 2),
              (2, 3, 'content_change', $hostile, 'javascript:alert(1)', '2026-02-27 06:00:00', NULL, NULL, NULL);
            INSERT INTO price_plans (id, tool_id, page_id, plan_key, name, kind, amount, currency, period, unit, prices, limits, valid_from, valid_to, ended_by) VALUES
              (1, 1, 1, 'free', 'Free', 'free', NULL, NULL, NULL, NULL, '[]', '["5 calls a month"]', '2026-02-21 06:00:00', NULL, NULL),
              (2, 1, 1, 'pro', 'Pro', 'priced', 49, 'USD', 'month', 'user', '[{"amount":49,"currency":"USD","period":"month","unit":"user","label":null}]', '[]', '2026-02-21 06:00:00', '2026-02-26 06:00:00', 1),
              (3, 1, 1, 'pro', 'Pro', 'priced', 59, 'USD', 'month', 'user', '[{"amount":59,"currency":"USD","period":"month","unit":"user","label":null}]', '["Unlimited calls"]', '2026-02-26 06:00:00', NULL, NULL);
            INSERT INTO decisions (id, tool_id, from_status, to_status, reason, actor, decided_at) VALUES
              (1, 1, 'review', 'approved', NULL, 'ann', '2026-02-25 10:00:00'), (2, 5, 'review', 'rejected', 'is no tool', 'ann', '2026-02-24 09:00:00');
            """.Replace("$hostile", $"'{Hostile}'", StringComparison.Ordinal));
    }
}
