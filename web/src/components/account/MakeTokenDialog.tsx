import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, Select, TextInput } from '@/components/Field';
import { ErrorLine } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { mayAct, type Role, sessionQuery } from '@/lib/api/session';
import { OnceShown } from './OnceShown';
import { roleOptions } from './roles';

const lives = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'For ever' },
];

/** A personal token, for scripts. */
export function MakeTokenDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const me = useQuery(sessionQuery).data;
  const [token, setToken] = useState({ name: '', scope: 'viewer', days: '90' });
  const make = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      data(
        api.POST('/api/auth/tokens', {
          body: {
            name: token.name,
            scope: token.scope,
            expires_in_days: token.days === '' ? null : Number(token.days),
          },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
  const set = (field: keyof typeof token) => (event: { target: { value: string } }) =>
    setToken({ ...token, [field]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  if (make.data?.token) {
    return (
      <OnceShown
        title={`The token ${make.data.name}`}
        label="Token"
        secret={make.data.token}
        words="Send it as: Authorization: Bearer TOKEN."
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title="Make a token" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        {make.error && <ErrorLine>{messageOf(make.error)}</ErrorLine>}
        <Field label="Name" hint="What will use it.">
          {(control) => <TextInput {...control} required maxLength={100} value={token.name} onChange={set('name')} />}
        </Field>
        <Field label="May do what this role may" hint="Give it the least that it needs.">
          {(control) => (
            <Select
              {...control}
              options={roleOptions.filter(({ value }) => mayAct(me, value as Role))}
              value={token.scope}
              onChange={set('scope')}
            />
          )}
        </Field>
        <Field label="Works for">
          {(control) => <Select {...control} options={lives} value={token.days} onChange={set('days')} />}
        </Field>
        <Button type="submit" tone="accent" busy={make.isPending} className="justify-self-end">
          Make the token
        </Button>
      </form>
    </Dialog>
  );
}
