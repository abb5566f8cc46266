import { useQuery } from '@tanstack/react-query';
import { CircleCheck, FilePen } from 'lucide-react';
import { WatchedPages } from '@/components/catalog/WatchedPages';
import { Select } from '@/components/Field';
import { PageHeader } from '@/components/PageHeader';
import { ScrollRegion } from '@/components/ScrollRegion';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { count, plural } from '@/lib/text';
import { type Address, useAddress } from '@/lib/useAddress';
import { ListTab } from './ListTab';
import { Proposals } from './Proposals';
import { facetsQuery, proposalStates, proposalsQuery, uncheckedQuery } from './queries';

/** What changed on the pages of tools, what that suggests, and what nobody can tell at present. */
export function Component() {
  const address = useAddress();
  const canAct = mayAct(useQuery(sessionQuery).data, 'reviewer');
  const facets = useQuery(facetsQuery).data;
  const edits = useQuery(proposalsQuery('open')).data?.total;
  const tabs = [
    { id: 'changes', title: 'Timeline', number: facets?.unacknowledged },
    { id: 'edits', title: 'Suggested edits', number: edits },
    { id: 'unchecked', title: 'Could not check', number: facets?.could_not_check },
  ];
  const tab = tabs.find(({ id }) => id === address.get('tab'))?.id ?? 'changes';
  const show = (id: string) => address.set({ tab: id === 'changes' ? null : id, id: null, state: null }, 'push');
  useActions(
    tabs.map(({ id, title }, at) => ({
      id: `changes.tab.${id}`,
      title: `Changes: ${title}`,
      group: 'Changes',
      keys: [String(at + 1)],
      run: () => show(id),
    })),
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title="Changes"
        aside={facets && <span aria-live="polite">{count(facets.unacknowledged)} open</span>}
      />
      <Tabs
        label="Changes"
        tabs={tabs.map(({ id, title, number }) => ({
          id,
          label: (
            <>
              {title}
              {number !== undefined && <span className="text-xs text-faint tabular-nums">{count(number)}</span>}
            </>
          ),
        }))}
        selected={tab}
        onSelect={show}
        className="flex min-h-0 flex-1 flex-col"
      >
        {tab === 'changes' ? (
          <ListTab address={address} canAct={canAct} />
        ) : (
          <ScrollRegion label={tab === 'edits' ? 'Suggested edits' : 'Could not check'} className="flex-1 p-4 md:p-6">
            {tab === 'edits' ? (
              <EditsTab address={address} canAct={canAct} />
            ) : (
              <UncheckedTab canAct={canAct} all={facets?.could_not_check ?? 0} />
            )}
          </ScrollRegion>
        )}
      </Tabs>
    </div>
  );
}

function EditsTab({ address, canAct }: { address: Address; canAct: boolean }) {
  const state = proposalStates.find(({ value }) => value === (address.get('state') ?? '')) ?? proposalStates[0];
  const { data, error, refetch } = useQuery(proposalsQuery(state.status));
  return (
    <div className="grid max-w-4xl gap-4">
      <div>
        <Select
          aria-label="State"
          value={state.value}
          onChange={(event) => address.set({ state: event.target.value })}
          options={proposalStates}
        />
      </div>
      {data === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : data.total === 0 ? (
        <EmptyState icon={FilePen} title={state.status === 'open' ? 'No edit waits for you' : 'No edit fits'}>
          Where a page says something new about a tool, the edit of its claims is suggested here. Nothing is edited
          before a person accepts.
        </EmptyState>
      ) : (
        <>
          <Proposals proposals={data.proposals} canAct={canAct} withOrigin />
          {data.total > data.proposals.length && (
            <p className="text-sm text-faint">
              {plural(data.total - data.proposals.length, 'older edit follows', 'older edits follow')} when these are
              decided on.
            </p>
          )}
        </>
      )}
    </div>
  );
}

function UncheckedTab({ canAct, all }: { canAct: boolean; all: number }) {
  const { data, error, refetch } = useQuery(uncheckedQuery);
  if (data === undefined) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />;
  }
  return data.total === 0 ? (
    <EmptyState icon={CircleCheck} title="Every page could be checked">
      Pages that are gone, moved away or refuse to be read stand here, apart from those that did not change.
    </EmptyState>
  ) : (
    <div className="grid max-w-5xl gap-3">
      <p className="text-sm text-soft">
        Of these pages nothing is known at present. That is another thing than that nothing changed.
      </p>
      <WatchedPages pages={data.pages} canAct={canAct} withTool />
      {all > data.pages.length && (
        <p className="text-sm text-faint">
          {plural(all - data.pages.length, 'more page follows', 'more pages follow')} when these are settled.
        </p>
      )}
    </div>
  );
}
