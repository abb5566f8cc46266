import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Button, LinkButton } from '@/components/Button';
import { Foreign } from '@/components/Foreign';
import { EmptyState } from '@/components/States';
import { Time } from '@/components/Time';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';

interface MergesProps {
  tool: Schemas['ToolPageDetail'];
  duplicates: readonly Schemas['WaitingPair'][];
  canAct: boolean;
}

/** What was folded into this tool, and what may still have to be. */
export function Merges({ tool, duplicates, canAct }: MergesProps) {
  const unmerge = useUnmerge(tool);
  if (tool.merges.length === 0 && duplicates.length === 0) {
    return (
      <EmptyState title="Nothing was merged into it">
        Duplicates are found when curation runs; those it is unsure of wait on the review page.
      </EmptyState>
    );
  }
  return (
    <div className="grid max-w-3xl gap-3">
      {duplicates.map((pair) => {
        const other = pair.first.id === tool.id ? pair.second : pair.first;
        return (
          <div key={other.id} className="flex flex-wrap items-center gap-3 rounded-lg bg-accent-soft p-3 text-sm">
            <span className="min-w-0 flex-1">
              May be the same as{' '}
              <Link to={`/tools/${other.id}`} className="font-medium hover:underline">
                <Foreign text={other.name} />
              </Link>
              {pair.reason !== '' && <Foreign text={`: ${pair.reason}`} className="text-soft" />}
            </span>
            {canAct && <LinkButton to={`/review?tool=${tool.id}&compare=1`}>Compare</LinkButton>}
          </div>
        );
      })}
      {tool.merges.map((merge) => (
        <div
          key={merge.id}
          className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-panel p-3 text-sm"
        >
          <span className="min-w-0 flex-1">
            Tool {merge.merged_id} was folded in <Time at={merge.merged_at} className="text-faint" />
            <Foreign text={merge.reason} className="block text-soft" />
          </span>
          {canAct && (
            <Button busy={unmerge.isPending} onClick={() => unmerge.mutate(merge)}>
              Unmerge
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}

function useUnmerge(tool: Schemas['ToolPageDetail']) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      [keys.anyTool, keys.tools, keys.review, keys.duplicates].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const again = useMutation({
    mutationFn: (mergedId: number) =>
      api.POST('/api/duplicates/merge', { body: { kept_id: tool.id, merged_id: mergedId } }),
    onSettled: refresh,
  });
  return useMutation({
    mutationFn: (merge: Schemas['MergeLine']) =>
      data(api.POST('/api/duplicates/merges/{id}/undo', { params: { path: { id: merge.id } } })),
    onSuccess: (restored) =>
      toast({ text: `${restored.name} is a tool of its own again`, undo: () => again.mutate(restored.id) }),
    onSettled: refresh,
  });
}
