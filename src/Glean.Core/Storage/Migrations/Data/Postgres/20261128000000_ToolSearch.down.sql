ALTER TABLE tools ADD search_words tsvector DEFAULT (''::tsvector);

CREATE INDEX ix_tools_search_words ON tools USING GIN (search_words);

DROP TRIGGER tool_aliases_words ON tool_aliases;
DROP TRIGGER tools_words ON tools;
DROP FUNCTION glean_alias_changed, glean_tool_changed, glean_index_tools, glean_index_tool, glean_search_rows;
DROP TABLE tool_search;
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
UPDATE tools SET search_words = glean_tool_words(id, name, description);

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

DELETE FROM "__EFMigrationsHistory"
WHERE migration_id = '20261128000000_ToolSearch';
