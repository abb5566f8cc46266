DROP TABLE "claim_proposals";

DROP TABLE "page_mutes";

DROP TABLE "price_plans";

DROP TABLE "robots_rules";

DROP TABLE "tool_pages";

ALTER TABLE tool_snapshots DROP COLUMN page_id;
ALTER TABLE tool_snapshots DROP COLUMN plans;
ALTER TABLE changelog DROP COLUMN acknowledged_at;
ALTER TABLE changelog DROP COLUMN acknowledged_by;
ALTER TABLE changelog DROP COLUMN after_snapshot_id;
ALTER TABLE changelog DROP COLUMN before_snapshot_id;
ALTER TABLE changelog DROP COLUMN details;
ALTER TABLE changelog DROP COLUMN page_id;

DELETE FROM "__EFMigrationsHistory"
WHERE "migration_id" = '20261126040000_Tracking';
