import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { LinkButton } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { ScrollRegion } from '@/components/ScrollRegion';
import { EmptyState } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { useAddress } from '@/lib/useAddress';
import { AuditTab } from './AuditTab';
import { BackupsTab } from './BackupsTab';
import { LogTab } from './LogTab';
import { OverviewTab } from './OverviewTab';
import { TasksTab } from './TasksTab';

const tabs = [
  { id: 'overview', label: 'Overview' },
  { id: 'backups', label: 'Backups' },
  { id: 'tasks', label: 'Tasks' },
  { id: 'audit', label: 'Audit log' },
  { id: 'log', label: 'Log' },
];

/** How the server is, for admins. */
export function Component() {
  const user = useQuery(sessionQuery).data;
  if (!mayAct(user, 'admin')) {
    return (
      <>
        <PageHeader title="System" />
        <EmptyState icon={Lock} title="Only admins see this" actions={<LinkButton to="/">Go to the start</LinkButton>}>
          Ask an admin of this Glean if you need something from here.
        </EmptyState>
      </>
    );
  }
  return <System />;
}

function System() {
  const address = useAddress();
  const tab = tabs.find(({ id }) => id === address.get('tab'))?.id ?? 'overview';
  const show = (id: string) => address.set({ tab: id === 'overview' ? null : id, action: null, actor: null }, 'push');
  useActions(
    tabs.map(({ id, label }, at) => ({
      id: `system.${id}`,
      title: `System: ${label}`,
      group: 'System',
      keys: [String(at + 1)],
      run: () => show(id),
    })),
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="System" />
      <Tabs label="System" tabs={tabs} selected={tab} onSelect={show} className="flex min-h-0 flex-1 flex-col">
        {(tab === 'overview' || tab === 'backups' || tab === 'tasks') && (
          <ScrollRegion label="System" className="flex-1">
            {tab === 'overview' ? <OverviewTab /> : tab === 'backups' ? <BackupsTab /> : <TasksTab />}
          </ScrollRegion>
        )}
        {tab === 'audit' && <AuditTab address={address} />}
        {tab === 'log' && <LogTab />}
      </Tabs>
    </div>
  );
}
