DROP TRIGGER discoveries_count_update;
DROP TRIGGER discoveries_count_delete;
DROP TRIGGER discoveries_count_insert;
DROP TABLE discovery_counts;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261127100000_DiscoveryCounts';
