## Basic health check
curl -f http://localhost:8000/api/health

## With authentication (requires valid token)
curl -f -H "Authorization: Bearer $TOKEN" http://localhost:8000/api/stats | grep '"unprocessed_discoveries":'

## Check migration status
glean migrate status

## Find errors
docker logs glean-app 2>&1 | grep -i error

## Find failed jobs
docker logs glean-app 2>&1 | grep "FAILED" | grep "scout"

## Find authentication issues
docker logs glean-app 2>&1 | grep -i "401\|unauthorized"

## JWT signature invalid
docker logs glean-app 2>&1 | grep "JWT signature invalid"

## Export metrics
curl http://localhost:8000/metrics
curl -fs http://localhost:8000/metrics | grep '^glean_jobs{type="scout",status="failed"} 1$'

## Check logs for the specific job
docker logs glean-app 2>&1 | grep "scout"

## Cancel the job via API
curl -f -X DELETE -H "Authorization: Bearer $TOKEN" \
  http://localhost:8000/api/jobs/$JOB_ID

## Retry with demo mode first
curl -f -H "Authorization: Bearer $TOKEN" --json '{"scout_type": "reddit", "demo": true}' \
  http://localhost:8000/api/jobs/scout

## The job list is one, whoever ran them
glean jobs list --json | grep '"type": "curate"'
glean jobs show $JOB_ID | grep 'scout rss'
