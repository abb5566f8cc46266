DROP TABLE "llm_batches";

DROP TABLE "llm_usage";

UPDATE claims SET confidence = stated_confidence WHERE stated_confidence IS NOT NULL;

ALTER TABLE tools DROP COLUMN logo_url;

ALTER TABLE tools DROP COLUMN pricing_url;

ALTER TABLE claims DROP COLUMN group_id;

ALTER TABLE claims DROP COLUMN stated_confidence;

ALTER TABLE claims DROP COLUMN voices;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261126020000_LlmUse';
