import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, Select, TextInput } from '@/components/Field';
import { ErrorLine } from '@/components/States';
import { fieldError, messageOf } from '@/lib/api/errors';
import { title } from '@/lib/text';
import { useAddDoors } from './useSources';

interface AddDoorsProps {
  source: string;
  /** What its doors are, in the plural. */
  called: string;
  fields: readonly string[];
}

/** More subreddits, queries, topics: whatever the source is read by. */
export function AddDoors({ source, called, fields }: AddDoorsProps) {
  const [field, setField] = useState(fields[0]!);
  const [written, setWritten] = useState('');
  const add = useAddDoors(source, () => setWritten(''));
  const wrong = fieldError(add.error, field);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const names = written.split(',').map((name) => name.trim());
    add.mutate({ field, names: names.filter((name) => name !== '') });
  };
  return (
    <form onSubmit={submit} className="grid gap-2">
      {add.error && wrong === undefined && <ErrorLine>{messageOf(add.error)}</ErrorLine>}
      <Field label={`Add ${called}`} hint="Several with commas between them." error={wrong}>
        {(control) => (
          <div className="flex flex-wrap gap-2">
            {fields.length > 1 && (
              <Select
                aria-label="Kind"
                value={field}
                onChange={(event) => setField(event.target.value)}
                options={fields.map((value) => ({ value, label: title(value) }))}
              />
            )}
            <TextInput
              {...control}
              required
              value={written}
              onChange={(event) => setWritten(event.target.value)}
              className="min-w-40 flex-1"
            />
            <Button type="submit" busy={add.isPending}>
              Add
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
