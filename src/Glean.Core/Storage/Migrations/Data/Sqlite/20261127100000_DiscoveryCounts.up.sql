CREATE TABLE discovery_counts (
    source_id INTEGER NOT NULL, processed INTEGER NOT NULL, set_aside INTEGER NOT NULL, count INTEGER NOT NULL,
    CONSTRAINT pk_discovery_counts PRIMARY KEY (source_id, processed, set_aside)) WITHOUT ROWID;
INSERT INTO discovery_counts (source_id, processed, set_aside, count)
    SELECT source_id, processed, set_aside_reason IS NOT NULL, count(*) FROM discoveries GROUP BY 1, 2, 3;
CREATE TRIGGER discoveries_count_insert AFTER INSERT ON discoveries BEGIN
    INSERT INTO discovery_counts (source_id, processed, set_aside, count) VALUES (new.source_id, new.processed, new.set_aside_reason IS NOT NULL, 1)
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER discoveries_count_delete AFTER DELETE ON discoveries BEGIN
    UPDATE discovery_counts SET count = count - 1
        WHERE source_id = old.source_id AND processed = old.processed AND set_aside = (old.set_aside_reason IS NOT NULL);
END;
CREATE TRIGGER discoveries_count_update AFTER UPDATE OF source_id, processed, set_aside_reason ON discoveries
WHEN old.source_id <> new.source_id OR old.processed <> new.processed OR (old.set_aside_reason IS NULL) <> (new.set_aside_reason IS NULL) BEGIN
    UPDATE discovery_counts SET count = count - 1
        WHERE source_id = old.source_id AND processed = old.processed AND set_aside = (old.set_aside_reason IS NOT NULL);
    INSERT INTO discovery_counts (source_id, processed, set_aside, count) VALUES (new.source_id, new.processed, new.set_aside_reason IS NOT NULL, 1)
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = count + 1;
END;

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261127100000_DiscoveryCounts', '10.0.15');
