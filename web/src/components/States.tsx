import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf } from '@/lib/api/errors';
import { cx } from '@/lib/cx';
import { Button } from './Button';

interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  /** What to do next. */
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** Nothing is here, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={cx('mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-14 text-center', className)}>
      {Icon !== undefined && <Icon aria-hidden="true" className="size-7 text-faint" strokeWidth={1.5} />}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children !== undefined && <div className="text-sm text-soft">{children}</div>}
      {actions !== undefined && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

/** What is to come could not be had. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title="This could not be loaded"
        actions={onRetry && <Button onClick={onRetry}>Try again</Button>}
      >
        {messageOf(error)}
      </EmptyState>
    </div>
  );
}

/** What went wrong, at the head of a form. */
export function ErrorLine({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}

/** The shape of what is to come; unseen for the first 300 ms. */
export function Skeleton({ rows = 6, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label="Loading" className={cx('animate-late grid gap-3 p-4', className)}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <div key={row} className="animate-pulse grid gap-1.5">
          <div className={cx('h-3 rounded-sm bg-line', row % 3 === 1 ? 'w-2/5' : 'w-3/5')} />
          <div className="h-2.5 w-4/5 rounded-sm bg-line/60" />
        </div>
      ))}
    </div>
  );
}
