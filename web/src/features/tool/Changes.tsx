import { Badge, type BadgeTone } from '@/components/Badge';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { EmptyState } from '@/components/States';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { title } from '@/lib/text';

const tones: Record<string, BadgeTone> = {
  new: 'good',
  pricing_change: 'warn',
  feature_added: 'accent',
  feature_removed: 'bad',
  unreachable: 'bad',
};

/** What changed on the tool's pages since it is watched. */
export function Changes({ tool }: { tool: Schemas['ToolPageDetail'] }) {
  if (tool.changelog.length === 0) {
    return (
      <EmptyState title="No changes seen">
        {tool.status === 'approved'
          ? 'Its page is looked at whenever updates run.'
          : 'Only the pages of approved tools are watched.'}
      </EmptyState>
    );
  }
  return (
    <ul className="grid max-w-3xl gap-3">
      {tool.changelog.map((change) => (
        <li
          key={change.detected_at + change.description}
          className="grid gap-1 rounded-lg border border-line bg-panel p-3 text-sm"
        >
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone={tones[change.change_type] ?? 'plain'}>{title(change.change_type)}</Badge>
            <Time at={change.detected_at} className="text-xs text-faint" />
            {change.source_url !== null && <ExternalLink url={change.source_url} className="text-xs" />}
          </div>
          <Foreign text={change.description} />
        </li>
      ))}
    </ul>
  );
}
