DROP TRIGGER discoveries_count_truncate ON discoveries;
DROP TRIGGER discoveries_count_update ON discoveries;
DROP TRIGGER discoveries_count_delete ON discoveries;
DROP TRIGGER discoveries_count_insert ON discoveries;
DROP FUNCTION glean_discoveries_truncated, glean_discoveries_updated, glean_discoveries_deleted, glean_discoveries_inserted, glean_count_discoveries;
DROP TABLE discovery_counts;

DELETE FROM "__EFMigrationsHistory"
WHERE migration_id = '20261127100000_DiscoveryCounts';
