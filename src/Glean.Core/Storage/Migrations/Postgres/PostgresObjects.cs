using Microsoft.EntityFrameworkCore.Migrations;

namespace Glean.Storage.Migrations.Postgres;

/// <summary>What EF's model cannot express: full-text search, kept counts, the guard of the audit log and indexes of part of a table.</summary>
internal static class PostgresObjects
{
    private const string Inserted = "SELECT *, 1 AS n FROM added";
    private const string Deleted = "SELECT *, -1 AS n FROM removed";
    private const string Updated = "SELECT *, 1 AS n FROM added UNION ALL SELECT *, -1 FROM removed";

    // Cut as SearchWords cuts a query.
    private const string WordsOfText =
        """
        CREATE FUNCTION glean_words(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT regexp_replace(
                regexp_replace(lower(normalize($1, NFD) COLLATE "und-x-icu"), U&'[\0300-\036F]', '', 'g'),
                '[^[:alnum:]]+' COLLATE "und-x-icu", ' ', 'g')
        $$;
        """;

    private const string WordsOfTools =
        """
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
        """;

    private const string NoWordsOfTools =
        """
        DROP TRIGGER tool_aliases_words ON tool_aliases;
        DROP TRIGGER tools_words ON tools;
        DROP FUNCTION glean_alias_changed, glean_tool_changed, glean_tool_words;
        """;

    /// <summary>
    /// The words of names, other names and descriptions of tools. The dictionary <c>simple</c> leaves them as they are.
    /// </summary>
    public static void CreateToolSearch(MigrationBuilder migration) => migration.Sql(WordsOfText + WordsOfTools);

    public static void DropToolSearch(MigrationBuilder migration) => migration.Sql(NoWordsOfTools + "DROP FUNCTION glean_words;");

    /// <summary>
    /// What a search reads has a table of its own: narrow, so that all that it finds are soon counted, and not written anew with each score.
    /// <c>words</c> is what <see cref="CreateToolSearch"/> made of a tool; <c>text</c> is for parts inside of words, with ASCII letters in lower case.
    /// </summary>
    public static void MoveToolSearch(MigrationBuilder migration) => migration.Sql(
        $"""
        {NoWordsOfTools}
        CREATE TABLE tool_search (
            tool_id bigint NOT NULL, words tsvector NOT NULL, text text COLLATE "C" NOT NULL,
            CONSTRAINT pk_tool_search PRIMARY KEY (tool_id),
            CONSTRAINT fk_tool_search_tools_tool_id FOREIGN KEY (tool_id) REFERENCES tools (id) ON DELETE CASCADE);
        CREATE FUNCTION glean_search_rows(first bigint, last bigint) RETURNS TABLE (tool_id bigint, words tsvector, text text) LANGUAGE sql STABLE AS $$
            SELECT t.id,
                to_tsvector('simple', glean_words(t.name)) || to_tsvector('simple', glean_words(coalesce(a.names, '')))
                    || to_tsvector('simple', glean_words(coalesce(t.description, ''))),
                lower(concat_ws(E'\n', t.name, a.names, t.description) COLLATE "C")
            FROM tools t LEFT JOIN LATERAL (SELECT string_agg(a.name, E'\n') AS names FROM tool_aliases a WHERE a.tool_id = t.id) a ON TRUE
            WHERE t.id BETWEEN first AND last
        $$;
        CREATE FUNCTION glean_index_tool(id bigint) RETURNS void LANGUAGE sql AS $$
            INSERT INTO tool_search (tool_id, words, text) SELECT tool_id, words, text FROM glean_search_rows(id, id)
                ON CONFLICT (tool_id) DO UPDATE SET words = excluded.words, text = excluded.text
        $$;
        CREATE FUNCTION glean_index_tools() RETURNS void LANGUAGE sql AS $$
            DELETE FROM tool_search;
            INSERT INTO tool_search (tool_id, words, text) SELECT tool_id, words, text FROM glean_search_rows(0, 9223372036854775807)
        $$;
        CREATE FUNCTION glean_tool_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM glean_index_tool(new.id);
            RETURN NULL;
        END $$;
        CREATE TRIGGER tools_words AFTER INSERT OR UPDATE OF name, description ON tools FOR EACH ROW EXECUTE FUNCTION glean_tool_changed();
        CREATE FUNCTION glean_alias_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM glean_index_tool(coalesce(new.tool_id, old.tool_id));
            RETURN NULL;
        END $$;
        CREATE TRIGGER tool_aliases_words AFTER INSERT OR DELETE ON tool_aliases FOR EACH ROW EXECUTE FUNCTION glean_alias_changed();
        SELECT glean_index_tools();
        CREATE INDEX ix_tool_search_words ON tool_search USING gin (words);
        DO $$
        BEGIN
            CREATE EXTENSION IF NOT EXISTS pg_trgm;
            CREATE INDEX ix_tool_search_text ON tool_search USING gin (text gin_trgm_ops);
        EXCEPTION WHEN undefined_file OR insufficient_privilege OR feature_not_supported THEN
            RAISE NOTICE 'Without the extension pg_trgm a search inside of words reads every tool.';
        END $$;
        """);

