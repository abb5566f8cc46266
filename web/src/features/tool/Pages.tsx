import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { WatchedPages } from '@/components/catalog/WatchedPages';
import { Field, Select, TextInput } from '@/components/Field';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { api, data, type Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { toolPagesQuery } from './queries';

type Kind = Schemas['PageKind'];

const kinds = (['pricing', 'changelog', 'home', 'feed', 'other'] as const).map((value) => ({
  value,
  label: title(value),
}));

/** The pages of the tool that are watched, with how they stand. */
export function Pages({ tool, canAct }: { tool: Schemas['ToolPageDetail']; canAct: boolean }) {
  const { data: list, error, refetch } = useQuery(toolPagesQuery(tool.id));
  if (list === undefined) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />;
  }
  return (
    <div className="grid max-w-4xl gap-5">
      {list.total === 0 ? (
        <EmptyState title="No page is watched yet" className="py-8">
          {tool.status === 'approved'
            ? 'Its pages are found when the tracker runs. You can also name one here.'
            : 'Only the pages of approved tools are watched. One that you name here is watched from then on.'}
        </EmptyState>
      ) : (
        <WatchedPages pages={list.pages} canAct={canAct} />
      )}
      {canAct && <AddPage toolId={tool.id} />}
    </div>
  );
}

function AddPage({ toolId }: { toolId: number }) {
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [kind, setKind] = useState<Kind>('pricing');
  const onSettled = () => client.invalidateQueries({ queryKey: keys.pages });
  const remove = useMutation({
    mutationFn: (id: number) => api.DELETE('/api/pages/{id}', { params: { path: { id } } }),
    onSettled,
  });
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      data(api.POST('/api/tools/{id}/pages', { params: { path: { id: toolId } }, body: { url: url.trim(), kind } })),
    onSuccess: ({ id }) => {
      setUrl('');
      toast({ text: 'The page is watched from now on', undo: () => remove.mutate(id) });
    },
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Field
        label="Watch another page"
        error={add.error ? (fieldError(add.error, 'url') ?? messageOf(add.error)) : undefined}
      >
        {(control) => (
          <div className="flex flex-wrap gap-2">
            <TextInput
              {...control}
              type="url"
              required
              placeholder="https://"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
              className="min-w-48 flex-1"
            />
            <Select
              aria-label="Kind of page"
              value={kind}
              options={kinds}
              onChange={(event) => setKind(event.target.value as Kind)}
            />
            <Button type="submit" busy={add.isPending}>
              Watch
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
