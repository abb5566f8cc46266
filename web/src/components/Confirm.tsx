import type { ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';

interface ConfirmProps {
  title: string;
  children: ReactNode;
  /** What the button says: the deed, not "OK". */
  deed: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what cannot be undone, and only then. */
export function Confirm({ title, children, deed, busy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="bad" busy={busy} onClick={onConfirm}>
            {deed}
          </Button>
        </>
      }
    >
      <div className="text-sm text-soft">{children}</div>
    </Dialog>
  );
}
