import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { Link } from 'react-router';
import { Badge, type BadgeTone } from '@/components/Badge';
import { Button } from '@/components/Button';
import { claimTypes } from '@/components/catalog/claimTypes';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import type { Proposal } from './queries';

const kinds: Record<Proposal['kind'], { words: string; tone: BadgeTone }> = {
  confirm: { words: 'Confirms a claim', tone: 'good' },
  contradict: { words: 'Contradicts a claim', tone: 'warn' },
  new: { words: 'New claim', tone: 'accent' },
};

interface ProposalsProps {
  proposals: readonly Proposal[];
  canAct: boolean;
  /** Where each comes from, in a list of its own. */
  withOrigin?: boolean;
}

/** Edits of claims that changes suggest; nothing happens to a claim until a person accepts. */
export function Proposals({ proposals, canAct, withOrigin = false }: ProposalsProps) {
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ proposal, accept }: { proposal: Proposal; accept: boolean }) => {
      const path = { params: { path: { id: proposal.id } } };
      return data(
        accept ? api.POST('/api/proposals/{id}/accept', path) : api.POST('/api/proposals/{id}/dismiss', path),
      );
    },
    onSuccess: (_, { accept }) => toast({ text: accept ? 'The claim is edited' : 'The edit is dismissed' }),
    onSettled: (_, __, { proposal }) =>
      Promise.all(
        [keys.changes, keys.tool(proposal.tool_id), keys.review].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  return (
    <ul className="grid gap-3">
      {proposals.map((proposal) => (
        <li key={proposal.id} className="grid gap-2 rounded-lg border border-line bg-panel p-3 text-sm">
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone={kinds[proposal.kind].tone}>{kinds[proposal.kind].words}</Badge>
            <Badge>
              {claimTypes.find(({ type }) => type === proposal.claim_type)?.title ?? title(proposal.claim_type)}
            </Badge>
            {withOrigin && (
              <Link to={`/tools/${proposal.tool_id}`} className="text-accent underline underline-offset-2">
                <Foreign text={proposal.tool_name} />
              </Link>
            )}
            <Time at={proposal.created_at} className="text-xs text-faint" />
          </div>
          {proposal.claim !== null && (
            <p className="text-soft">
              <span className="text-xs text-faint">The claim says: </span>
              <Foreign text={proposal.claim} />
            </p>
          )}
          <p>
            {proposal.claim !== null && <span className="text-xs text-faint">The page says: </span>}
            <Foreign text={proposal.content} className="font-medium" />
          </p>
          {proposal.quote !== null && proposal.quote !== proposal.content && (
            <blockquote className="border-l-2 border-wheat-strong pl-2.5 text-soft">
              <Foreign text={proposal.quote} />
            </blockquote>
          )}
          <div className="flex flex-wrap items-center gap-2">
            {proposal.status !== 'open' ? (
              <span className="text-xs text-faint">
                {title(proposal.status)} by <Foreign text={proposal.decided_by ?? 'nobody'} />
                {proposal.decided_at !== null && (
                  <>
                    {' '}
                    <Time at={proposal.decided_at} />
                  </>
                )}
              </span>
            ) : (
              canAct && (
                <>
                  <Button
                    size="small"
                    tone="good"
                    disabled={decide.isPending}
                    aria-label={`Accept: ${proposal.content}`}
                    onClick={() => decide.mutate({ proposal, accept: true })}
                  >
                    <Check aria-hidden="true" />
                    Accept
                  </Button>
                  <Button
                    size="small"
                    disabled={decide.isPending}
                    aria-label={`Dismiss: ${proposal.content}`}
                    onClick={() => decide.mutate({ proposal, accept: false })}
                  >
                    <X aria-hidden="true" />
                    Dismiss
                  </Button>
                </>
              )
            )}
            {withOrigin && (
              <Link
                to={`/changes?state=all&id=${proposal.change_id}`}
                className="touch ml-auto text-xs text-accent underline underline-offset-2"
              >
                The change
              </Link>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
