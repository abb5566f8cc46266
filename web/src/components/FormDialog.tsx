import { type ReactNode, useId } from 'react';
import { Button, type ButtonTone } from './Button';
import { Dialog, type DialogProps } from './Dialog';

interface FormDialogProps extends Omit<DialogProps, 'footer' | 'bare'> {
  /** What the button that submits says. */
  action: ReactNode;
  tone?: ButtonTone;
  busy?: boolean;
  onSubmit: () => void;
}

/** A dialog that is one form: Enter submits it, and the buttons stand at its foot. */
export function FormDialog({ action, tone = 'accent', busy, onSubmit, children, ...dialog }: FormDialogProps) {
  const form = useId();
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <Button onClick={dialog.onClose}>Cancel</Button>
          <Button type="submit" form={form} tone={tone} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
        className="grid gap-4"
      >
        {children}
      </form>
    </Dialog>
  );
}
