import { useQuery } from '@tanstack/react-query';
import { ListChecks, Pencil, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { DemoBadge, StatusBadge } from '@/components/Badge';
import { Button, LinkButton } from '@/components/Button';
import { EditToolDialog } from '@/components/catalog/EditToolDialog';
import { Foreign } from '@/components/Foreign';
import { PageHeader } from '@/components/PageHeader';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { dossierQuery } from '@/lib/api/catalog';
import type { Schemas } from '@/lib/api/client';
import { hasStatus } from '@/lib/api/errors';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { idOf, useAddress } from '@/lib/useAddress';
import { Changes } from './Changes';
import { ClaimsAndTexts } from './ClaimsAndTexts';
import { History } from './History';
import { Merges } from './Merges';
import { Pages } from './Pages';
import { Prices } from './Prices';
import { plansQuery, toolChangesQuery, toolPagesQuery } from './queries';
import { StatusActions } from './StatusActions';
import { Summary } from './Summary';

export function Component() {
  const id = idOf(useParams().id);
  const { data: dossier, error, refetch } = useQuery({ ...dossierQuery(id ?? 0), enabled: id !== null });
  if (dossier) {
    return <ToolView key={dossier.tool.id} dossier={dossier} />;
  }
  if (id === null || hasStatus(error, 404)) {
    return (
      <>
        <PageHeader title="Tool" />
        <EmptyState
          icon={SearchX}
          title="There is no such tool"
          actions={<LinkButton to="/tools">All tools</LinkButton>}
        >
          It may have been merged into another, or removed.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Tool" />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />}
    </>
  );
}

function ToolView({ dossier }: { dossier: Schemas['Dossier'] }) {
  const { tool } = dossier;
  const address = useAddress();
  const canAct = mayAct(useQuery(sessionQuery).data, 'reviewer');
  const [isEditing, setEditing] = useState(false);
  const plans = useQuery(plansQuery(tool.id)).data;
  const watched = useQuery(toolPagesQuery(tool.id)).data;
  const changes = useQuery(toolChangesQuery(tool.id)).data;
  useActions([
    { id: 'tool.edit', title: 'Correct…', group: 'Tool', keys: ['e'], enabled: canAct, run: () => setEditing(true) },
  ]);

  const tabs = [
    { id: 'claims', label: <Counted label="Claims" count={tool.claims.length} /> },
    { id: 'history', label: <Counted label="History" count={tool.decisions.length} /> },
    { id: 'prices', label: <Counted label="Prices" count={plans?.length} /> },
    { id: 'changes', label: <Counted label="Changes" count={changes?.total ?? tool.changelog.length} /> },
    { id: 'pages', label: <Counted label="Pages" count={watched?.total} /> },
    { id: 'merges', label: <Counted label="Merges" count={tool.merges.length} /> },
  ];
  const tab = tabs.find(({ id }) => id === address.get('tab'))?.id ?? 'claims';

  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={tool.name}
        heading={<Foreign text={tool.name} />}
        aside={
          <>
            <StatusBadge status={tool.status} />
            {tool.is_demo && <DemoBadge />}
          </>
        }
        actions={
          <>
            {tool.status === 'review' && (
              <LinkButton to={`/review?tool=${tool.id}`} tone="quiet" className="max-sm:hidden">
                <ListChecks aria-hidden="true" />
                In the queue
              </LinkButton>
            )}
            {canAct && (
              <>
                <Button shortcut="e" onClick={() => setEditing(true)}>
                  <Pencil aria-hidden="true" />
                  Correct
                </Button>
                <StatusActions tool={tool} />
              </>
            )}
          </>
        }
      />
      <Summary tool={tool} pages={watched?.pages ?? []} />
      <Tabs
        label="About this tool"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => address.set({ tab: next === 'claims' ? null : next, claim: null })}
        className="flex-1 p-4 md:p-6"
      >
        {tab === 'claims' && (
          <ClaimsAndTexts
            dossier={dossier}
            claimId={idOf(address.get('claim'))}
            onClaim={(claim) => address.set({ claim })}
          />
        )}
        {tab === 'history' && <History tool={tool} />}
        {tab === 'prices' && <Prices toolId={tool.id} />}
        {tab === 'changes' && <Changes tool={tool} />}
        {tab === 'pages' && <Pages tool={tool} canAct={canAct} />}
        {tab === 'merges' && <Merges tool={tool} duplicates={dossier.duplicates} canAct={canAct} />}
      </Tabs>
      {isEditing && <EditToolDialog tool={tool} onClose={() => setEditing(false)} />}
    </div>
  );
}

function Counted({ label, count }: { label: string; count: number | undefined }) {
  return (
    <>
      {label}
      <span className="text-xs text-faint tabular-nums">{count}</span>
    </>
  );
}
