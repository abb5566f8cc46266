namespace Glean.Tests.Server;

/// <summary>A small catalogue, written as SQL like everything that other programs write.</summary>
internal static class Sample
{
    public const string Rows =
        """
        INSERT INTO sources (id, name, title, consecutive_failures, last_attempt_at) VALUES (1, 'reddit', 'Reddit', 0, '2026-05-19 08:00:00'), (2, 'rss', 'Feeds', 3, '2026-05-19 08:00:00');
        INSERT INTO discoveries (id, source_id, source_url, title, raw_text, processed, discovered_at, set_aside_reason) VALUES
            (1, 1, 'https://example.com/1', 'First', 'Larkdial dials for you.', 1, '2026-05-18 10:00:00', NULL),
            (2, 1, 'https://example.com/2', 'Second', 'Nothing here.', 0, '2026-05-18 10:00:00', NULL),
            (3, 2, 'https://example.com/3', 'Third', 'Broken.', 0, '2026-04-01 10:00:00', 'three failures');
        INSERT INTO tools (id, name, url, description, category, status, relevance_score, name_key, created_at, last_updated) VALUES
            (1, 'Larkdial', 'https://larkdial.example/', 'Dials prospects', 'outreach', 'review', 0.9, 'larkdial', '2026-05-01 10:00:00', '2026-05-01 10:00:00'),
            (2, 'brightCRM', 'https://bright.example/', 'Keeps customers', 'crm', 'approved', 0.4, 'brightcrm', '2026-05-02 10:00:00', '2026-05-02 10:00:00'),
            (3, 'Quillmail', NULL, 'Écrit des courriels', 'outreach', 'review', 0.7, 'quillmail', '2026-05-03 23:30:00', '2026-05-03 10:00:00'),
            (4, 'Zapless', NULL, NULL, 'other', 'inbox', NULL, 'zapless', '2026-05-04 10:00:00', '2026-05-04 10:00:00');
        INSERT INTO tool_aliases (tool_id, name_key, name) VALUES (1, 'larkio', 'Lark.io');
        INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content, confidence, quote, span_start, span_end) VALUES
            (1, 1, 1, 1, 'feature', 'dials for you', 0.8, 'dials for you', 9, 22);
        INSERT INTO mentions (tool_id, discovery_id, name, confidence) VALUES (1, 1, 'Larkdial', 0.9);
        INSERT INTO changelog (tool_id, change_type, description) VALUES (1, 'new', 'Found');
        INSERT INTO duplicate_pairs (first_id, second_id, verdict, reason, created_at) VALUES (1, 3, 'unsure', 'alike', '2026-05-05 10:00:00');
        """;
}
