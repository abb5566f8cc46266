import { useQuery } from '@tanstack/react-query';
import { CheckCheck } from 'lucide-react';
import { Link } from 'react-router';
import { ChangeBadge } from '@/components/catalog/changeTypes';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { plural } from '@/lib/text';
import { toolChangesQuery } from './queries';

/** What changed on the tool's pages since it is watched; each leads to its difference and both texts. */
export function Changes({ tool }: { tool: Schemas['ToolPageDetail'] }) {
  const { data, error, refetch } = useQuery(toolChangesQuery(tool.id));
  if (data === undefined) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />;
  }
  if (data.total === 0) {
    return (
      <EmptyState title="No changes seen">
        {tool.status === 'approved'
          ? 'Its pages are looked at whenever updates run.'
          : 'Only the pages of approved tools are watched.'}
      </EmptyState>
    );
  }
  const place = `/changes?state=all&tool=${tool.id}`;
  return (
    <div className="grid max-w-3xl gap-3">
      <ul className="grid gap-3">
        {data.changes.map((change) => (
          <li key={change.id} className="grid gap-1 rounded-lg border border-line bg-panel p-3 text-sm">
            <div className="flex flex-wrap items-center gap-2">
              <ChangeBadge type={change.change_type} />
              <Time at={change.detected_at} className="text-xs text-faint" />
              {change.source_url !== null && <ExternalLink url={change.source_url} className="text-xs" />}
              {change.acknowledged_at !== null && (
                <CheckCheck aria-label="Acknowledged" className="size-3.5 text-good" />
              )}
            </div>
            <Link to={`${place}&id=${change.id}`} className="hover:underline">
              <Foreign text={change.description} />
            </Link>
          </li>
        ))}
      </ul>
      {data.total > data.changes.length && (
        <Link to={place} className="text-sm text-accent underline underline-offset-2">
          All {plural(data.total, 'change')}
        </Link>
      )}
    </div>
  );
}
