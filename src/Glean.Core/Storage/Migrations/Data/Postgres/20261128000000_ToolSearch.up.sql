DROP TRIGGER tool_aliases_words ON tool_aliases;
DROP TRIGGER tools_words ON tools;
DROP FUNCTION glean_alias_changed, glean_tool_changed, glean_tool_words;
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

CREATE OR REPLACE FUNCTION glean_discoveries_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discovery_counts AS kept (source_id, processed, set_aside, count)
        SELECT source_id, processed, set_aside_reason IS NOT NULL, sum(n) FROM (SELECT *, 1 AS n FROM added) changed GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = kept.count + excluded.count;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION glean_discoveries_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discovery_counts AS kept (source_id, processed, set_aside, count)
        SELECT source_id, processed, set_aside_reason IS NOT NULL, sum(n) FROM (SELECT *, -1 AS n FROM removed) changed GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = kept.count + excluded.count;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION glean_discoveries_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discovery_counts AS kept (source_id, processed, set_aside, count)
        SELECT source_id, processed, set_aside_reason IS NOT NULL, sum(n) FROM (SELECT *, 1 AS n FROM added UNION ALL SELECT *, -1 FROM removed) changed GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3
        ON CONFLICT (source_id, processed, set_aside) DO UPDATE SET count = kept.count + excluded.count;
    RETURN NULL;
END $$;

DROP INDEX ix_tools_search_words;

ALTER TABLE tools DROP COLUMN search_words;

INSERT INTO "__EFMigrationsHistory" (migration_id, product_version)
VALUES ('20261128000000_ToolSearch', '10.0.15');
