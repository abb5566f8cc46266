import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Column } from '@/components/table/VirtualTable';
import { cx } from '@/lib/cx';
import { count, percent, shortAddress } from '@/lib/text';
import type { Address } from '@/lib/useAddress';
import { HealthBadge } from './HealthBadge';
import { nameOf, type Source } from './queries';

export function columns(set: Address['set'], hasRoom: boolean): readonly Column<Source>[] {
  const all: readonly Column<Source>[] = [
    {
      id: 'name',
      header: 'Source',
      width: 'minmax(0,1fr)',
      cell: (source) => (
        <button
          type="button"
          data-source={source.name}
          onClick={() => set({ source: source.name }, 'push')}
          className={cx(
            'grid w-full min-w-0 gap-0.5 text-left outline-offset-[-2px] after:absolute after:inset-0',
            source.parent !== null && 'pl-4',
          )}
        >
          <Foreign
            text={nameOf(source)}
            className={cx('min-w-0 truncate', source.parent === null ? 'font-semibold' : 'font-medium')}
          />
          <Foreign text={underOf(source)} className="truncate text-xs text-faint" />
        </button>
      ),
    },
    {
      id: 'new',
      header: 'New, 7 d',
      width: '4.25rem',
      align: 'end',
      cell: (source) => <span title={`${count(source.new_in30_days)} in 30 days`}>{count(source.new_in7_days)}</span>,
    },
    {
      id: 'precision',
      header: 'Precision',
      width: '5.25rem',
      align: 'end',
      cell: ({ precision, precision_interval: interval }) =>
        precision === null || interval === null ? (
          <span className="text-faint">–</span>
        ) : (
          <span title="The range is that of 95% confidence">
            {percent(precision)}
            <span className="block text-2xs text-faint">
              {percent(interval.low)} – {percent(interval.high)}
            </span>
          </span>
        ),
    },
    {
      id: 'success',
      header: 'Last success',
      width: '6rem',
      align: 'end',
      cell: (source) =>
        source.last_success_at === null ? (
          <span className="text-faint">–</span>
        ) : (
          <Time at={source.last_success_at} className="text-soft" />
        ),
    },
    {
      id: 'health',
      header: 'Health',
      width: '5.5rem',
      align: 'end',
      cell: (source) => <HealthBadge source={source} />,
    },
  ];
  return hasRoom ? all : all.filter((column) => column.id === 'name' || column.id === 'health');
}

function underOf(source: Source): string {
  if (source.parent !== null) {
    return source.trouble ?? (source.url === null ? '' : shortAddress(source.url));
  }
  return source.trouble ?? (source.scout === null || source.scout.configured ? source.name : 'Needs its key');
}
