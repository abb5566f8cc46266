import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, TextInput } from '@/components/Field';
import { ErrorLine, ErrorState, Skeleton } from '@/components/States';
import { api, data, type Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';
import { NumbersForm } from './NumbersForm';
import { retentionQuery } from './queries';

type Retention = Schemas['Retention'];

const parts = [
  { field: 'job_days', label: 'Jobs and their logs', hint: 'Finished ones are forgotten after this many days.' },
  { field: 'event_days', label: 'Live events', hint: 'What open pages follow to stay up to date.' },
  { field: 'snapshot_days', label: 'Snapshots of pages', hint: 'What monitored pages looked like.' },
  { field: 'backup_days', label: 'Backups', hint: 'Older ones go when a new one is made.' },
] as const;

/** How long what piles up is kept. */
export function RetentionTab() {
  const { data: stored, error, refetch } = useQuery(retentionQuery);
  if (!stored) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />;
  }
  return <RetentionForm key={JSON.stringify(stored)} stored={stored} />;
}

function RetentionForm({ stored }: { stored: Retention }) {
  const client = useQueryClient();
  const [written, setWritten] = useState<Partial<Record<keyof Retention, string>>>({});
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: (body: Retention) => data(api.PUT('/api/settings/retention', { body })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
  const values = Object.fromEntries(parts.map(({ field }) => [field, Number(written[field] ?? stored[field])]));
  const unreadable = (field: keyof Retention) =>
    written[field] !== undefined && !/^\d{1,6}$/.test(written[field]) ? 'Must be a whole number of days.' : undefined;
  const isWrong = parts.some(({ field }) => unreadable(field) !== undefined);
  const isAboutField = parts.some(({ field }) => fieldError(save.error, field) !== undefined);
  return (
    <NumbersForm
      intro="What is older is removed by housekeeping. Tools, claims, texts and decisions always stay."
      isChanged={Object.keys(written).length > 0}
      busy={save.isPending}
      onRevert={() => {
        setWritten({});
        save.reset();
      }}
      onSave={() => {
        if (!isWrong) {
          save.mutate(values, {
            onSuccess: () => toast({ text: 'The retention is saved', undo: () => save.mutate(stored) }),
          });
        }
      }}
    >
      {save.error && !isAboutField && <ErrorLine>{messageOf(save.error)}</ErrorLine>}
      {parts.map(({ field, label, hint }) => (
        <Field
          key={field}
          label={`${label}, in days`}
          hint={hint}
          error={unreadable(field) ?? fieldError(save.error, field)}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={written[field] ?? String(stored[field] ?? '')}
              onChange={(event) => setWritten({ ...written, [field]: event.target.value.trim() })}
              className="max-w-40"
            />
          )}
        </Field>
      ))}
    </NumbersForm>
  );
}
