DROP TABLE tools_fts;

DROP TABLE "api_tokens";

DROP TABLE "audit_log";

DROP TABLE "changelog";

DROP TABLE "claims";

DROP TABLE "decisions";

DROP TABLE "duplicate_pairs";

DROP TABLE "events";

DROP TABLE "job_logs";

DROP TABLE "mentions";

DROP TABLE "saved_views";

DROP TABLE "schedules";

DROP TABLE "settings";

DROP TABLE "tool_aliases";

DROP TABLE "tool_merges";

DROP TABLE "tool_snapshots";

DROP TABLE "jobs";

DROP TABLE "discoveries";

DROP TABLE "users";

DROP TABLE "tools";

DROP TABLE "sources";

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261123000000_Initial';
