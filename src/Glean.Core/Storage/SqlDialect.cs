namespace Glean.Storage;

/// <summary>
/// What hand-written SQL must say differently to SQLite and to PostgreSQL; all the rest is written so that both understand it:
/// parameters as <c>@name</c>, <c>count(*) FILTER (WHERE …)</c>, <c>ON CONFLICT DO NOTHING</c>, <c>NULLS LAST</c>, <c>TRUE</c>.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>Whether one of <paramref name="texts"/> is like the parameter <paramref name="pattern"/>, whatever the case of ASCII letters.</summary>
    /// <param name="pattern">A part of a text between two <c>%</c>, without spaces; <c>\</c> makes a character stand for itself.</param>
    public abstract string Like(string pattern, params IReadOnlyList<string> texts);

    /// <summary>Whether <paramref name="expression"/> is one of the numbers of <paramref name="list"/>, a parameter that holds a JSON array.</summary>
    public abstract string In(string expression, string list);

    /// <summary>The day of a time, as <c>YYYY-MM-DD</c>.</summary>
    public abstract string Day(string time);

    /// <summary>A time cut down to its hour.</summary>
    public abstract string Hour(string time);

    /// <summary>The seconds from a time to a later one; zero where it is not later.</summary>
    public abstract string Seconds(string from, string to);

    /// <summary>The strings of a JSON array in a column, as a table <c>j</c> with the column <c>value</c>.</summary>
    public abstract string Strings(string column);

    /// <summary>Rows in the parameters of <see cref="RecordValues{T}"/>, as a table <c>records</c> with these columns and their <c>place</c> in the list.</summary>
    public abstract string Records(string list, IReadOnlyList<SqlColumn> columns);

    /// <summary>The parameters that hold <paramref name="rows"/> for <see cref="Records"/>.</summary>
    public abstract IReadOnlyList<(string Name, object? Value)> RecordValues<T>(string list, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows);

    /// <summary>A JSON array of the values of <paramref name="expression"/> over the rows of a group.</summary>
    public abstract string JsonArrayOf(string expression);

    /// <summary>A JSON object of the rows of a group.</summary>
    public abstract string JsonObjectOf(string key, string value);

    /// <summary>A JSON object; <paramref name="members"/> are names and values in turn.</summary>
    public abstract string JsonObject(string members);

    /// <summary>The rows of the full-text index, one for each tool that has the words of the parameter <paramref name="words"/>, see <see cref="Words"/>.</summary>
    public abstract string Having(string words);

    /// <summary>Whether the tool <paramref name="tool"/> has the words; the full-text index yields all that have them.</summary>
    public abstract string Has(string tool, string words);

    /// <summary>The same, asked of each tool as another index yields it: the first of many matches come without reading the others.</summary>
    public abstract string EachHas(string tool, string words);

    /// <summary>Whether a name or the description of the tool <paramref name="tool"/> is like the parameter <paramref name="pattern"/>, see <see cref="Like"/>.</summary>
    public abstract string HasInside(string tool, string pattern);

    /// <summary>
    /// A query of the full-text index in which every word is the beginning of one that must stand there, so that nothing a person
    /// types is an operator. Null when there is no word in <paramref name="words"/>.
    /// </summary>
    public abstract string? Words(IReadOnlyList<string> words);
}

/// <summary>SQLite 3.40 and later, with JSON and FTS5.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public static readonly SqliteDialect Instance = new();

    public override string Like(string pattern, params IReadOnlyList<string> texts) => string.Join(" OR ", texts.Select(t => $@"{t} LIKE {pattern} ESCAPE '\'"));

    public override string In(string expression, string list) => $"{expression} IN (SELECT value FROM json_each({list}))";

    public override string Day(string time) => $"date({time})";

    public override string Hour(string time) => $"substr({time}, 1, 13) || ':00:00'";

    public override string Seconds(string from, string to) => $"max(0.0, (julianday({to}) - julianday({from})) * 86400)";

    public override string Strings(string column) => $"json_each({column}) j";

    public override string Records(string list, IReadOnlyList<SqlColumn> columns) =>
        $"(SELECT key AS place, {string.Join(", ", columns.Select(c => $"value ->> '{c.Name}' AS {c.Name}"))} FROM json_each({list})) AS records";

    public override IReadOnlyList<(string Name, object? Value)> RecordValues<T>(string list, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        [(list, SqlRecords.Json(columns, rows))];

    public override string JsonArrayOf(string expression) => $"json_group_array({expression})";

    public override string JsonObjectOf(string key, string value) => $"json_group_object({key}, {value})";

    public override string JsonObject(string members) => $"json_object({members})";

    public override string Having(string words) => $"tools_fts WHERE tools_fts MATCH {words}";

    public override string Has(string tool, string words) => $"{tool}.id IN (SELECT rowid FROM {Having(words)})";

    /// <remarks>https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_</remarks>
    public override string EachHas(string tool, string words) => $"+{tool}.id IN (SELECT rowid FROM {Having(words)})";

    public override string HasInside(string tool, string pattern) =>
        $"({Like(pattern, $"{tool}.name", $"{tool}.description")} OR {tool}.id IN (SELECT a.tool_id FROM tool_aliases a WHERE {Like(pattern, "a.name")}))";

    /// <remarks>https://www.sqlite.org/fts5.html#full_text_query_syntax</remarks>
    public override string? Words(IReadOnlyList<string> words) =>
        words.Count == 0 ? null : string.Join(" AND ", words.Select(w => $"\"{w.Replace("\"", "\"\"")}\"*"));
}

