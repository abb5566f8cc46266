import { useQuery } from '@tanstack/react-query';
import { KeyRound, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { MakeTokenDialog } from '@/components/account/MakeTokenDialog';
import { Button } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { ErrorState, Skeleton } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { sessionQuery } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { plural } from '@/lib/text';
import { useAddress } from '@/lib/useAddress';
import { InviteDialog } from './InviteDialog';
import { usersQuery } from './queries';
import { TokensTab } from './TokensTab';
import { UserRow } from './UserRow';

const tabs = [
  { id: 'people', label: 'People' },
  { id: 'tokens', label: 'Your API tokens' },
];

export function Component() {
  const address = useAddress();
  const tab = address.get('tab') === 'tokens' ? 'tokens' : 'people';
  const [isMaking, setMaking] = useState(false);
  const users = useQuery(usersQuery);
  useActions([
    {
      id: 'users.new',
      title: tab === 'people' ? 'Invite someone…' : 'Make a token…',
      group: 'Users',
      keys: ['n'],
      run: () => setMaking(true),
    },
  ]);
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title="Users"
        aside={users.data && plural(users.data.total, 'person', 'people')}
        actions={
          <Button tone="accent" shortcut="n" onClick={() => setMaking(true)}>
            {tab === 'people' ? <UserPlus aria-hidden="true" /> : <KeyRound aria-hidden="true" />}
            {tab === 'people' ? 'Invite' : 'Make a token'}
          </Button>
        }
      />
      <Tabs
        label="Users"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => address.set({ tab: next === 'people' ? null : next })}
        className="flex-1 p-4 md:p-6"
      >
        {tab === 'people' ? <People /> : <TokensTab />}
      </Tabs>
      {isMaking &&
        (tab === 'people' ? (
          <InviteDialog onClose={() => setMaking(false)} />
        ) : (
          <MakeTokenDialog onClose={() => setMaking(false)} />
        ))}
    </div>
  );
}

function People() {
  const { data, error, refetch } = useQuery(usersQuery);
  const me = useQuery(sessionQuery).data;
  if (!data) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={5} />;
  }
  return (
    <div className="grid max-w-4xl gap-4">
      <ul aria-label="People" className="divide-y divide-line rounded-lg border border-line bg-panel shadow-card">
        {data.users.map((user) => (
          <UserRow key={user.id} user={user} isMe={user.id === me?.id} />
        ))}
      </ul>
      {data.total === 1 && (
        <p className="text-sm text-soft">
          You are alone here. Invite a reviewer to share the queue, or a viewer to share what was found.
        </p>
      )}
    </div>
  );
}
