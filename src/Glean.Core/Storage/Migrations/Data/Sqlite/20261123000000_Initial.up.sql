CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "migration_id" TEXT NOT NULL CONSTRAINT "pk___ef_migrations_history" PRIMARY KEY,
    "product_version" TEXT NOT NULL
);

CREATE TABLE "audit_log" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_audit_log" PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "actor" TEXT NOT NULL,
    "user_id" INTEGER NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NULL,
    "detail" TEXT NOT NULL DEFAULT '{}',
    "address" TEXT NULL
);

CREATE TABLE "decisions" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_decisions" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "from_status" TEXT NOT NULL,
    "to_status" TEXT NOT NULL,
    "reason" TEXT NULL,
    "user_id" INTEGER NULL,
    "actor" TEXT NOT NULL,
    "decided_at" TEXT NOT NULL,
    "undone_at" TEXT NULL,
    "before" TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE "duplicate_pairs" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_duplicate_pairs" PRIMARY KEY AUTOINCREMENT,
    "first_id" INTEGER NOT NULL,
    "second_id" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "decided_at" TEXT NULL
);

CREATE TABLE "events" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_events" PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "kind" TEXT NOT NULL,
    "subject" TEXT NULL,
    "data" TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE "jobs" (
    "id" TEXT NOT NULL CONSTRAINT "pk_jobs" PRIMARY KEY,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT NULL,
    "result" TEXT NULL,
    "error" TEXT NULL,
    "scout_type" TEXT NULL,
    "options" TEXT NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "schedule_id" INTEGER NULL,
    "not_before" TEXT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "started_at" TEXT NULL,
    "completed_at" TEXT NULL,
    "heartbeat_at" TEXT NULL,
    "cancel_requested" INTEGER NOT NULL DEFAULT 0,
    "user_id" INTEGER NULL,
    "runner" TEXT NULL
);

CREATE TABLE "schedules" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_schedules" PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "job_type" TEXT NOT NULL,
    "scout_type" TEXT NULL,
    "options" TEXT NOT NULL DEFAULT '{}',
    "cron" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "enabled" INTEGER NOT NULL DEFAULT 1,
    "last_run_at" TEXT NULL,
    "next_run_at" TEXT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);

CREATE TABLE "settings" (
    "key" TEXT NOT NULL CONSTRAINT "pk_settings" PRIMARY KEY,
    "value" TEXT NOT NULL,
    "is_secret" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);

CREATE TABLE "sources" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_sources" PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "title" TEXT NULL,
    "url" TEXT NULL,
    "parent_id" INTEGER NULL,
    "reliability" REAL NOT NULL DEFAULT 0.5,
    "total_discoveries" INTEGER NOT NULL DEFAULT 0,
    "useful_discoveries" INTEGER NOT NULL DEFAULT 0,
    "enabled" INTEGER NOT NULL DEFAULT 1,
    "etag" TEXT NULL,
    "last_modified" TEXT NULL,
    "last_attempt_at" TEXT NULL,
    "last_success_at" TEXT NULL,
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "back_off_until" TEXT NULL,
    "last_error" TEXT NULL,
    "last_item_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    CONSTRAINT "fk_sources_sources_parent_id" FOREIGN KEY ("parent_id") REFERENCES "sources" ("id")
);

CREATE TABLE "tool_merges" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_tool_merges" PRIMARY KEY AUTOINCREMENT,
    "kept_id" INTEGER NOT NULL,
    "merged_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "merged_row" TEXT NOT NULL,
    "kept_before" TEXT NOT NULL,
    "moved" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "merged_at" TEXT NOT NULL,
    "undone_at" TEXT NULL
);

CREATE TABLE "tools" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_tools" PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "url" TEXT NULL,
    "description" TEXT NULL,
    "category" TEXT NOT NULL DEFAULT 'other',
    "status" TEXT NOT NULL DEFAULT 'inbox',
    "relevance_score" REAL NULL,
    "score_reasons" TEXT NULL,
    "rejection_reason" TEXT NULL,
    "name_key" TEXT NOT NULL DEFAULT '',
    "is_demo" INTEGER NOT NULL DEFAULT 0,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "last_updated" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "reviewed_at" TEXT NULL,
    "queued_at" TEXT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "updated_at" AS (last_updated)
);

CREATE TABLE "users" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_users" PRIMARY KEY AUTOINCREMENT,
    "username" TEXT NOT NULL,
    "normalized_username" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "normalized_email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "is_active" INTEGER NOT NULL DEFAULT 1,
    "is_admin" INTEGER NOT NULL DEFAULT 0,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "security_stamp" TEXT NOT NULL DEFAULT '',
    "access_failed_count" INTEGER NOT NULL DEFAULT 0,
    "lockout_end" TEXT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "last_login" TEXT NULL
);

