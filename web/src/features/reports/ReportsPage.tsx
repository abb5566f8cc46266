import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, Download } from 'lucide-react';
import { Button } from '@/components/Button';
import { Select, TextInput } from '@/components/Field';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/Menu';
import { PageHeader } from '@/components/PageHeader';
import { ScrollRegion } from '@/components/ScrollRegion';
import { Segments } from '@/components/Segments';
import { Tabs } from '@/components/Tabs';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { plural } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { type Address, useAddress } from '@/lib/useAddress';
import { FeedsTab } from './FeedsTab';
import { FilesTab } from './FilesTab';
import { Preview } from './Preview';
import { downloadAddress, type Format, formats, kinds, readWish, type Wish } from './report';

const tabs = [
  { id: 'preview', label: 'Preview' },
  { id: 'files', label: 'Saved files' },
  { id: 'feeds', label: 'Feeds' },
];

/** What is told to others: looked at here, saved, and carried off. */
export function Component() {
  const address = useAddress();
  const canAct = mayAct(useQuery(sessionQuery).data, 'reviewer');
  const wish = readWish(address);
  const tab = tabs.find(({ id }) => id === address.get('tab'))?.id ?? 'preview';
  const show = (id: string) => address.set({ tab: id === 'preview' ? null : id }, 'push');
  const save = useSave(() => show('files'));
  useActions([
    ...tabs.map(({ id, label }, at) => ({
      id: `reports.${id}`,
      title: `Reports: ${label}`,
      group: 'Reports',
      keys: [String(at + 1)],
      run: () => show(id),
    })),
    {
      id: 'reports.save',
      title: 'Save the report as Markdown',
      group: 'Reports',
      keys: ['m'],
      enabled: canAct && !save.isPending,
      run: () => save.mutate({ wish, format: 'md' }),
    },
  ]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title="Reports"
        actions={
          <>
            <DownloadMenu wish={wish} />
            {canAct && (
              <Menu
                trigger={
                  <Button tone="accent" busy={save.isPending}>
                    Save
                    <ChevronDown aria-hidden="true" />
                  </Button>
                }
              >
                {formats.map(({ value, label }) => (
                  <MenuItem key={value} onSelect={() => save.mutate({ wish, format: value })}>
                    As {label}
                  </MenuItem>
                ))}
              </Menu>
            )}
          </>
        }
      />
      <Tabs label="Reports" tabs={tabs} selected={tab} onSelect={show} className="flex min-h-0 flex-1 flex-col">
        {tab === 'preview' && <WishBar address={address} wish={wish} />}
        <ScrollRegion label={tabs.find(({ id }) => id === tab)?.label ?? ''} className="flex-1 p-3 md:p-6">
          {tab === 'preview' && <Preview wish={wish} />}
          {tab === 'files' && <FilesTab canAct={canAct} />}
          {tab === 'feeds' && <FeedsTab />}
        </ScrollRegion>
      </Tabs>
    </div>
  );
}

function WishBar({ address, wish }: { address: Address; wish: Wish }) {
  const { lengths, unit } = kinds.find(({ value }) => value === wish.kind) ?? kinds[0];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 md:px-6">
      <Segments
        label="Kind of report"
        value={wish.kind}
        options={kinds}
        onChange={(kind) => address.set({ kind: kind === 'weekly' ? null : kind, time: null })}
      />
      <Select
        aria-label="Time"
        value={wish.choice}
        onChange={(event) => address.set({ time: event.target.value, since: null, until: null })}
        options={[
          ...(unit === null
            ? [{ value: 'all', label: 'All of the time' }]
            : lengths.map((length) => ({
                value: String(length),
                label: length === 1 ? `Last ${unit}` : `Last ${plural(length, unit)}`,
              }))),
          { value: 'days', label: 'From day to day' },
        ]}
      />
      {wish.choice === 'days' && (
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <TextInput
            aria-label="First day"
            type="date"
            max={wish.period.until}
            value={wish.period.since ?? ''}
            onChange={(event) => address.set({ since: event.target.value })}
            className="max-w-40"
          />
          to
          <TextInput
            aria-label="Last day"
            type="date"
            min={wish.period.since}
            value={wish.period.until ?? ''}
            onChange={(event) => address.set({ until: event.target.value })}
            className="max-w-40"
          />
        </span>
      )}
    </div>
  );
}

function DownloadMenu({ wish }: { wish: Wish }) {
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden="true" />
          Download
        </Button>
      }
    >
      <MenuLabel>This report</MenuLabel>
      {formats.map(({ value, label }) => (
        <MenuItem key={value} onSelect={() => window.location.assign(downloadAddress(wish, value))}>
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuLabel>As a table</MenuLabel>
      <MenuItem onSelect={() => window.location.assign('/api/export/tools/csv?status=approved')}>
        Approved tools, CSV
      </MenuItem>
      <MenuItem onSelect={() => window.location.assign('/api/export/claims/csv')}>All claims, CSV</MenuItem>
    </Menu>
  );
}

/** Writes the report into the folder of reports; a job does it, since a long one takes a while. */
function useSave(onLook: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ wish: { kind, period }, format }: { wish: Wish; format: Format }) =>
      data(api.POST('/api/jobs/report', { body: { kind, format, ...period } as never })),
    onSuccess: () => toast({ text: 'The report is being saved', action: { label: 'Saved files', run: onLook } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
}
