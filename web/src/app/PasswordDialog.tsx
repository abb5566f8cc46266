import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, TextInput } from '@/components/Field';
import { FormDialog } from '@/components/FormDialog';
import { ErrorLine } from '@/components/States';
import { StrengthMeter } from '@/components/StrengthMeter';
import { api, data } from '@/lib/api/client';
import { messageOf } from '@/lib/api/errors';
import type { User } from '@/lib/api/session';
import { longest, shortest } from '@/lib/passwordStrength';
import { toast } from '@/lib/toasts';

/** One's own password; every other session ends with it. */
export function PasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const [written, setWritten] = useState({ current: '', next: '' });
  const change = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      data(
        api.POST('/api/auth/password', {
          body: { current_password: written.current, new_password: written.next },
        }),
      ),
    onSuccess: () => {
      toast({ tone: 'good', text: 'Your password is changed; other sessions of yours have ended' });
      onClose();
    },
  });
  const set = (field: keyof typeof written) => (event: { target: { value: string } }) => {
    setWritten({ ...written, [field]: event.target.value });
    change.reset();
  };
  return (
    <FormDialog
      title="Change your password"
      onClose={onClose}
      action="Change"
      busy={change.isPending}
      onSubmit={() => change.mutate()}
    >
      {/* For the browser's own store of passwords. */}
      <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
      {change.error && <ErrorLine>{messageOf(change.error)}</ErrorLine>}
      <Field label="Present password">
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="current-password"
            required
            value={written.current}
            onChange={set('current')}
          />
        )}
      </Field>
      <Field label="New password" hint={<StrengthMeter password={written.next} />}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="new-password"
            required
            minLength={shortest}
            maxLength={longest}
            value={written.next}
            onChange={set('next')}
          />
        )}
      </Field>
    </FormDialog>
  );
}