CREATE TABLE "job_logs" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_job_logs" PRIMARY KEY AUTOINCREMENT,
    "job_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    CONSTRAINT "fk_job_logs_jobs_job_id" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE
);

CREATE TABLE "discoveries" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_discoveries" PRIMARY KEY AUTOINCREMENT,
    "source_id" INTEGER NOT NULL,
    "feed_id" INTEGER NULL,
    "source_url" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "raw_text" TEXT NOT NULL,
    "author" TEXT NULL,
    "published_at" TEXT NULL,
    "metadata" TEXT NOT NULL DEFAULT '{}',
    "relevance" REAL NULL,
    "relevance_reason" TEXT NULL,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "processed_at" TEXT NULL,
    "discovered_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "tool_id" INTEGER NULL,
    "is_demo" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "set_aside_reason" TEXT NULL,
    CONSTRAINT "fk_discoveries_sources_feed_id" FOREIGN KEY ("feed_id") REFERENCES "sources" ("id"),
    CONSTRAINT "fk_discoveries_sources_source_id" FOREIGN KEY ("source_id") REFERENCES "sources" ("id") ON DELETE CASCADE
);

CREATE TABLE "changelog" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_changelog" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "change_type" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "source_url" TEXT NULL,
    "detected_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    CONSTRAINT "fk_changelog_tools_tool_id" FOREIGN KEY ("tool_id") REFERENCES "tools" ("id") ON DELETE CASCADE
);

CREATE TABLE "tool_aliases" (
    "tool_id" INTEGER NOT NULL,
    "name_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "pk_tool_aliases" PRIMARY KEY ("tool_id", "name_key"),
    CONSTRAINT "fk_tool_aliases_tools_tool_id" FOREIGN KEY ("tool_id") REFERENCES "tools" ("id") ON DELETE CASCADE
);

CREATE TABLE "tool_snapshots" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_tool_snapshots" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "taken_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    CONSTRAINT "fk_tool_snapshots_tools_tool_id" FOREIGN KEY ("tool_id") REFERENCES "tools" ("id") ON DELETE CASCADE
);

CREATE TABLE "api_tokens" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_api_tokens" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "expires_at" TEXT NULL,
    "last_used_at" TEXT NULL,
    "revoked_at" TEXT NULL,
    CONSTRAINT "fk_api_tokens_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);

CREATE TABLE "saved_views" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_saved_views" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    CONSTRAINT "fk_saved_views_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);

CREATE TABLE "claims" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_claims" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "source_id" INTEGER NULL,
    "discovery_id" INTEGER NULL,
    "claim_type" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "confidence" REAL NOT NULL DEFAULT 0.5,
    "quote" TEXT NULL,
    "span_start" INTEGER NULL,
    "span_end" INTEGER NULL,
    "verified" INTEGER NOT NULL DEFAULT 0,
    "conflicting" INTEGER NOT NULL DEFAULT 0,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    CONSTRAINT "fk_claims_discoveries_discovery_id" FOREIGN KEY ("discovery_id") REFERENCES "discoveries" ("id"),
    CONSTRAINT "fk_claims_sources_source_id" FOREIGN KEY ("source_id") REFERENCES "sources" ("id"),
    CONSTRAINT "fk_claims_tools_tool_id" FOREIGN KEY ("tool_id") REFERENCES "tools" ("id") ON DELETE CASCADE
);

CREATE TABLE "mentions" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_mentions" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "discovery_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "confidence" REAL NOT NULL,
    "evidence" TEXT NULL,
    "span_start" INTEGER NULL,
    "span_end" INTEGER NULL,
    CONSTRAINT "fk_mentions_discoveries_discovery_id" FOREIGN KEY ("discovery_id") REFERENCES "discoveries" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_mentions_tools_tool_id" FOREIGN KEY ("tool_id") REFERENCES "tools" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "ix_api_tokens_token_hash" ON "api_tokens" ("token_hash");

CREATE INDEX "ix_api_tokens_user_id" ON "api_tokens" ("user_id");

CREATE INDEX "ix_audit_log_at" ON "audit_log" ("at");

CREATE INDEX "ix_changelog_detected_at" ON "changelog" ("detected_at");

CREATE INDEX "ix_changelog_tool_id" ON "changelog" ("tool_id");

CREATE INDEX "ix_claims_claim_type" ON "claims" ("claim_type");

CREATE INDEX "ix_claims_discovery_id" ON "claims" ("discovery_id");

CREATE INDEX "ix_claims_source_id" ON "claims" ("source_id");

CREATE INDEX "ix_claims_tool_id" ON "claims" ("tool_id");

CREATE INDEX "ix_decisions_decided_at" ON "decisions" ("decided_at");

