CREATE TABLE discovery_counts (
    source_id bigint NOT NULL, processed boolean NOT NULL, set_aside boolean NOT NULL, count bigint NOT NULL,
    CONSTRAINT pk_discovery_counts PRIMARY KEY (source_id, processed, set_aside));
CREATE FUNCTION glean_count_discoveries() RETURNS void LANGUAGE sql AS $$
    DELETE FROM discovery_counts;
    INSERT INTO discovery_counts (source_id, processed, set_aside, count)
        SELECT source_id, processed, set_aside_reason IS NOT NULL, count(*) FROM discoveries GROUP BY 1, 2, 3;
$$;
CREATE OR REPLACE FUNCTION glean_discoveries_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discovery_counts AS kept (source_id, processed, set_aside, count)
        SELECT source_id, processed, set_aside_reason IS NOT NULL, sum(n) FROM (SELECT *, 1 AS n FROM added) changed GROUP BY 1, 2, 3 HAVING sum(n) <> 0
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = kept.count + excluded.count;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION glean_discoveries_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discovery_counts AS kept (source_id, processed, set_aside, count)
        SELECT source_id, processed, set_aside_reason IS NOT NULL, sum(n) FROM (SELECT *, -1 AS n FROM removed) changed GROUP BY 1, 2, 3 HAVING sum(n) <> 0
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = kept.count + excluded.count;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION glean_discoveries_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discovery_counts AS kept (source_id, processed, set_aside, count)
        SELECT source_id, processed, set_aside_reason IS NOT NULL, sum(n) FROM (SELECT *, 1 AS n FROM added UNION ALL SELECT *, -1 FROM removed) changed GROUP BY 1, 2, 3 HAVING sum(n) <> 0
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = kept.count + excluded.count;
    RETURN NULL;
END $$;
CREATE FUNCTION glean_discoveries_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM discovery_counts;
    RETURN NULL;
END $$;
CREATE TRIGGER discoveries_count_insert AFTER INSERT ON discoveries REFERENCING NEW TABLE AS added EXECUTE FUNCTION glean_discoveries_inserted();
CREATE TRIGGER discoveries_count_delete AFTER DELETE ON discoveries REFERENCING OLD TABLE AS removed EXECUTE FUNCTION glean_discoveries_deleted();
CREATE TRIGGER discoveries_count_update AFTER UPDATE ON discoveries REFERENCING OLD TABLE AS removed NEW TABLE AS added
    EXECUTE FUNCTION glean_discoveries_updated();
CREATE TRIGGER discoveries_count_truncate AFTER TRUNCATE ON discoveries EXECUTE FUNCTION glean_discoveries_truncated();
SELECT glean_count_discoveries();

INSERT INTO "__EFMigrationsHistory" (migration_id, product_version)
VALUES ('20261127100000_DiscoveryCounts', '10.0.15');
