import type { ComponentProps, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { cx } from '@/lib/cx';
import { KeyCaps } from './KeyCaps';

export type ButtonTone = 'plain' | 'accent' | 'good' | 'bad' | 'quiet';
export type ButtonSize = 'small' | 'medium';

const tones: Record<ButtonTone, string> = {
  plain: 'border border-edge/60 bg-panel text-ink hover:bg-hover',
  accent: 'border border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  good: 'border border-transparent bg-good text-on-accent hover:bg-good-strong',
  bad: 'border border-transparent bg-bad text-on-accent hover:bg-bad-strong',
  quiet: 'border border-transparent text-soft hover:bg-hover hover:text-ink',
};

const sizes: Record<ButtonSize, string> = {
  small: 'h-7 gap-1.5 px-2 text-xs',
  medium: 'h-8 gap-2 px-3 text-sm',
};

export function buttonClass(tone: ButtonTone = 'plain', size: ButtonSize = 'medium'): string {
  return cx(
    'touch inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors select-none',
    'disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
    tones[tone],
    sizes[size],
  );
}

interface ButtonProps extends ComponentProps<'button'> {
  tone?: ButtonTone;
  size?: ButtonSize;
  /** The key that does the same, shown on the button. */
  shortcut?: string;
  /** At work: cannot be pressed again. */
  busy?: boolean;
}

export function Button({ tone, size, shortcut, busy, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={cx(buttonClass(tone, size), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {children}
      {shortcut !== undefined && (
        <KeyCaps keys={shortcut} onColour={tone === 'accent' || tone === 'good' || tone === 'bad'} />
      )}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'shortcut'> {
  label: string;
  children: ReactNode;
}

/** A button that shows only an icon; its name is for screen readers and the tooltip. */
export function IconButton({ label, tone = 'quiet', size = 'medium', className, ...rest }: IconButtonProps) {
  return (
    <Button
      aria-label={label}
      title={label}
      tone={tone}
      size={size}
      className={cx(size === 'small' ? 'w-7' : 'w-8', 'px-0', className)}
      {...rest}
    />
  );
}

export function LinkButton({ tone, size, className, ...rest }: LinkProps & { tone?: ButtonTone; size?: ButtonSize }) {
  return <Link className={cx(buttonClass(tone, size), className)} {...rest} />;
}
