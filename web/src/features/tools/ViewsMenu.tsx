import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '@/components/Button';
import { Field, TextInput } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { FormDialog } from '@/components/FormDialog';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/Menu';
import { api, data, type Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';

type View = Schemas['ViewItem'];

/** Lists with their filters, kept under a name. */
export function ViewsMenu({ search }: { search: string }) {
  const navigate = useNavigate();
  const [isSaving, setSaving] = useState(false);
  const views =
    useQuery({ queryKey: keys.views, queryFn: ({ signal }) => data(api.GET('/api/views', { signal })) }).data?.views ??
    [];
  const current = views.find((view) => view.query === search);
  const remove = useRemoveView();
  return (
    <>
      <Menu
        trigger={
          <Button>
            <Bookmark aria-hidden="true" />
            {current ? (
              <Foreign text={current.name} className="max-w-32 truncate" />
            ) : (
              <span className="max-sm:sr-only">Views</span>
            )}
          </Button>
        }
      >
        {views.length > 0 && <MenuLabel>Your views</MenuLabel>}
        {views.map((view) => (
          <MenuItem key={view.id} onSelect={() => void navigate(`/tools?${view.query}`)}>
            <Bookmark />
            <Foreign text={view.name} className="max-w-60 truncate" />
          </MenuItem>
        ))}
        {views.length > 0 && <MenuSeparator />}
        <MenuItem onSelect={() => setSaving(true)} disabled={current !== undefined}>
          <Plus />
          Save this view…
        </MenuItem>
        {current && (
          <MenuItem onSelect={() => remove.mutate(current)}>
            <Trash2 />
            Remove this view
          </MenuItem>
        )}
      </Menu>
      {isSaving && <SaveView search={search} onClose={() => setSaving(false)} />}
    </>
  );
}

function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (body: { name: string; query: string }) => data(api.POST('/api/views', { body })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.views }),
  });
}

function useRemoveView() {
  const client = useQueryClient();
  const save = useSaveView();
  return useMutation({
    mutationFn: (view: View) => api.DELETE('/api/views/{id}', { params: { path: { id: view.id } } }),
    onSuccess: (_, { name, query }) =>
      toast({ text: `Removed the view ${name}`, undo: () => save.mutate({ name, query }) }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.views }),
  });
}

function SaveView({ search, onClose }: { search: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const save = useSaveView();
  const submit = () => {
    save.mutate(
      { name, query: search },
      {
        onSuccess: () => {
          toast({ tone: 'good', text: `Saved the view ${name}` });
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog title="Save this view" onClose={onClose} action="Save" busy={save.isPending} onSubmit={submit}>
      <Field
        label="Name"
        hint="Only you see it. It keeps filters and order, not the tools themselves."
        error={save.error ? (fieldError(save.error, 'name') ?? messageOf(save.error)) : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            autoFocus
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
