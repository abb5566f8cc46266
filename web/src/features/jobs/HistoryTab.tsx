import { History } from 'lucide-react';
import { StatusBadge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Select } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { SplitView } from '@/components/SplitView';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { type Column, VirtualTable } from '@/components/table/VirtualTable';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { usePages } from '@/lib/api/usePages';
import { findRow } from '@/lib/findRow';
import { useActions } from '@/lib/keyboard/useActions';
import { title } from '@/lib/text';
import type { Address } from '@/lib/useAddress';
import { JobName } from './JobName';
import { JobPane } from './JobPane';
import type { Job } from './queries';

const statuses = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;
const pageSize = 50;

interface HistoryTabProps {
  address: Address;
  canAct: boolean;
  watch: (id: string) => void;
}

/** Every job there was, newest first. */
export function HistoryTab({ address, canAct, watch }: HistoryTabProps) {
  const status = address.get('status');
  const openId = address.get('job');
  const pages = usePages<Job>([...keys.jobs, 'list', status], pageSize, async (offset, limit, signal) => {
    const query = { offset, limit, ...(status !== null && { status }) };
    const page = await data(api.GET('/api/jobs', { params: { query }, signal }));
    return { rows: page.jobs, total: page.total };
  });
  const total = pages.total ?? 0;
  const at = findRow(pages.rowAt, total, openId);
  const move = (by: number) => {
    const next = pages.rowAt(Math.max(0, Math.min(total - 1, at < 0 ? 0 : at + by)));
    if (next !== undefined) {
      address.set({ job: next.id });
    }
  };
  useActions([
    { id: 'jobs.next', title: 'Next job', group: 'Jobs', keys: ['j', 'arrowdown'], hidden: true, run: () => move(1) },
    {
      id: 'jobs.previous',
      title: 'Previous job',
      group: 'Jobs',
      keys: ['k', 'arrowup'],
      hidden: true,
      run: () => move(-1),
    },
  ]);
  const columns: readonly Column<Job>[] = [
    {
      id: 'job',
      header: 'Job',
      width: 'minmax(0,1fr)',
      cell: (job) => (
        <button
          type="button"
          onClick={() => address.set({ job: job.id }, 'push')}
          className="grid w-full min-w-0 gap-0.5 text-left outline-offset-[-2px] after:absolute after:inset-0"
        >
          <span className="font-medium">
            <JobName job={job} />
          </span>
          <Foreign text={job.error ?? job.message ?? ''} className="truncate text-xs text-faint" />
        </button>
      ),
    },
    { id: 'when', header: 'When', width: '5.5rem', cell: (job) => <Time at={job.created_at} className="text-soft" /> },
    { id: 'status', header: 'Status', width: '6rem', align: 'end', cell: (job) => <StatusBadge status={job.status} /> },
  ];
  const list = (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2">
        <Select
          aria-label="Status"
          value={status ?? ''}
          onChange={(event) => address.set({ status: event.target.value })}
          options={[{ value: '', label: 'Any status' }, ...statuses.map((s) => ({ value: s, label: title(s) }))]}
        />
      </div>
      {pages.total === undefined ? (
        pages.error ? (
          <ErrorState error={pages.error} onRetry={pages.retry} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : total === 0 ? (
        <EmptyState
          icon={History}
          title={status === null ? 'No job has run yet' : 'No job is like that'}
          actions={
            status === null ? (
              <Button onClick={() => address.set({ tab: null })}>Run one</Button>
            ) : (
              <Button onClick={() => address.set({ status: null })}>Show all jobs</Button>
            )
          }
        >
          {status === null ? 'Run a source to collect the first texts.' : 'Choose another status to see more.'}
        </EmptyState>
      ) : (
        <VirtualTable<Job>
          key={status}
          label="Jobs"
          columns={columns}
          total={total}
          rowAt={pages.rowAt}
          onVisible={pages.onVisible}
          current={at < 0 ? null : at}
          rowHeight={54}
        />
      )}
    </>
  );
  return (
    <SplitView
      list={list}
      preview={
        openId === null ? null : (
          <JobPane key={openId} id={openId} canAct={canAct} watch={watch} onClose={() => address.set({ job: null })} />
        )
      }
    />
  );
}
