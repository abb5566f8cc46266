import { CheckCheck } from 'lucide-react';
import { ChangeBadge } from '@/components/catalog/changeTypes';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Column } from '@/components/table/VirtualTable';
import { cx } from '@/lib/cx';
import { plural } from '@/lib/text';
import type { Address } from '@/lib/useAddress';
import type { Line } from './queries';

export function columns(set: Address['set']): readonly Column<Line>[] {
  return [
    {
      id: 'change',
      header: 'Change',
      width: 'minmax(0,1fr)',
      cell: (line) => (
        <button
          type="button"
          data-change={line.id}
          onClick={() => set({ id: line.id }, 'push')}
          className="grid w-full min-w-0 gap-0.5 text-left outline-offset-[-2px] after:absolute after:inset-0"
        >
          <Foreign
            text={line.description}
            className={cx('min-w-0 truncate', line.acknowledged_at === null ? 'font-medium' : 'text-soft')}
          />
          <span className="flex min-w-0 items-center gap-2 text-xs text-faint">
            <ChangeBadge type={line.change_type} />
            <Foreign text={line.tool_name} className="min-w-0 truncate" />
            {line.open_proposals > 0 && (
              <span className="shrink-0">{plural(line.open_proposals, 'suggested edit')}</span>
            )}
          </span>
        </button>
      ),
    },
    {
      id: 'seen',
      header: 'Seen',
      width: '5.5rem',
      align: 'end',
      cell: (line) => (
        <span className="inline-flex items-center gap-1.5 text-soft">
          {line.acknowledged_at !== null && <CheckCheck aria-label="Acknowledged" className="size-3.5 text-good" />}
          <Time at={line.detected_at} />
        </span>
      ),
    },
  ];
}
