import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, Select, TextInput } from '@/components/Field';
import { FormDialog } from '@/components/FormDialog';
import { api, data, type Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';

type Kind = Schemas['MuteKind'];

const kinds: readonly { value: Kind; label: string; hint: string }[] = [
  { value: 'text', label: 'Lines with this text', hint: 'A * stands for anything.' },
  { value: 'selector', label: 'A part by its CSS selector', hint: 'Such as .customer-logos or #news > p.' },
];

/** Leaves a noisy part of a watched page out from now on. */
export function MuteDialog({ pageId, text, onClose }: { pageId: number; text: string; onClose: () => void }) {
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('text');
  const [pattern, setPattern] = useState(text);
  const refresh = () =>
    Promise.all([keys.pages, keys.anyTool].map((queryKey) => client.invalidateQueries({ queryKey })));
  const listen = useMutation({
    mutationFn: (id: number) => api.DELETE('/api/mutes/{id}', { params: { path: { id } } }),
    onSettled: refresh,
  });
  const mute = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      data(api.POST('/api/pages/{id}/mutes', { params: { path: { id: pageId } }, body: { kind, pattern } })),
    onSuccess: ({ id }) => {
      toast({ text: 'That part is muted from the next check on', undo: () => listen.mutate(id) });
      onClose();
    },
    onSettled: refresh,
  });
  return (
    <FormDialog
      title="Mute a part of the page"
      onClose={onClose}
      action="Mute"
      busy={mute.isPending}
      onSubmit={() => mute.mutate()}
    >
      <p className="text-sm text-soft">What it says is no change any more. The rest of the page is still watched.</p>
      <Field label="What">
        {(control) => (
          <Select
            {...control}
            value={kind}
            options={kinds}
            onChange={(event) => {
              setKind(event.target.value as Kind);
              setPattern(event.target.value === 'text' ? text : '');
              mute.reset();
            }}
          />
        )}
      </Field>
      <Field
        label={kind === 'text' ? 'Text' : 'Selector'}
        hint={kinds.find(({ value }) => value === kind)?.hint}
        error={mute.error ? (fieldError(mute.error, 'pattern') ?? messageOf(mute.error)) : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={500}
            spellCheck={false}
            value={pattern}
            onChange={(event) => setPattern(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
