import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cx } from '@/lib/cx';
import { useActions } from '@/lib/keyboard/useActions';
import { useSignal } from '@/lib/signal';
import { dismiss, type Toast, toasts, undoMilliseconds } from '@/lib/toasts';
import { Button, IconButton } from './Button';

const readMilliseconds = 6_000;

/** What just happened, where it covers no button: at the top of a phone, above the foot of a wider page. */
export function Toasts() {
  const standing = useSignal(toasts);
  const undoable = [...standing].reverse().find((t) => t.undo !== undefined);
  useActions(
    undoable
      ? [{ id: 'undo', title: 'Undo', group: 'General', keys: ['z'], run: () => take(undoable, undoable.undo) }]
      : [],
  );

  return (
    <section
      aria-label="Messages"
      className="pointer-events-none fixed inset-x-3 top-3 z-50 flex flex-col items-center gap-2 md:top-auto md:right-4 md:bottom-16 md:left-auto md:items-end"
    >
      <div role="status" aria-live="polite" className="contents">
        {standing.map((t) => (
          <ToastLine key={t.id} toast={t} withKey={t === undoable} />
        ))}
      </div>
    </section>
  );
}

function take(toast: Toast, deed: (() => void) | undefined): void {
  dismiss(toast.id);
  deed?.();
}

function ToastLine({ toast, withKey }: { toast: Toast; withKey: boolean }) {
  const [held, setHeld] = useState(false);
  const stays = toast.undo ? undoMilliseconds : readMilliseconds;

  useEffect(() => {
    if (held) {
      return undefined;
    }
    const timer = window.setTimeout(() => dismiss(toast.id), stays);
    return () => window.clearTimeout(timer);
  }, [held, stays, toast.id]);

  const Icon = toast.tone === 'bad' ? CircleAlert : CircleCheck;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only holds the message while it is read.
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="animate-appear pointer-events-auto flex w-fit max-w-full items-center gap-2 rounded-md border border-line bg-raised py-1.5 pr-1.5 pl-3 text-sm shadow-raised"
    >
      {toast.tone !== 'plain' && (
        <Icon aria-hidden="true" className={cx('size-4 shrink-0', toast.tone === 'bad' ? 'text-bad' : 'text-good')} />
      )}
      <span className="foreign min-w-0 py-0.5 break-words">{toast.text}</span>
      {toast.action && (
        <Button size="small" tone="quiet" className="text-accent" onClick={() => take(toast, toast.action?.run)}>
          {toast.action.label}
        </Button>
      )}
      {toast.undo && (
        <Button
          size="small"
          tone="quiet"
          className="text-accent"
          {...(withKey ? { shortcut: 'z' } : {})}
          onClick={() => take(toast, toast.undo)}
        >
          Undo
        </Button>
      )}
      <IconButton size="small" label="Dismiss" onClick={() => dismiss(toast.id)}>
        <X />
      </IconButton>
    </div>
  );
}
