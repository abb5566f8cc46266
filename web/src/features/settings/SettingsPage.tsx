import { useState } from 'react';
import { PageHeader } from '@/components/PageHeader';
import { Tabs } from '@/components/Tabs';
import { useAddress } from '@/lib/useAddress';
import { AllSettings } from './AllSettings';
import { FocusTab } from './FocusTab';
import { ModelsTab } from './ModelsTab';
import { NotificationsTab } from './NotificationsTab';
import type { Focus } from './queries';
import { RetentionTab } from './RetentionTab';
import { ServicesTab } from './ServicesTab';
import { ThresholdsTab } from './ThresholdsTab';

const tabs = [
  { id: 'services', label: 'Services' },
  { id: 'models', label: 'Models and budget' },
  { id: 'focus', label: 'Focus' },
  { id: 'notifications', label: 'Notifications' },
  { id: 'retention', label: 'Retention' },
  { id: 'thresholds', label: 'Thresholds' },
  { id: 'all', label: 'All settings' },
];

export function Component() {
  const address = useAddress();
  const tab = tabs.find(({ id }) => id === address.get('tab'))?.id ?? 'services';
  // Kept here, so that a look at another tab does not cost what was written.
  const [draft, setDraft] = useState<Focus | null>(null);
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title="Settings" />
      <Tabs
        label="Settings"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => address.set({ tab: next === 'services' ? null : next, part: null })}
        className="flex-1 p-4 md:p-6"
      >
        {tab === 'services' && <ServicesTab part={address.get('part')} />}
        {tab === 'models' && <ModelsTab />}
        {tab === 'focus' && <FocusTab draft={draft} onDraft={setDraft} />}
        {tab === 'notifications' && <NotificationsTab />}
        {tab === 'retention' && <RetentionTab />}
        {tab === 'thresholds' && <ThresholdsTab />}
        {tab === 'all' && <AllSettings />}
      </Tabs>
    </div>
  );
}
