import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Checkbox, Field, TextArea, TextInput } from '@/components/Field';
import { FormDialog } from '@/components/FormDialog';
import { ErrorLine } from '@/components/States';
import type { Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { title as words } from '@/lib/text';
import { type OptionField, readOptions, type Typed } from './options';
import { queueJob, type StageJob } from './queries';

interface RunDialogProps {
  title: string;
  type: 'scout' | StageJob;
  fields: readonly OptionField[];
  /** What goes with it in any case, such as which scout. */
  fixed?: Record<string, unknown>;
  onQueued: (job: Schemas['JobAccepted']) => void;
  onClose: () => void;
}

/** Asks for a job's options; what is left empty is as usual. */
export function RunDialog({ title, type, fields, fixed, onQueued, onClose }: RunDialogProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<Typed>({});
  const run = useMutation({
    mutationFn: () => queueJob(type, { ...readOptions(fields, typed), ...fixed }),
    meta: { quiet: true },
    onSuccess: onQueued,
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
  const hasField = fields.some(({ field }) => fieldError(run.error, field) !== undefined);
  return (
    <FormDialog title={title} onClose={onClose} action="Run" busy={run.isPending} onSubmit={() => run.mutate()}>
      {run.error && !hasField && <ErrorLine>{messageOf(run.error)}</ErrorLine>}
      {fields.map((field) => (
        <OptionInput
          key={field.field}
          field={field}
          value={typed[field.field]}
          error={fieldError(run.error, field.field)}
          onChange={(value) => setTyped((before) => ({ ...before, [field.field]: value }))}
        />
      ))}
      {fields.length === 0 && <p className="text-sm text-soft">There is nothing to choose here.</p>}
    </FormDialog>
  );
}

interface OptionInputProps {
  field: OptionField;
  value: string | boolean | undefined;
  error: string | undefined;
  onChange: (value: string | boolean) => void;
}

function OptionInput({ field, value, error, onChange }: OptionInputProps) {
  if (field.kind === 'flag') {
    return (
      <Checkbox label={field.help} checked={value === true} onChange={(event) => onChange(event.target.checked)} />
    );
  }
  const text = typeof value === 'string' ? value : '';
  return (
    <Field label={words(field.field)} hint={hintOf(field)} error={error}>
      {(control) =>
        field.kind === 'number' ? (
          <TextInput
            {...control}
            type="number"
            step="any"
            min={field.least ?? undefined}
            max={field.most ?? undefined}
            placeholder={field.default?.toString()}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <TextArea {...control} rows={3} value={text} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
}

function hintOf({ kind, help }: OptionField): string {
  return kind === 'texts' ? `${help}; one a line` : help;
}