CREATE INDEX "ix_decisions_tool_id_id" ON "decisions" ("tool_id", "id");

CREATE INDEX "ix_discoveries_discovered_at" ON "discoveries" ("discovered_at");

CREATE INDEX "ix_discoveries_feed_id" ON "discoveries" ("feed_id");

CREATE INDEX "ix_discoveries_processed_discovered_at" ON "discoveries" ("processed", "discovered_at");

CREATE INDEX "ix_discoveries_source_id" ON "discoveries" ("source_id");

CREATE UNIQUE INDEX "ix_discoveries_source_url" ON "discoveries" ("source_url");

CREATE INDEX "ix_discoveries_tool_id" ON "discoveries" ("tool_id");

CREATE UNIQUE INDEX "ix_duplicate_pairs_first_id_second_id" ON "duplicate_pairs" ("first_id", "second_id");

CREATE INDEX "ix_duplicate_pairs_verdict" ON "duplicate_pairs" ("verdict");

CREATE INDEX "ix_events_at" ON "events" ("at");

CREATE INDEX "ix_job_logs_job_id_id" ON "job_logs" ("job_id", "id");

CREATE INDEX "ix_jobs_created_at" ON "jobs" ("created_at");

CREATE INDEX "ix_jobs_status_created_at" ON "jobs" ("status", "created_at");

CREATE INDEX "ix_mentions_discovery_id" ON "mentions" ("discovery_id");

CREATE INDEX "ix_mentions_tool_id_discovery_id" ON "mentions" ("tool_id", "discovery_id");

CREATE UNIQUE INDEX "ix_saved_views_user_id_name" ON "saved_views" ("user_id", "name");

CREATE UNIQUE INDEX "ix_schedules_name" ON "schedules" ("name");

CREATE UNIQUE INDEX "ix_sources_name" ON "sources" ("name");

CREATE INDEX "ix_sources_parent_id" ON "sources" ("parent_id");

CREATE INDEX "ix_tool_aliases_name_key" ON "tool_aliases" ("name_key");

CREATE INDEX "ix_tool_merges_kept_id" ON "tool_merges" ("kept_id");

CREATE INDEX "ix_tool_merges_merged_id" ON "tool_merges" ("merged_id");

CREATE INDEX "ix_tool_snapshots_tool_id_url_taken_at" ON "tool_snapshots" ("tool_id", "url", "taken_at");

CREATE INDEX "ix_tools_category" ON "tools" ("category");

CREATE INDEX "ix_tools_created_at" ON "tools" ("created_at");

CREATE INDEX "ix_tools_last_updated" ON "tools" ("last_updated");

CREATE INDEX "ix_tools_name" ON "tools" ("name");

CREATE INDEX "ix_tools_name_key" ON "tools" ("name_key");

CREATE INDEX "ix_tools_relevance_score" ON "tools" ("relevance_score");

CREATE INDEX "ix_tools_reviewed_at" ON "tools" ("reviewed_at");

CREATE INDEX "ix_tools_status_relevance_score" ON "tools" ("status", "relevance_score");

CREATE UNIQUE INDEX "ix_users_email" ON "users" ("email");

CREATE UNIQUE INDEX "ix_users_normalized_email" ON "users" ("normalized_email");

CREATE UNIQUE INDEX "ix_users_normalized_username" ON "users" ("normalized_username");

CREATE UNIQUE INDEX "ix_users_username" ON "users" ("username");

CREATE VIRTUAL TABLE tools_fts USING fts5(name, aliases, description, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE TRIGGER tools_fts_insert AFTER INSERT ON tools BEGIN
    INSERT INTO tools_fts (rowid, name, aliases, description) VALUES (new.id, new.name, '', coalesce(new.description, ''));
END;
CREATE TRIGGER tools_fts_update AFTER UPDATE OF name, description ON tools BEGIN
    UPDATE tools_fts SET name = new.name, description = coalesce(new.description, '') WHERE rowid = new.id;
END;
CREATE TRIGGER tools_fts_delete AFTER DELETE ON tools BEGIN
    DELETE FROM tools_fts WHERE rowid = old.id;
END;
CREATE TRIGGER tool_aliases_fts_insert AFTER INSERT ON tool_aliases BEGIN
    UPDATE tools_fts SET aliases = (SELECT group_concat(name, char(10)) FROM tool_aliases WHERE tool_id = new.tool_id) WHERE rowid = new.tool_id;
END;
CREATE TRIGGER tool_aliases_fts_delete AFTER DELETE ON tool_aliases BEGIN
    UPDATE tools_fts SET aliases = coalesce((SELECT group_concat(name, char(10)) FROM tool_aliases WHERE tool_id = old.tool_id), '') WHERE rowid = old.tool_id;
END;

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261123000000_Initial', '10.0.15');
