import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { EntryFrame } from '@/components/EntryFrame';
import { Field, TextInput } from '@/components/Field';
import { ErrorLine } from '@/components/States';
import { StrengthMeter } from '@/components/StrengthMeter';
import { api, data } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { sessionStarted, setupQuery } from '@/lib/api/session';
import { shortest } from '@/lib/passwordStrength';

interface Account {
  username: string;
  email: string;
  password: string;
  setup_token: string;
}

const fields = ['username', 'email', 'password', 'setup_token'] as const;

/** Makes the first account, which becomes the admin, and signs it in. */
export function AccountForm({ needsToken, isOpen }: { needsToken: boolean; isOpen: boolean }) {
  const [account, setAccount] = useState<Account>({ username: '', email: '', password: '', setup_token: '' });
  const register = useRegister();
  const set = (field: keyof Account) => (event: { target: { value: string } }) =>
    setAccount({ ...account, [field]: event.target.value });
  const wrong = (field: keyof Account) => fieldError(register.error, field);
  const isAboutField = fields.some((field) => wrong(field) !== undefined);

  if (!isOpen) {
    return (
      <EntryFrame title="Set up Glean" intro="There is no user yet, and registration is closed here.">
        <p className="text-sm text-soft">
          Make the first account on the machine that runs Glean:{' '}
          <code className="font-mono text-ink">glean user create NAME --role admin</code>. Or allow it here by starting
          Glean with <code className="font-mono text-ink">GLEAN_REGISTRATION=first-user</code>.
        </p>
      </EntryFrame>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate(account);
  };

  return (
    <EntryFrame title="Set up Glean" intro="Nobody uses this Glean yet. The first account is its admin.">
      <form onSubmit={submit} className="grid gap-4">
        {register.error && !isAboutField && <ErrorLine>{messageOf(register.error)}</ErrorLine>}
        <Field label="Username" error={wrong('username')}>
          {(control) => (
            <TextInput
              {...control}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              required
              value={account.username}
              onChange={set('username')}
            />
          )}
        </Field>
        <Field label="E-mail" error={wrong('email')}>
          {(control) => (
            <TextInput
              {...control}
              name="email"
              type="email"
              autoComplete="email"
              required
              value={account.email}
              onChange={set('email')}
            />
          )}
        </Field>
        <Field label="Password" hint={<StrengthMeter password={account.password} />} error={wrong('password')}>
          {(control) => (
            <TextInput
              {...control}
              name="password"
              type="password"
              autoComplete="new-password"
              required
              minLength={shortest}
              value={account.password}
              onChange={set('password')}
            />
          )}
        </Field>
        {needsToken && (
          <Field
            label="Setup token"
            hint="The value of GLEAN_SETUP_TOKEN, from whoever started this Glean."
            error={wrong('setup_token')}
          >
            {(control) => (
              <TextInput
                {...control}
                name="setup_token"
                type="password"
                required
                value={account.setup_token}
                onChange={set('setup_token')}
              />
            )}
          </Field>
        )}
        <Button type="submit" tone="accent" busy={register.isPending}>
          {register.isPending ? 'Making the account…' : 'Make the account'}
        </Button>
      </form>
    </EntryFrame>
  );
}

function useRegister() {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: async ({ username, email, password, setup_token }: Account) => {
      await api.POST('/api/auth/register', { body: { username, email, password, setup_token: setup_token || null } });
      return data(api.POST('/api/auth/session', { body: { username, password } }));
    },
    onSuccess: async (user) => {
      sessionStarted(client, user);
      await client.invalidateQueries({ queryKey: setupQuery.queryKey });
    },
  });
}
