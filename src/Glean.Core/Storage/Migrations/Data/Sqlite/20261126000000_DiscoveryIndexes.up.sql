CREATE INDEX ix_discoveries_source_id_discovered_at ON discoveries (source_id, discovered_at);
CREATE INDEX ix_discoveries_set_aside ON discoveries (processed, discovered_at) WHERE set_aside_reason IS NOT NULL;

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261126000000_DiscoveryIndexes', '10.0.15');
