ALTER TABLE "tools" ADD "queue_rank" INTEGER NULL;

ALTER TABLE "tools" ADD "snoozed_until" TEXT NULL;

ALTER TABLE "duplicate_pairs" ADD "decided_by" TEXT NULL;

ALTER TABLE "duplicate_pairs" ADD "likelihood" REAL NOT NULL DEFAULT 0.0;

ALTER TABLE "duplicate_pairs" ADD "speaks_against" TEXT NOT NULL DEFAULT '[]';

ALTER TABLE "duplicate_pairs" ADD "speaks_for" TEXT NOT NULL DEFAULT '[]';

ALTER TABLE "decisions" ADD "kind" TEXT NOT NULL DEFAULT 'decision';

ALTER TABLE "decisions" ADD "reasons" TEXT NOT NULL DEFAULT '[]';

ALTER TABLE "decisions" ADD "undone_by" TEXT NULL;

ALTER TABLE "claims" ADD "resolution" TEXT NULL;

ALTER TABLE "claims" ADD "resolved_at" TEXT NULL;

ALTER TABLE "claims" ADD "resolved_by" TEXT NULL;

CREATE TABLE "opinions" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_opinions" PRIMARY KEY AUTOINCREMENT,
    "tool_id" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "user_id" INTEGER NULL,
    "verdict" TEXT NOT NULL,
    "reasons" TEXT NOT NULL DEFAULT '[]',
    "comment" TEXT NULL,
    "given_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);

CREATE TABLE "rankers" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_rankers" PRIMARY KEY AUTOINCREMENT,
    "trained_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "decisions" INTEGER NOT NULL,
    "share" REAL NOT NULL,
    "model" TEXT NOT NULL,
    "report" TEXT NOT NULL
);

CREATE TABLE "renames" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_renames" PRIMARY KEY AUTOINCREMENT,
    "discovery_id" INTEGER NOT NULL,
    "former" TEXT NOT NULL,
    "present" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "explicit" INTEGER NOT NULL,
    "voice" TEXT NOT NULL,
    CONSTRAINT "fk_renames_discoveries_discovery_id" FOREIGN KEY ("discovery_id") REFERENCES "discoveries" ("id") ON DELETE CASCADE
);

CREATE TABLE "watermarks" (
    "name" TEXT NOT NULL CONSTRAINT "pk_watermarks" PRIMARY KEY,
    "value" INTEGER NOT NULL
);

CREATE INDEX "ix_tools_status_queue_rank" ON "tools" ("status", "queue_rank");

CREATE INDEX "ix_duplicate_pairs_second_id" ON "duplicate_pairs" ("second_id");

CREATE UNIQUE INDEX "ix_opinions_tool_id_actor" ON "opinions" ("tool_id", "actor");

CREATE INDEX "ix_renames_discovery_id" ON "renames" ("discovery_id");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261126030000_Judgement', '10.0.15');
