import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { OnceShown } from '@/components/account/OnceShown';
import { roleHint, roleOptions } from '@/components/account/roles';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, Select, TextInput } from '@/components/Field';
import { ErrorLine } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';

/** Makes an account; its first password is made up and told once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [person, setPerson] = useState({ username: '', email: '', role: 'reviewer' });
  const create = useMutation({
    meta: { quiet: true },
    mutationFn: () => data(api.POST('/api/users', { body: { ...person, password: null } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
  const set = (field: keyof typeof person) => (event: { target: { value: string } }) =>
    setPerson({ ...person, [field]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  if (create.data?.password) {
    return (
      <OnceShown
        title={`${create.data.user.username} can sign in now`}
        label="First password"
        secret={create.data.password}
        words="Hand it over on a safe way, and ask for another one to be chosen after the first sign-in."
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title="Invite someone" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        {create.error && <ErrorLine>{messageOf(create.error)}</ErrorLine>}
        <Field label="Username">
          {(control) => (
            <TextInput
              {...control}
              required
              autoCapitalize="none"
              spellCheck={false}
              value={person.username}
              onChange={set('username')}
            />
          )}
        </Field>
        <Field label="E-mail">
          {(control) => <TextInput {...control} type="email" required value={person.email} onChange={set('email')} />}
        </Field>
        <Field label="Role" hint={roleHint}>
          {(control) => <Select {...control} options={roleOptions} value={person.role} onChange={set('role')} />}
        </Field>
        <Button type="submit" tone="accent" busy={create.isPending} className="justify-self-end">
          Make the account
        </Button>
      </form>
    </Dialog>
  );
}
