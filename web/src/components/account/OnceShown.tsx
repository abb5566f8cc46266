import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, TextInput } from '@/components/Field';

interface OnceShownProps {
  title: string;
  label: string;
  secret: string;
  words: string;
  onClose: () => void;
}

/** A secret that is told this once and never again. */
export function OnceShown({ title, label, secret, words, onClose }: OnceShownProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    // Pages that came without TLS have no clipboard; the text is selected for the keyboard instead.
    navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <Button tone="accent" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="grid gap-3">
        <p className="text-sm text-soft">{words}</p>
        <Field label={label} hint="It is shown this once. Glean keeps only its hash.">
          {(control) => (
            <div className="flex gap-2">
              <TextInput
                {...control}
                readOnly
                value={secret}
                onFocus={(event) => event.target.select()}
                className="flex-1 font-mono"
              />
              {navigator.clipboard !== undefined && (
                <Button onClick={() => void copy()}>
                  {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
                  <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
                </Button>
              )}
            </div>
          )}
        </Field>
      </div>
    </Dialog>
  );
}
