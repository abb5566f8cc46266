DROP TABLE "opinions";

DROP TABLE "rankers";

DROP TABLE "renames";

DROP TABLE "watermarks";

DROP INDEX ix_tools_status_queue_rank;
DROP INDEX ix_duplicate_pairs_second_id;
ALTER TABLE tools DROP COLUMN queue_rank;
ALTER TABLE tools DROP COLUMN snoozed_until;
ALTER TABLE duplicate_pairs DROP COLUMN decided_by;
ALTER TABLE duplicate_pairs DROP COLUMN likelihood;
ALTER TABLE duplicate_pairs DROP COLUMN speaks_against;
ALTER TABLE duplicate_pairs DROP COLUMN speaks_for;
DELETE FROM decisions WHERE kind <> 'decision';
ALTER TABLE decisions DROP COLUMN kind;
ALTER TABLE decisions DROP COLUMN reasons;
ALTER TABLE decisions DROP COLUMN undone_by;
ALTER TABLE claims DROP COLUMN resolution;
ALTER TABLE claims DROP COLUMN resolved_at;
ALTER TABLE claims DROP COLUMN resolved_by;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261126030000_Judgement';
