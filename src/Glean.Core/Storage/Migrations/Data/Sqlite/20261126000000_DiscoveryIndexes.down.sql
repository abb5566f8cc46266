DROP INDEX ix_discoveries_set_aside;
DROP INDEX ix_discoveries_source_id_discovered_at;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261126000000_DiscoveryIndexes';
