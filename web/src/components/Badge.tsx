import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { title } from '@/lib/text';

export type BadgeTone = 'plain' | 'accent' | 'good' | 'bad' | 'warn' | 'violet' | 'teal';

const tones: Record<BadgeTone, string> = {
  plain: 'bg-sunken text-soft',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  violet: 'bg-violet-soft text-violet',
  teal: 'bg-teal-soft text-teal',
};

export function Badge({
  tone = 'plain',
  className,
  children,
  ...rest
}: {
  tone?: BadgeTone;
  className?: string;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5 max-w-full shrink-0 items-center gap-1 truncate rounded-sm px-1.5 text-2xs font-medium whitespace-nowrap [&_svg]:size-3',
        tones[tone],
        className,
      )}
      {...rest}
    >
      {children}
    </span>
  );
}

const statusTones: Record<string, BadgeTone> = {
  inbox: 'plain',
  analyzing: 'teal',
  review: 'violet',
  approved: 'good',
  rejected: 'bad',
  pending: 'plain',
  running: 'accent',
  completed: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

/** The status of a tool or a job; always with its word, never by colour alone. */
export function StatusBadge({ status }: { status: string }) {
  return (
    <Badge tone={statusTones[status] ?? 'plain'}>
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {title(status)}
    </Badge>
  );
}

/** Marks what comes from sample data. */
export function DemoBadge() {
  return (
    <Badge tone="warn" title="From sample data, not from a source">
      Demo
    </Badge>
  );
}
