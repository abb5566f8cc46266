CREATE TABLE _migrations (version INTEGER PRIMARY KEY, name TEXT, applied_at TEXT);
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT, url TEXT, type TEXT, reliability TEXT, created_at TEXT);
CREATE TABLE tools (id INTEGER PRIMARY KEY, name TEXT, url TEXT UNIQUE, description TEXT, category TEXT, status TEXT, relevance_score REAL, rejection_reason TEXT, created_at TEXT, updated_at TEXT, reviewed_at TEXT);
CREATE TABLE claims (id INTEGER PRIMARY KEY, tool_id INTEGER, source_id INTEGER, claim_type TEXT, content TEXT, confidence REAL, created_at TEXT);
CREATE TABLE discoveries (id INTEGER PRIMARY KEY, source_id INTEGER, source_url TEXT, raw_text TEXT, metadata TEXT, processed INTEGER, tool_id INTEGER, created_at TEXT);
CREATE TABLE changelog (id INTEGER PRIMARY KEY, tool_id INTEGER, change_type TEXT, description TEXT, source_url TEXT, detected_at TEXT);
CREATE TABLE tool_snapshots (id INTEGER PRIMARY KEY, tool_id INTEGER, snapshot_data TEXT, created_at TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT, email TEXT, password_hash TEXT, is_active INTEGER, is_admin INTEGER, created_at TEXT, last_login TEXT);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE jobs (id TEXT PRIMARY KEY, type TEXT, status TEXT, progress INTEGER, message TEXT, result TEXT, error TEXT, scout_type TEXT, started_at TEXT, completed_at TEXT, user_id INTEGER);

INSERT INTO sources VALUES (1, 'reddit', 'https://reddit.com', 'reddit', 'medium', '2024-01-01 00:00:00'), (2, 'Reddit', NULL, 'reddit', NULL, '2024-01-02 00:00:00'),
  (3, 'web', NULL, 'web', '0.4', '2024-01-02 00:00:00'), (4, 'reddit', NULL, 'reddit', NULL, NULL);
INSERT INTO tools VALUES
  (10, 'Callwise', 'https://callwise.example/', 'Scores calls', 'Coaching', 'approved', 0.81, NULL, '2024-01-02T03:04:05.123456', '2024-02-02 03:04:05', NULL),
  (11, 'Mailbloom', NULL, NULL, 'spam', 'rejected', NULL, 'too dear', '2024-01-03', '2024-01-04', '2024-01-04 10:00:00'),
  (12, '', 'https://nameless.example', NULL, NULL, 'inbox', NULL, NULL, '2024-01-03', NULL, NULL),
  (13, 'Leadpond', 'javascript:alert(1)', NULL, NULL, 'review', 7, NULL, '2024-01-05', NULL, NULL);
INSERT INTO claims VALUES
  (1, 10, 1, 'feature', 'It scores calls.', 0.8, '2024-01-02'), (2, 10, 4, 'feature', 'It scores calls.', 0.8, '2024-01-02'),
  (3, 10, 2, 'pricing', '$49 a month', 3, '2024-01-02'), (4, 99, 1, 'feature', 'Of a tool that is gone.', 0.5, '2024-01-02'), (5, 10, 1, 'gossip', 'Of no known type.', 0.5, '2024-01-02');
INSERT INTO discoveries VALUES
  (1, 2, 'https://www.reddit.com/r/sales/comments/a1/?utm_source=x', 'We use Callwise.', '{"score": 3}', 1, 10, '2024-01-02'),
  (2, 1, 'https://www.reddit.com/r/sales/comments/a1/', 'We use Callwise.', 'not json', 1, 10, '2024-01-02'),
  (3, 3, 'https://example.com/list', 'Ten tools.', NULL, 0, NULL, '2024-01-06'), (4, 3, NULL, 'Without an address.', NULL, 0, NULL, '2024-01-06');
INSERT INTO changelog VALUES (1, 10, 'pricing_change', 'Pro went up', NULL, '2024-03-01 00:00:00'), (2, 10, 'pricing_change', 'Pro went up', NULL, '2024-03-01 00:00:00'), (3, 99, 'news', 'Of a tool that is gone', NULL, '2024-03-01');
INSERT INTO tool_snapshots VALUES (1, 10, 'All about calls', '2024-03-01'), (2, 99, 'gone', '2024-03-01');
INSERT INTO users VALUES
  (1, 'ada', 'ada@example.com', '{hash}', 1, 1, '2024-01-01', '2024-03-01 00:00:00'), (2, 'bea', 'bea@example.com', '{long_hash}', 1, 0, '2024-01-01', NULL),
  (3, 'cid', 'cid@example.com', '{hash}', 0, 0, '2024-01-01', NULL), (4, 'dora', 'ADA@example.com', '{hash}', 1, 0, '2024-01-01', NULL);
INSERT INTO settings VALUES ('anthropic_api_key', 'canary-key-0123456789'), ('reddit_client_id', 'canary-key-0123456789'), ('theme', 'dark');
INSERT INTO jobs VALUES ('0a1b2c3d', 'scout', 'running', 10, 'working', NULL, NULL, 'reddit', '2024-01-01', NULL, 1), ('9f8e7d6c', 'analyze', 'completed', 100, 'done', '{}', NULL, NULL, '2024-01-01', '2024-01-01', 1);
