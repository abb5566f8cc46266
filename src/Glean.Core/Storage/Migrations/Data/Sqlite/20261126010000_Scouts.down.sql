DROP TABLE "sightings";

ALTER TABLE sources DROP COLUMN cursor;
ALTER TABLE sources DROP COLUMN quota_limit;
ALTER TABLE sources DROP COLUMN quota_remaining;
ALTER TABLE sources DROP COLUMN quota_resets_at;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261126010000_Scouts';
