import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MessageCircleQuestion } from 'lucide-react';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import { api, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';

interface OpinionsProps {
  toolId: number;
  opinions: readonly Schemas['OpinionItem'][];
  canAct: boolean;
  reviewer: string;
}

const tones = { approve: 'good', reject: 'bad', unsure: 'violet' } as const;

/** What others think, and the way to ask them. */
export function Opinions({ toolId, opinions, canAct, reviewer }: OpinionsProps) {
  const ask = useAskOthers();
  const own = opinions.find((opinion) => opinion.own);
  if (!canAct && opinions.length === 0) {
    return null;
  }
  return (
    <section aria-label="Opinions" className="border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-xs font-semibold text-faint">Opinions</h3>
        {canAct && (
          <Button
            size="small"
            shortcut="u"
            busy={ask.isPending}
            onClick={() => ask.mutate({ toolId, withdraw: own?.verdict === 'unsure' })}
          >
            <MessageCircleQuestion aria-hidden="true" />
            {own?.verdict === 'unsure' ? 'No longer unsure' : 'Unsure: ask others'}
          </Button>
        )}
      </div>
      {opinions.length > 0 && (
        <ul className="mt-2 grid gap-2">
          {opinions.map((opinion) => (
            <li key={opinion.by} className="flex flex-wrap items-center gap-2 text-sm">
              <Badge tone={tones[opinion.verdict as keyof typeof tones] ?? 'plain'}>{title(opinion.verdict)}</Badge>
              <span className="font-medium">{opinion.by === reviewer ? 'You' : <Foreign text={opinion.by} />}</span>
              {opinion.comment !== null && <Foreign text={opinion.comment} className="min-w-0" />}
              <Time at={opinion.given_at} className="text-xs text-faint" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function useAskOthers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ toolId, withdraw }: { toolId: number; withdraw: boolean }) => {
      const params = { path: { id: toolId } };
      await (withdraw
        ? api.DELETE('/api/review/tools/{id}/opinions', { params })
        : api.PUT('/api/review/tools/{id}/opinions', { params, body: { verdict: 'unsure' } }));
    },
    onSettled: (_data, _error, { toolId }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.tool(toolId) }),
        client.invalidateQueries({ queryKey: keys.review }),
      ]),
  });
}
