DROP TRIGGER audit_log_append_only ON audit_log;
DROP FUNCTION glean_append_only;

DROP TRIGGER tool_aliases_words ON tool_aliases;
DROP TRIGGER tools_words ON tools;
DROP FUNCTION glean_alias_changed, glean_tool_changed, glean_tool_words;DROP FUNCTION glean_words;

DROP TABLE api_tokens;

DROP TABLE audit_log;

DROP TABLE change_wordings;

DROP TABLE changelog;

DROP TABLE claim_proposals;

DROP TABLE claims;

DROP TABLE decisions;

DROP TABLE deliveries;

DROP TABLE duplicate_pairs;

DROP TABLE events;

DROP TABLE job_logs;

DROP TABLE llm_batches;

DROP TABLE llm_usage;

DROP TABLE mentions;

DROP TABLE opinions;

DROP TABLE page_mutes;

DROP TABLE price_plans;

DROP TABLE rankers;

DROP TABLE renames;

DROP TABLE robots_rules;

DROP TABLE saved_views;

DROP TABLE schedules;

DROP TABLE settings;

DROP TABLE sightings;

DROP TABLE tool_aliases;

DROP TABLE tool_merges;

DROP TABLE tool_snapshots;

DROP TABLE watermarks;

DROP TABLE jobs;

DROP TABLE tool_pages;

DROP TABLE users;

DROP TABLE discoveries;

DROP TABLE tools;

DROP TABLE sources;

DELETE FROM "__EFMigrationsHistory"
WHERE migration_id = '20261127000000_Initial';
