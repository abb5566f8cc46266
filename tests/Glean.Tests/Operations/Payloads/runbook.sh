## Check database file exists and is readable
sqlite3 db/glean.db "SELECT COUNT(*) FROM tools;"

## Check migration status
glean migrate status

## Run the pipeline without network
glean scout all --demo
glean analyze
glean curate
glean status

## Generate reports
glean report weekly
glean report changelog
glean report index

## Apply pending migrations
glean migrate run

## Database statistics
sqlite3 db/glean.db "
  SELECT 'tools', COUNT(*) FROM tools
  UNION ALL
  SELECT 'discoveries', COUNT(*) FROM discoveries
  UNION ALL
  SELECT 'claims', COUNT(*) FROM claims;
"

## Pipeline status breakdown
sqlite3 db/glean.db "
  SELECT status, COUNT(*)
  FROM tools
  GROUP BY status;
"

## Recent activity
sqlite3 db/glean.db "
  SELECT name, status, last_updated
  FROM tools
  ORDER BY last_updated DESC
  LIMIT 10;
"

## Check for stale discoveries
sqlite3 db/glean.db "
  SELECT COUNT(*)
  FROM discoveries
  WHERE processed = 0
  AND discovered_at < datetime('now', '-7 days');
"

## Backup database
mkdir -p db/backups
cp db/glean.db db/backups/glean-$(date +%Y%m%d-%H%M%S).db

## Backup with gzip, and restore from it beside the database
mkdir -p db/backups
sqlite3 db/glean.db ".dump" | gzip > db/backups/glean-$(date +%Y%m%d).sql.gz
rm -f db/restored.db
gunzip -c db/backups/glean-$(date +%Y%m%d).sql.gz | sqlite3 db/restored.db
sqlite3 db/restored.db "PRAGMA integrity_check;" | grep -x ok

## Online backup
mkdir -p db/backups
BACKUP_FILE="db/backups/online-$(date +%Y%m%d-%H%M%S-%N).db"
sqlite3 db/glean.db ".backup '$BACKUP_FILE'"
sqlite3 "$BACKUP_FILE" "PRAGMA integrity_check;" | grep -x ok
gzip "$BACKUP_FILE"

## Check integrity
sqlite3 db/glean.db "PRAGMA integrity_check;" | grep -x ok

## Attempt repair
rm -f db/glean-recovered.db
sqlite3 db/glean.db ".recover" | sqlite3 db/glean-recovered.db
sqlite3 db/glean-recovered.db "SELECT COUNT(*) FROM tools;"

## Vacuum database
sqlite3 -cmd ".timeout 20000" db/glean.db "VACUUM;"

## Analyze tables
sqlite3 -cmd ".timeout 20000" db/glean.db "ANALYZE;"

## Check index usage
sqlite3 db/glean.db "EXPLAIN QUERY PLAN SELECT * FROM tools WHERE status = 'review';" | grep "USING INDEX"

## View recent logins
sqlite3 db/glean.db "SELECT username, last_login FROM users ORDER BY last_login DESC;"

## View tool review activity
sqlite3 db/glean.db "
SELECT t.name, t.status, t.reviewed_at, t.rejection_reason
FROM tools t
WHERE t.reviewed_at IS NOT NULL
ORDER BY t.reviewed_at DESC;
"

## Either name of the time of the last change
sqlite3 db/glean.db "SELECT COUNT(*) FROM tools WHERE updated_at <> last_updated;" | grep -x 0
