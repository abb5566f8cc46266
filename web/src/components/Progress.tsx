import { cx } from '@/lib/cx';

/** How far something is, 0 to 100. */
export function Progress({ value, label, className }: { value: number; label: string; className?: string }) {
  return (
    <progress
      aria-label={label}
      max={100}
      value={value}
      className={cx(
        'h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-all',
        className,
      )}
    />
  );
}
