import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';

interface CardProps {
  title?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  /** The body has its own padding. */
  flush?: boolean;
}

export function Card({ title, actions, children, className, flush = false }: CardProps) {
  return (
    <section className={cx('min-w-0 rounded-lg border border-line bg-panel shadow-card', className)}>
      {title !== undefined && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
          <h2 className="text-sm font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      <div className={cx(!flush && 'p-4')}>{children}</div>
    </section>
  );
}