/// <summary>PostgreSQL 15.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    public static readonly PostgresDialect Instance = new();

    /// <remarks>ILIKE would fold the pattern anew for each row and each text. The database's own collation may fold more than ASCII.</remarks>
    public override string Like(string pattern, params IReadOnlyList<string> texts) =>
        $@"lower(concat_ws(' ', {string.Join(", ", texts)}) COLLATE ""C"") LIKE lower({pattern} COLLATE ""C"") ESCAPE '\'";

    public override string In(string expression, string list) =>
        $"{expression} IN (SELECT CAST(value AS bigint) FROM jsonb_array_elements_text(CAST({list} AS jsonb)) AS value)";

    public override string Day(string time) => $"to_char({time}, 'YYYY-MM-DD')";

    public override string Hour(string time) => $"date_trunc('hour', {time})";

    public override string Seconds(string from, string to) => $"greatest(0, CAST(extract(epoch FROM ({to}) - ({from})) AS double precision))";

    public override string Strings(string column) => $"jsonb_array_elements_text(CAST({column} AS jsonb)) AS j(value)";

    public override string Records(string list, IReadOnlyList<SqlColumn> columns) =>
        $"unnest({string.Join(", ", columns.Select(c => $"{list}_{c.Name}"))}) WITH ORDINALITY AS records({string.Join(", ", columns.Select(c => c.Name))}, place)";

    // An array for each column: a document of JSON would be taken apart once when the statement is planned and once more for each value.
    public override IReadOnlyList<(string Name, object? Value)> RecordValues<T>(string list, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        [.. columns.Select(c => ($"{list}_{c.Name}", SqlRecords.Array(c, rows)))];

    public override string JsonArrayOf(string expression) => $"coalesce(CAST(json_agg({expression}) AS text), '[]')";

    public override string JsonObjectOf(string key, string value) => $"coalesce(CAST(json_object_agg({key}, {value}) AS text), '{{}}')";

    public override string JsonObject(string members) => $"json_build_object({members})";

    public override string Having(string words) => $"tool_search WHERE words @@ CAST({words} AS tsquery)";

    public override string Has(string tool, string words) => $"{tool}.id IN (SELECT tool_id FROM {Having(words)})";

    // A question for each tool: one about a set would be answered from the index, for all at once.
    public override string EachHas(string tool, string words) => $"(SELECT s.words @@ CAST({words} AS tsquery) FROM tool_search s WHERE s.tool_id = {tool}.id)";

    public override string HasInside(string tool, string pattern) =>
        $@"{tool}.id IN (SELECT tool_id FROM tool_search WHERE text LIKE lower({pattern} COLLATE ""C"") ESCAPE '\')";

    /// <summary>A word falls into the parts that the index knows, which must follow each other; the last may go on.</summary>
    /// <remarks>https://www.postgresql.org/docs/15/datatype-textsearch.html#DATATYPE-TSQUERY</remarks>
    public override string? Words(IReadOnlyList<string> words)
    {
        var queries = words.Select(SearchWords.Of).Where(parts => parts.Count > 0)
            .Select(parts => $"({string.Join(" <-> ", parts.Select((part, i) => $"'{part}'{(i == parts.Count - 1 ? ":*" : "")}"))})").ToList();
        return queries.Count == 0 ? null : string.Join(" & ", queries);
    }
}
