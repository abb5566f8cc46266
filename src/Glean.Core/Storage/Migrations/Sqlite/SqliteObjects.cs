using Microsoft.EntityFrameworkCore.Migrations;

namespace Glean.Storage.Migrations.Sqlite;

/// <summary>
/// What EF's model cannot express: full-text search and the guard of the audit log. A migration that rebuilds one of these
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

    /// <summary>Rows of the audit log are added and never changed.</summary>
    public static void GuardAuditLog(MigrationBuilder migration) => migration.Sql(
        """
        CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        """);
}
