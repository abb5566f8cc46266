import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { Button } from '@/components/Button';
import { EntryFrame } from '@/components/EntryFrame';
import { Field, TextInput } from '@/components/Field';
import { ErrorLine } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { hasStatus, messageOf } from '@/lib/api/errors';
import { sessionHint, sessionQuery, sessionStarted, setupQuery } from '@/lib/api/session';
import { returnTo } from '@/lib/returnTo';
import { useCountdown } from '@/lib/useCountdown';

const usualWaitSeconds = 60;

export function Component() {
  const [search] = useSearchParams();
  const target = returnTo(search.get('next'));
  const setup = useQuery(setupQuery);
  // Asked only where there probably is a session: the answer to a stranger is a refusal, which the browser logs as an error.
  const session = useQuery({ ...sessionQuery, enabled: sessionHint.read() });

  if (setup.data?.needs_setup) {
    return <Navigate replace to="/setup" />;
  }
  return session.data ? <Navigate replace to={target} /> : <SignIn target={target} />;
}

function SignIn({ target }: { target: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { ended?: boolean } | null };
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [blockedUntil, setBlockedUntil] = useState<number | null>(null);
  const wait = useCountdown(blockedUntil);
  const passwordField = useRef<HTMLInputElement>(null);

  const signIn = useMutation({
    mutationKey: ['sign-in'],
    meta: { quiet: true },
    mutationFn: () => data(api.POST('/api/auth/session', { body: { username, password } })),
    onSuccess: async (user) => {
      sessionStarted(client, user);
      await navigate(target, { replace: true });
    },
    onError: (error) => {
      if (hasStatus(error, 429)) {
        setBlockedUntil(Date.now() + (error.retryAfter ?? usualWaitSeconds) * 1000);
      }
      setPassword('');
      passwordField.current?.focus();
    },
  });

  useEffect(() => {
    if (blockedUntil !== null && wait === 0) {
      setBlockedUntil(null);
    }
  }, [blockedUntil, wait]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wait === 0) {
      signIn.mutate();
    }
  };

  return (
    <EntryFrame
      title="Sign in"
      intro={state?.ended ? 'Your session ended. Sign in, and you are back where you were.' : undefined}
    >
      <form onSubmit={submit} className="grid gap-4">
        {wait > 0 ? (
          <ErrorLine>
            Too many tries. You can try again in <span className="tabular-nums">{wait} s</span>.
          </ErrorLine>
        ) : (
          signIn.error && !signIn.isPending && <ErrorLine>{wordsFor(signIn.error)}</ErrorLine>
        )}
        <Field label="Username">
          {(control) => (
            <TextInput
              {...control}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              required
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <TextInput
              {...control}
              ref={passwordField}
              name="password"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" tone="accent" busy={signIn.isPending} disabled={wait > 0}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </EntryFrame>
  );
}

/** The same words whether the name is known or not. */
function wordsFor(error: unknown): string {
  return hasStatus(error, 401)
    ? 'Username or password is wrong.'
    : hasStatus(error, 429)
      ? 'You can try again now.'
      : messageOf(error);
}
