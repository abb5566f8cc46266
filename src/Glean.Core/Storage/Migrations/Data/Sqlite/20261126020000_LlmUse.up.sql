ALTER TABLE "tools" ADD "logo_url" TEXT NULL;

ALTER TABLE "tools" ADD "pricing_url" TEXT NULL;

ALTER TABLE "claims" ADD "group_id" INTEGER NULL;

ALTER TABLE "claims" ADD "stated_confidence" REAL NULL;

ALTER TABLE "claims" ADD "voices" INTEGER NOT NULL DEFAULT 1;

CREATE TABLE "llm_batches" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_llm_batches" PRIMARY KEY AUTOINCREMENT,
    "mark" TEXT NOT NULL,
    "provider_id" TEXT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "job_id" TEXT NULL,
    "questions" TEXT NOT NULL,
    "reserved_tokens" INTEGER NOT NULL,
    "reserved_usd" REAL NOT NULL,
    "created_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "ended_at" TEXT NULL,
    "note" TEXT NULL
);

CREATE TABLE "llm_usage" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_llm_usage" PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "call" TEXT NOT NULL,
    "job_id" TEXT NULL,
    "discovery_id" INTEGER NULL,
    "source_id" INTEGER NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "cached_tokens" INTEGER NOT NULL,
    "cache_write_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "cost_usd" REAL NOT NULL,
    "batch" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL
);

CREATE INDEX "ix_llm_batches_ended_at" ON "llm_batches" ("ended_at");

CREATE INDEX "ix_llm_usage_at" ON "llm_usage" ("at");

CREATE INDEX "ix_llm_usage_discovery_id" ON "llm_usage" ("discovery_id");

CREATE INDEX "ix_llm_usage_job_id" ON "llm_usage" ("job_id");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261126020000_LlmUse', '10.0.15');
