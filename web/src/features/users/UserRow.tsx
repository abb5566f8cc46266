import { Ellipsis, KeyRound, LogOut, Trash2, UserCheck, UserX } from 'lucide-react';
import { useState } from 'react';
import { OnceShown } from '@/components/account/OnceShown';
import { roleOptions } from '@/components/account/roles';
import { Badge } from '@/components/Badge';
import { IconButton } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { Select } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { Menu, MenuItem, MenuSeparator } from '@/components/Menu';
import { ErrorLine } from '@/components/States';
import { Time } from '@/components/Time';
import { hasStatus, messageOf } from '@/lib/api/errors';
import type { User } from './queries';
import { useUserActions } from './useUserActions';

type Question = 'reset' | 'delete' | { role: string } | { is_active: false };

/** An account with what can be done to it. */
export function UserRow({ user, isMe }: { user: User; isMe: boolean }) {
  const actions = useUserActions(user);
  const [question, setQuestion] = useState<Question | null>(null);
  // To change oneself may end with no way back, so it is asked first.
  const change = (next: { role: string } | { is_active: false }) => (isMe ? setQuestion(next) : actions.change(next));
  const answer = () => {
    setQuestion(null);
    if (question === 'reset') {
      actions.reset();
    } else if (question === 'delete') {
      actions.remove();
    } else if (question !== null) {
      actions.change(question);
    }
  };
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56 text-sm">
          <div className="flex flex-wrap items-center gap-2">
            <Foreign text={user.username} className="font-medium" />
            {isMe && <Badge tone="accent">You</Badge>}
            {!user.is_active && <Badge tone="warn">Disabled</Badge>}
          </div>
          <Foreign text={user.email} className="text-xs text-soft" />
        </div>
        <div className="text-xs text-faint sm:w-40">
          {user.last_login === null ? (
            'Never signed in'
          ) : (
            <>
              Signed in <Time at={user.last_login} />
            </>
          )}
        </div>
        <div className="flex items-center gap-2">
          <Select
            aria-label={`Role of ${user.username}`}
            options={roleOptions}
            value={user.role}
            disabled={actions.isBusy}
            onChange={(event) => change({ role: event.target.value })}
          />
          <Menu
            trigger={
              <IconButton label={`More for ${user.username}`} tone="quiet">
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => setQuestion('reset')}>
              <KeyRound aria-hidden="true" />
              Reset the password…
            </MenuItem>
            <MenuItem onSelect={actions.signOut}>
              <LogOut aria-hidden="true" />
              Sign out everywhere
            </MenuItem>
            {user.is_active ? (
              <MenuItem onSelect={() => change({ is_active: false })}>
                <UserX aria-hidden="true" />
                Disable
              </MenuItem>
            ) : (
              <MenuItem onSelect={() => actions.change({ is_active: true })}>
                <UserCheck aria-hidden="true" />
                Enable
              </MenuItem>
            )}
            <MenuSeparator />
            <MenuItem tone="bad" onSelect={() => setQuestion('delete')}>
              <Trash2 aria-hidden="true" />
              Delete…
            </MenuItem>
          </Menu>
        </div>
      </div>
      {actions.error !== null && (
        <ErrorLine>
          {messageOf(actions.error)}
          {hasStatus(actions.error, 409) && ' Nothing was changed.'}
        </ErrorLine>
      )}
      {question !== null && <Confirm {...words(question, user)} onConfirm={answer} onClose={() => setQuestion(null)} />}
      {actions.newPassword !== null && (
        <OnceShown
          title={`A new password for ${user.username}`}
          label="New password"
          secret={actions.newPassword}
          words="The old one no longer works, and every session of the account has ended."
          onClose={actions.forgetPassword}
        />
      )}
    </li>
  );
}

function words(question: Question, user: User): { title: string; deed: string; children: string } {
  if (question === 'reset') {
    return {
      title: `Reset the password of ${user.username}?`,
      deed: 'Reset',
      children: 'The old password stops working at once and every session ends. The new one is shown once.',
    };
  }
  if (question === 'delete') {
    return {
      title: `Delete ${user.username}?`,
      deed: 'Delete',
      children:
        'The account, its sessions, tokens and saved views go; its decisions stay in the history. To keep the person out for a while, disable the account instead.',
    };
  }
  return 'role' in question
    ? {
        title: 'Change your own role?',
        deed: `Become ${question.role}`,
        children: 'You may lose this page with it; another admin can give it back.',
      }
    : {
        title: 'Disable your own account?',
        deed: 'Disable',
        children: 'You will be signed out at once; only another admin can let you in again.',
      };
}
