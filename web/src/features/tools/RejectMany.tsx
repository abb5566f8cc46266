import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, TextInput } from '@/components/Field';
import { plural } from '@/lib/text';

export function RejectMany({
  count,
  onReject,
  onClose,
}: {
  count: number;
  onReject: (text: string) => void;
  onClose: () => void;
}) {
  const form = useId();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onReject(text.trim());
  };
  return (
    <Dialog
      title={`Reject ${plural(count, 'tool')}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="bad">
            Reject
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label="Why" hint="Kept with each of them. The review page has the usual reasons on digits.">
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              maxLength={2000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
