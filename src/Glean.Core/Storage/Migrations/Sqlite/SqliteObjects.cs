using Microsoft.EntityFrameworkCore.Migrations;

namespace Glean.Storage.Migrations.Sqlite;

/// <summary>
/// What EF's model cannot express: full-text search, kept counts and the guard of the audit log. A migration that rebuilds one of these
/// tables drops its triggers silently and must create them again.
/// </summary>
internal static class SqliteObjects
{
    /// <summary>Full-text index over names, other names and descriptions of tools; <c>rowid</c> is the tool's id.</summary>
    public static void CreateToolSearch(MigrationBuilder migration) => migration.Sql(
        """
        CREATE VIRTUAL TABLE tools_fts USING fts5(name, aliases, description, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
        CREATE TRIGGER tools_fts_insert AFTER INSERT ON tools BEGIN
            INSERT INTO tools_fts (rowid, name, aliases, description) VALUES (new.id, new.name, '', coalesce(new.description, ''));
        END;
        CREATE TRIGGER tools_fts_update AFTER UPDATE OF name, description ON tools BEGIN
            UPDATE tools_fts SET name = new.name, description = coalesce(new.description, '') WHERE rowid = new.id;
        END;
        CREATE TRIGGER tools_fts_delete AFTER DELETE ON tools BEGIN
            DELETE FROM tools_fts WHERE rowid = old.id;
        END;
        CREATE TRIGGER tool_aliases_fts_insert AFTER INSERT ON tool_aliases BEGIN
            UPDATE tools_fts SET aliases = (SELECT group_concat(name, char(10)) FROM tool_aliases WHERE tool_id = new.tool_id) WHERE rowid = new.tool_id;
        END;
        CREATE TRIGGER tool_aliases_fts_delete AFTER DELETE ON tool_aliases BEGIN
            UPDATE tools_fts SET aliases = coalesce((SELECT group_concat(name, char(10)) FROM tool_aliases WHERE tool_id = old.tool_id), '') WHERE rowid = old.tool_id;
        END;
        """);

    public static void DropToolSearch(MigrationBuilder migration) => migration.Sql("DROP TABLE tools_fts;");

    /// <summary>For the list of discoveries: a source's newest first, and the few that were set aside, without reading any text.</summary>
    public static void IndexDiscoveries(MigrationBuilder migration) => migration.Sql(
        """
        CREATE INDEX ix_discoveries_source_id_discovered_at ON discoveries (source_id, discovered_at);
        CREATE INDEX ix_discoveries_set_aside ON discoveries (processed, discovered_at) WHERE set_aside_reason IS NOT NULL;
        """);

    public static void DropDiscoveryIndexes(MigrationBuilder migration) => migration.Sql(
        """
        DROP INDEX ix_discoveries_set_aside;
        DROP INDEX ix_discoveries_source_id_discovered_at;
        """);

    /// <summary>
    /// How many discoveries each source has of each kind, so that a list tells its total without counting a million rows. A row with the
    /// count 0 stays.
    /// </summary>
    public static void CountDiscoveries(MigrationBuilder migration) => migration.Sql(
        """
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
        """);

    public static void DropDiscoveryCounts(MigrationBuilder migration) => migration.Sql(
        """
        DROP TRIGGER discoveries_count_update;
        DROP TRIGGER discoveries_count_delete;
        DROP TRIGGER discoveries_count_insert;
        DROP TABLE discovery_counts;
        """);

    /// <summary>Rows of the audit log are added and never changed.</summary>
    public static void GuardAuditLog(MigrationBuilder migration) => migration.Sql(
        """
        CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        """);
}
