-- Generated discoveries, tools, mentions and claims for scripts/bench-scale.sh: a mention for each discovery, three claims for each tool,
-- a tool in fifty a near duplicate of another, the tools of the front mentioned most.
CREATE TEMP TABLE words AS SELECT row_number() OVER () - 1 AS id, word FROM unnest(string_to_array(
  'call mail lead deal chat note quote pipe voice pitch coach signal contact meeting forecast outreach enrich sales revenue prospect inbox dialer sequence calendar insight', ' ')) word;
CREATE FUNCTION pg_temp.word(n bigint) RETURNS text LANGUAGE sql AS 'SELECT word FROM words WHERE id = n % 25';
INSERT INTO sources (name) VALUES ('reddit'), ('hackernews'), ('rss') ON CONFLICT DO NOTHING;

INSERT INTO tools (name, name_key, url, description, category, status, relevance_score, created_at, last_updated)
SELECT name, lower(replace(name, ' ', '')), 'https://tool' || i || '.example/',
  'Helps with ' || pg_temp.word(i * 7) || ' and ' || pg_temp.word(i / 3) || ' for teams that talk to customers all day.',
  (ARRAY['outreach', 'crm', 'analytics', 'other'])[1 + i % 4], (ARRAY['approved', 'rejected', 'review', 'analyzing', 'analyzing'])[1 + i % 5],
  (i * 7919 % 10007) / 10007.0, now() - (i % 400) * interval '1 day', now()
FROM (SELECT i, initcap(translate(left(md5((i - i % 50 / 49)::text), 8), '0123456789abcdef', 'bdfgklmnprstaeio')) || ' ' || initcap(pg_temp.word(i - i % 50 / 49)) || CASE i % 50 WHEN 49 THEN ' AI' ELSE '' END AS name
  FROM generate_series(1::bigint, :tools) i) n;

INSERT INTO discoveries (source_id, source_url, title, raw_text, author, published_at, processed, processed_at, discovered_at)
SELECT (SELECT min(id) FROM sources) + i % 3, 'https://posts.example/post/' || i, 'Our sales stack, part ' || i,
  repeat('We tried a tool for ' || pg_temp.word(i) || ' and it went well for the team, though the price of ' || i % 90 || ' dollars is not small. ', 8),
  'author' || i % 1700, now() - (i % 500000) * interval '1 minute', true, now(), now() - (i % 500000) * interval '1 minute'
FROM generate_series(1::bigint, :discoveries) i;

INSERT INTO mentions (tool_id, discovery_id, name, confidence, evidence)
SELECT t.id, d.id, t.name, 0.8, 'We tried a tool'
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM discoveries) d
JOIN (SELECT id, name, row_number() OVER (ORDER BY id) AS n FROM tools) t ON t.n = 1 + floor(:tools * power((d.n * 7919 % 1000003) / 1000003.0, 2));

INSERT INTO claims (tool_id, source_id, discovery_id, claim_type, content, confidence, quote, created_at)
SELECT m.tool_id, d.source_id, d.id, (ARRAY['feature', 'pricing', 'limitation'])[1 + m.id % 3],
  CASE m.id % 3 WHEN 0 THEN 'does ' || pg_temp.word(m.id) || ' well' WHEN 1 THEN 'costs $' || m.id % 90 || ' a month' ELSE 'lacks ' || pg_temp.word(m.id / 7) END,
  0.5 + m.id % 5 / 10.0, 'it went well for the team', now() - (m.id % 400) * interval '1 day'
FROM mentions m JOIN discoveries d ON d.id = m.discovery_id WHERE m.id % 10 < 3;
VACUUM ANALYZE;
