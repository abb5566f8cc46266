import { Badge } from '@/components/Badge';
import { isStale, type Line } from './queries';

/** How far a discovery came. */
export function StateBadge({ line }: { line: Pick<Line, 'processed' | 'set_aside_reason' | 'discovered_at'> }) {
  if (line.processed) {
    return <Badge tone="good">Read</Badge>;
  }
  if (line.set_aside_reason !== null) {
    return <Badge tone="bad">Set aside</Badge>;
  }
  return isStale(line, Date.now()) ? (
    <Badge tone="warn" title="It has waited for the analyzer for more than 7 days">
      Stale
    </Badge>
  ) : (
    <Badge>Waiting</Badge>
  );
}
