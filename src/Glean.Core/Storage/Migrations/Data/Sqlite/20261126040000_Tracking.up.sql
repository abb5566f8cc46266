ALTER TABLE "tool_snapshots" ADD "page_id" INTEGER NULL;

ALTER TABLE "tool_snapshots" ADD "plans" TEXT NULL;

ALTER TABLE "changelog" ADD "acknowledged_at" TEXT NULL;

ALTER TABLE "changelog" ADD "acknowledged_by" TEXT NULL;

ALTER TABLE "changelog" ADD "after_snapshot_id" INTEGER NULL;

ALTER TABLE "changelog" ADD "before_snapshot_id" INTEGER NULL;

ALTER TABLE "changelog" ADD "details" TEXT NULL;

ALTER TABLE "changelog" ADD "page_id" INTEGER NULL;

CREATE TABLE "claim_proposals" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_claim_proposals" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "change_id" INTEGER NOT NULL,
    "claim_id" INTEGER NULL,
    "kind" TEXT NOT NULL,
    "claim_type" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "quote" TEXT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "decided_by" TEXT NULL,
    "decided_at" TEXT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);

CREATE TABLE "price_plans" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_price_plans" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "page_id" INTEGER NOT NULL,
    "plan_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" TEXT NULL,
    "currency" TEXT NULL,
    "period" TEXT NULL,
    "unit" TEXT NULL,
    "prices" TEXT NOT NULL DEFAULT '[]',
    "limits" TEXT NOT NULL DEFAULT '[]',
    "valid_from" TEXT NOT NULL,
    "valid_to" TEXT NULL,
    "ended_by" INTEGER NULL
);

CREATE TABLE "robots_rules" (
    "origin" TEXT NOT NULL CONSTRAINT "pk_robots_rules" PRIMARY KEY,
    "body" TEXT NOT NULL DEFAULT '',
    "etag" TEXT NULL,
    "last_modified" TEXT NULL,
    "fetched_at" TEXT NOT NULL
);

CREATE TABLE "tool_pages" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_tool_pages" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'other',
    "added_by_person" INTEGER NOT NULL DEFAULT 0,
    "enabled" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'new',
    "state_reason" TEXT NULL,
    "etag" TEXT NULL,
    "last_modified" TEXT NULL,
    "last_checked_at" TEXT NULL,
    "last_changed_at" TEXT NULL,
    "next_check_at" TEXT NULL,
    "interval_hours" REAL NOT NULL DEFAULT 0.0,
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "snapshot_id" INTEGER NULL,
    "proposed_url" TEXT NULL,
    "moving" TEXT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);

CREATE TABLE "page_mutes" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_page_mutes" PRIMARY KEY AUTOINCREMENT,
    "page_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    CONSTRAINT "fk_page_mutes_tool_pages_page_id" FOREIGN KEY ("page_id") REFERENCES "tool_pages" ("id") ON DELETE CASCADE
);

CREATE INDEX "ix_claim_proposals_change_id" ON "claim_proposals" ("change_id");

CREATE INDEX "ix_claim_proposals_status_id" ON "claim_proposals" ("status", "id");

CREATE INDEX "ix_claim_proposals_tool_id" ON "claim_proposals" ("tool_id");

CREATE INDEX "ix_page_mutes_page_id" ON "page_mutes" ("page_id");

CREATE INDEX "ix_price_plans_page_id" ON "price_plans" ("page_id");

CREATE INDEX "ix_price_plans_tool_id_plan_key_valid_from" ON "price_plans" ("tool_id", "plan_key", "valid_from");

CREATE INDEX "ix_tool_pages_next_check_at" ON "tool_pages" ("next_check_at");

CREATE INDEX "ix_tool_pages_state" ON "tool_pages" ("state");

CREATE UNIQUE INDEX "ix_tool_pages_tool_id_url" ON "tool_pages" ("tool_id", "url");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261126040000_Tracking', '10.0.15');
