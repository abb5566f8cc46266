import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import { api, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { cx } from '@/lib/cx';
import { title } from '@/lib/text';

type Claim = Schemas['ClaimLine'];

const resolutions = [
  { value: 'holds', label: 'Holds' },
  { value: 'outdated', label: 'Outdated' },
  { value: 'wrong', label: 'Wrong' },
] as const;

interface ConflictsProps {
  toolId: number;
  conflicts: readonly Schemas['ConflictItem'][];
  canAct: boolean;
  onClaim: (id: number) => void;
}

/** Claims that contradict each other, side by side; a person says which holds. */
export function Conflicts({ toolId, conflicts, canAct, onClaim }: ConflictsProps) {
  const client = useQueryClient();
  const resolve = useMutation({
    mutationFn: ({ claim, resolution }: { claim: Claim; resolution: string | null }) =>
      api.PUT('/api/review/tools/{id}/claims', {
        params: { path: { id: toolId } },
        body: { claims: [{ claim_id: claim.id, resolution }] },
      }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.tool(toolId) }),
        client.invalidateQueries({ queryKey: keys.review }),
      ]),
  });

  return conflicts.map((conflict) => (
    <section
      key={`${conflict.first.id}-${conflict.second.id}`}
      aria-label="Contradiction"
      className={cx('rounded-lg border p-3', conflict.resolved ? 'border-line' : 'border-warn/50 bg-warn-soft/50')}
    >
      <h3
        className={cx(
          'mb-2 flex items-center gap-1.5 text-xs font-semibold',
          conflict.resolved ? 'text-faint' : 'text-warn',
        )}
      >
        <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
        <Foreign text={conflict.resolved ? `Settled: ${conflict.reason}` : conflict.reason} />
      </h3>
      <div className="grid gap-2 sm:grid-cols-2">
        {[conflict.first, conflict.second].map((claim) => (
          <div key={claim.id} className="flex flex-col gap-2 rounded-md border border-line bg-panel p-2.5">
            <button
              type="button"
              onClick={() => onClaim(claim.id)}
              className="touch flex-1 text-left text-sm hover:underline"
            >
              <Foreign text={claim.content} />
              <span className="mt-1 block text-xs text-faint">
                {claim.source_name === null ? 'No source' : title(claim.source_name)} ·{' '}
                <Time at={claim.published_at ?? claim.created_at ?? ''} />
              </span>
            </button>
            {canAct && (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own.
              <div
                role="group"
                aria-label="What holds"
                className="grid auto-cols-fr grid-flow-col overflow-hidden rounded-md border border-line"
              >
                {resolutions.map(({ value, label }) => (
                  <button
                    key={value}
                    type="button"
                    aria-pressed={claim.resolution === value}
                    disabled={resolve.isPending}
                    onClick={() => resolve.mutate({ claim, resolution: claim.resolution === value ? null : value })}
                    className="touch h-7 border-line text-xs text-soft outline-offset-[-2px] not-first:border-l hover:bg-hover aria-pressed:bg-accent aria-pressed:text-on-accent"
                  >
                    {label}
                  </button>
                ))}
              </div>
            )}
          </div>
        ))}
      </div>
    </section>
  ));
}
