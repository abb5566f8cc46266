import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { Foreign } from '@/components/Foreign';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { api } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { type Token, tokensQuery } from './queries';

/** One's own tokens; the secret itself is never shown again. */
export function TokensTab() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(tokensQuery);
  const [leaving, setLeaving] = useState<Token | null>(null);
  const revoke = useMutation({
    mutationFn: (token: Token) => api.DELETE('/api/auth/tokens/{id}', { params: { path: { id: token.id } } }),
    onSuccess: (_, token) => toast({ tone: 'good', text: `The token ${token.name} no longer works` }),
    onSettled: () => {
      setLeaving(null);
      return client.invalidateQueries({ queryKey: keys.users });
    },
  });
  if (!data) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={3} />;
  }
  if (data.total === 0) {
    return (
      <EmptyState icon={KeyRound} title="You have no tokens">
        A token lets a script use the API in your name, with at most your role. Make one at the top of this page.
      </EmptyState>
    );
  }
  return (
    <>
      <ul
        aria-label="Tokens"
        className="max-w-4xl divide-y divide-line rounded-lg border border-line bg-panel shadow-card"
      >
        {data.tokens.map((token) => (
          <li key={token.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
            <div className="min-w-0 flex-1 basis-48">
              <div className="flex flex-wrap items-center gap-2">
                <Foreign text={token.name} className="font-medium" />
                <Badge>{title(token.scope)}</Badge>
              </div>
              <code className="font-mono text-xs text-faint">{token.prefix}…</code>
            </div>
            <div className="grid text-xs text-faint">
              <span>
                {token.last_used_at === null ? (
                  'Never used'
                ) : (
                  <>
                    Used <Time at={token.last_used_at} />
                  </>
                )}
              </span>
              <span>
                {token.expires_at === null ? (
                  'Works for ever'
                ) : (
                  <>
                    Ends <Time at={token.expires_at} />
                  </>
                )}
              </span>
            </div>
            <Button aria-label={`Revoke ${token.name}`} onClick={() => setLeaving(token)}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      {leaving && (
        <Confirm
          title={`Revoke ${leaving.name}?`}
          deed="Revoke"
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(leaving)}
          onClose={() => setLeaving(null)}
        >
          What uses it is refused at once. A revoked token cannot be brought back.
        </Confirm>
      )}
    </>
  );
}
