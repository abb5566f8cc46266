using Microsoft.EntityFrameworkCore.Migrations;

namespace Glean.Storage.Migrations.Postgres;

/// <summary>What EF's model cannot express: full-text search, the guard of the audit log and indexes of part of a table.</summary>
internal static class PostgresObjects
{
    /// <summary>
    /// The words of names, other names and descriptions of tools, cut as <see cref="SearchWords"/> cuts a query. The dictionary
    /// <c>simple</c> leaves them as they are.
    /// </summary>
    public static void CreateToolSearch(MigrationBuilder migration) => migration.Sql(
        """
        CREATE FUNCTION glean_words(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT regexp_replace(
                regexp_replace(lower(normalize($1, NFD) COLLATE "und-x-icu"), U&'[\0300-\036F]', '', 'g'),
                '[^[:alnum:]]+' COLLATE "und-x-icu", ' ', 'g')
        $$;
        CREATE FUNCTION glean_tool_words(tool_id bigint, name text, description text) RETURNS tsvector LANGUAGE sql STABLE AS $$
            SELECT array_to_tsvector('{}') || to_tsvector('simple', glean_words(name))
                || to_tsvector('simple', glean_words(coalesce((SELECT string_agg(a.name, E'\n') FROM tool_aliases a WHERE a.tool_id = $1), '')))
                || to_tsvector('simple', glean_words(coalesce(description, '')))
        $$;
        CREATE FUNCTION glean_tool_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            new.search_words := glean_tool_words(new.id, new.name, new.description);
            RETURN new;
        END $$;
        CREATE TRIGGER tools_words BEFORE INSERT OR UPDATE OF name, description ON tools FOR EACH ROW EXECUTE FUNCTION glean_tool_changed();
        CREATE FUNCTION glean_alias_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE tools SET search_words = glean_tool_words(id, name, description) WHERE id = coalesce(new.tool_id, old.tool_id);
            RETURN NULL;
        END $$;
        CREATE TRIGGER tool_aliases_words AFTER INSERT OR DELETE ON tool_aliases FOR EACH ROW EXECUTE FUNCTION glean_alias_changed();
        """);

    public static void DropToolSearch(MigrationBuilder migration) => migration.Sql(
        """
        DROP TRIGGER tool_aliases_words ON tool_aliases;
        DROP TRIGGER tools_words ON tools;
        DROP FUNCTION glean_alias_changed, glean_tool_changed, glean_tool_words, glean_words;
        """);

    /// <summary>For the list of discoveries: a source's newest first, and the few that were set aside, without reading any text.</summary>
    public static void IndexDiscoveries(MigrationBuilder migration) => migration.Sql(
        """
        CREATE INDEX ix_discoveries_source_id_discovered_at ON discoveries (source_id, discovered_at);
        CREATE INDEX ix_discoveries_set_aside ON discoveries (processed, discovered_at) WHERE set_aside_reason IS NOT NULL;
        """);

    /// <summary>Rows of the audit log are added and never changed.</summary>
    public static void GuardAuditLog(MigrationBuilder migration) => migration.Sql(
        """
        CREATE FUNCTION glean_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the audit log is append-only';
        END $$;
        CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log EXECUTE FUNCTION glean_append_only();
        """);

    public static void DropAuditGuard(MigrationBuilder migration) => migration.Sql(
        """
        DROP TRIGGER audit_log_append_only ON audit_log;
        DROP FUNCTION glean_append_only;
        """);
}
