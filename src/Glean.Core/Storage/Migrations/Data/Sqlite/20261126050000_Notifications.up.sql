ALTER TABLE "tool_pages" ADD "dismissed_url" TEXT NULL;

ALTER TABLE "changelog" ADD "diff_hash" TEXT NULL;

CREATE TABLE "change_wordings" (
    "diff_hash" TEXT NOT NULL CONSTRAINT "pk_change_wordings" PRIMARY KEY,
    "words" TEXT NULL,
    "model" TEXT NOT NULL,
    "dropped_because" TEXT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);

CREATE TABLE "deliveries" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_deliveries" PRIMARY KEY AUTOINCREMENT,
    "message_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "receiver" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL DEFAULT '{}',
    "period_from" TEXT NOT NULL,
    "period_to" TEXT NOT NULL,
    "last_change_id" INTEGER NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TEXT NULL,
    "error" TEXT NULL,
    "requested_by" TEXT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "sent_at" TEXT NULL
);

CREATE INDEX "ix_deliveries_channel_kind_id" ON "deliveries" ("channel", "kind", "id");

CREATE UNIQUE INDEX "ix_deliveries_message_id" ON "deliveries" ("message_id");

CREATE INDEX "ix_deliveries_state_next_attempt_at" ON "deliveries" ("state", "next_attempt_at");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261126050000_Notifications', '10.0.15');