    public static void MoveToolSearchBack(MigrationBuilder migration) => migration.Sql(
        $"""
        DROP TRIGGER tool_aliases_words ON tool_aliases;
        DROP TRIGGER tools_words ON tools;
        DROP FUNCTION glean_alias_changed, glean_tool_changed, glean_index_tools, glean_index_tool, glean_search_rows;
        DROP TABLE tool_search;
        {WordsOfTools}
        UPDATE tools SET search_words = glean_tool_words(id, name, description);
        """);

    /// <summary>For the list of discoveries: a source's newest first, and the few that were set aside, without reading any text.</summary>
    public static void IndexDiscoveries(MigrationBuilder migration) => migration.Sql(
        """
        CREATE INDEX ix_discoveries_source_id_discovered_at ON discoveries (source_id, discovered_at);
        CREATE INDEX ix_discoveries_set_aside ON discoveries (processed, discovered_at) WHERE set_aside_reason IS NOT NULL;
        """);

    /// <summary>
    /// How many discoveries each source has of each kind, so that a list tells its total without counting a million rows. A row with the
    /// count 0 stays. One trigger for a statement, not for a row: a row that a transaction changes often becomes slow to find.
    /// </summary>
    public static void CountDiscoveries(MigrationBuilder migration) => migration.Sql(
        $"""
        CREATE TABLE discovery_counts (
            source_id bigint NOT NULL, processed boolean NOT NULL, set_aside boolean NOT NULL, count bigint NOT NULL,
            CONSTRAINT pk_discovery_counts PRIMARY KEY (source_id, processed, set_aside));
        CREATE FUNCTION glean_count_discoveries() RETURNS void LANGUAGE sql AS $$
            DELETE FROM discovery_counts;
            INSERT INTO discovery_counts (source_id, processed, set_aside, count)
                SELECT source_id, processed, set_aside_reason IS NOT NULL, count(*) FROM discoveries GROUP BY 1, 2, 3;
        $$;
        {WhenDiscoveries("inserted", Inserted)}
        {WhenDiscoveries("deleted", Deleted)}
        {WhenDiscoveries("updated", Updated)}
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
        """);

    public static void DropDiscoveryCounts(MigrationBuilder migration) => migration.Sql(
        """
        DROP TRIGGER discoveries_count_truncate ON discoveries;
        DROP TRIGGER discoveries_count_update ON discoveries;
        DROP TRIGGER discoveries_count_delete ON discoveries;
        DROP TRIGGER discoveries_count_insert ON discoveries;
        DROP FUNCTION glean_discoveries_truncated, glean_discoveries_updated, glean_discoveries_deleted, glean_discoveries_inserted, glean_count_discoveries;
        DROP TABLE discovery_counts;
        """);

    /// <summary>Those that read texts at the same time change the counts of one source one after the other, and each in the same order, so that no two wait for each other.</summary>
    public static void CountInOrder(MigrationBuilder migration) => ReplaceCounting(migration, " ORDER BY 1, 2, 3");

    public static void CountInAnyOrder(MigrationBuilder migration) => ReplaceCounting(migration, "");

    private static void ReplaceCounting(MigrationBuilder migration, string order) => migration.Sql(
        $"""
        {WhenDiscoveries("inserted", Inserted, order)}
        {WhenDiscoveries("deleted", Deleted, order)}
        {WhenDiscoveries("updated", Updated, order)}
        """);

    // A statement that changes no count writes nothing.
    private static string WhenDiscoveries(string happened, string rows, string inOrder = "") =>
        $"""
        CREATE OR REPLACE FUNCTION glean_discoveries_{happened}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO discovery_counts AS kept (source_id, processed, set_aside, count)
                SELECT source_id, processed, set_aside_reason IS NOT NULL, sum(n) FROM ({rows}) changed GROUP BY 1, 2, 3 HAVING sum(n) <> 0{inOrder}
                ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = kept.count + excluded.count;
            RETURN NULL;
        END $$;
        """;

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
