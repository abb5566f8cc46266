import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/components/Button';

interface NumbersFormProps {
  intro: string;
  isChanged: boolean;
  busy: boolean;
  onSave: () => void;
  onRevert: () => void;
  children: ReactNode;
}

/** The frame of a few numbers that are saved together. */
export function NumbersForm({ intro, isChanged, busy, onSave, onRevert, children }: NumbersFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
      <p className="text-sm text-soft">{intro}</p>
      {children}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="accent" busy={busy} disabled={!isChanged}>
          Save
        </Button>
        {isChanged && (
          <Button tone="quiet" onClick={onRevert}>
            Revert
          </Button>
        )}
      </div>
    </form>
  );
}
