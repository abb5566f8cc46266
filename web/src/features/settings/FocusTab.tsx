import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { ErrorState, Skeleton } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { useActions } from '@/lib/keyboard/useActions';
import { toast } from '@/lib/toasts';
import { BacktestDialog } from './BacktestDialog';
import { FocusForm } from './FocusForm';
import { type Focus, focusQuery } from './queries';

interface FocusTabProps {
  /** What was changed and not saved yet; null while nothing was. */
  draft: Focus | null;
  onDraft: (draft: Focus | null) => void;
}

/** What the index is about. A change is tried on past decisions before it is saved. */
export function FocusTab({ draft, onDraft }: FocusTabProps) {
  const { data: stored, error, refetch } = useQuery(focusQuery);
  const [round, setRound] = useState(0);
  const [isTrying, setTrying] = useState(false);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const restore = useRestore();
  const isSound = Object.keys(problems).length === 0;
  useActions([
    {
      id: 'focus.try',
      title: 'Try the focus on past decisions',
      group: 'Settings',
      keys: ['b'],
      enabled: draft !== null && isSound,
      run: () => setTrying(true),
    },
  ]);

  if (!stored) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />;
  }
  // The fields of words hold what is written; another round makes them anew.
  const startOver = () => {
    onDraft(null);
    setProblems({});
    setRound(round + 1);
  };
  return (
    <div className="grid max-w-4xl gap-5">
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-ground py-2">
        <Badge tone={stored.origin === 'stored' ? 'accent' : 'plain'}>
          {stored.origin === 'stored' ? 'Changed here' : 'As it ships'}
        </Badge>
        {draft !== null && <Badge tone="warn">Not saved yet</Badge>}
        <div className="ml-auto flex flex-wrap gap-2">
          {stored.origin === 'stored' && draft === null && (
            <Button
              tone="quiet"
              busy={restore.isPending}
              onClick={() =>
                restore.mutate(null, {
                  onSuccess: () => {
                    startOver();
                    toast({
                      text: 'The focus is as it ships',
                      undo: () => restore.mutate(stored.focus, { onSuccess: startOver }),
                    });
                  },
                })
              }
            >
              Back to what ships
            </Button>
          )}
          {draft !== null && (
            <Button tone="quiet" onClick={startOver}>
              Revert
            </Button>
          )}
          <Button tone="accent" shortcut="b" disabled={draft === null || !isSound} onClick={() => setTrying(true)}>
            Back-test and save…
          </Button>
        </div>
      </div>
      <FocusForm
        key={round}
        focus={draft ?? stored.focus}
        onChange={onDraft}
        onProblem={(field, problem) =>
          setProblems(({ [field]: _, ...others }) => (problem === null ? others : { ...others, [field]: problem }))
        }
      />
      {isTrying && draft !== null && (
        <BacktestDialog
          draft={draft}
          onClose={() => setTrying(false)}
          onSaved={() => {
            setTrying(false);
            startOver();
            const before = stored.origin === 'stored' ? stored.focus : null;
            toast({
              text: 'The focus is saved; the next run reads by it',
              undo: () => restore.mutate(before, { onSuccess: startOver }),
            });
          }}
        />
      )}
    </div>
  );
}

/** Stores an earlier focus again; null is the one that ships. */
function useRestore() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (focus: Focus | null) =>
      data(
        focus === null ? api.DELETE('/api/settings/focus') : api.PUT('/api/settings/focus', { body: focus as never }),
      ),
    onSuccess: (answer) => client.setQueryData(focusQuery.queryKey, answer),
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
}
