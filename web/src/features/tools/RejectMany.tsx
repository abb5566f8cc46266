import { useState } from 'react';
import { Field, TextInput } from '@/components/Field';
import { FormDialog } from '@/components/FormDialog';
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
  const [text, setText] = useState('');
  return (
    <FormDialog
      title={`Reject ${plural(count, 'tool')}`}
      onClose={onClose}
      action="Reject"
      tone="bad"
      onSubmit={() => onReject(text.trim())}
    >
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
    </FormDialog>
  );
}
