DROP TABLE "change_wordings";

DROP TABLE "deliveries";

ALTER TABLE tool_pages DROP COLUMN dismissed_url;
ALTER TABLE changelog DROP COLUMN diff_hash;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261126050000_Notifications';
