namespace Glean.Storage;

/// <summary>Rows that bring their ids along do not move the sequences of new ones.</summary>
internal static class PostgresSequences
{
    /// <summary>Moves every sequence behind the greatest id of its table.</summary>
    public const string CatchUp =
        """
        DO $$
        DECLARE
            identity record;
            greatest_id bigint;
        BEGIN
            FOR identity IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP
                EXECUTE format('SELECT max(%I) FROM %I', identity.column_name, identity.table_name) INTO greatest_id;
                IF greatest_id IS NOT NULL THEN
                    PERFORM setval(pg_get_serial_sequence(quote_ident(identity.table_name), identity.column_name), greatest_id);
                END IF;
            END LOOP;
        END $$
        """;
}
