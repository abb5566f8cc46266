ALTER TABLE "sources" ADD "cursor" TEXT NULL;

ALTER TABLE "sources" ADD "quota_limit" INTEGER NULL;

ALTER TABLE "sources" ADD "quota_remaining" INTEGER NULL;

ALTER TABLE "sources" ADD "quota_resets_at" TEXT NULL;

CREATE TABLE "sightings" (
    "discovery_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "seen_at" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    CONSTRAINT "pk_sightings" PRIMARY KEY ("discovery_id", "source_id"),
    CONSTRAINT "fk_sightings_discoveries_discovery_id" FOREIGN KEY ("discovery_id") REFERENCES "discoveries" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_sightings_sources_source_id" FOREIGN KEY ("source_id") REFERENCES "sources" ("id") ON DELETE CASCADE
);

INSERT INTO sightings (discovery_id, source_id, url, seen_at) SELECT id, coalesce(feed_id, source_id), source_url, discovered_at FROM discoveries;

CREATE INDEX "ix_sightings_source_id_seen_at" ON "sightings" ("source_id", "seen_at");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261126010000_Scouts', '10.0.15');
