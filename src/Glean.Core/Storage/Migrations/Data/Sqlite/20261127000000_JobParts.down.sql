DROP INDEX ix_jobs_part_of;
ALTER TABLE jobs DROP COLUMN part_of;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261127000000_JobParts';
