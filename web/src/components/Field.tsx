import { Search, X } from 'lucide-react';
import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { cx } from '@/lib/cx';
import { KeyCaps } from './KeyCaps';

export const inputClass =
  'touch h-8 min-w-0 rounded-md border border-edge/70 bg-panel px-2.5 text-sm text-ink placeholder:text-faint disabled:opacity-60 aria-invalid:border-bad';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Gets the ids that tie label, hint and error to the control. */
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}

/** A control with its label, a hint and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint !== undefined && hintId, error !== undefined && errorId].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <div id={hintId} className="text-xs text-faint">
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p id={errorId} className="text-xs text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cx(inputClass, 'w-full', className)} autoComplete="off" {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cx(inputClass, 'h-auto min-h-20 w-full py-1.5', className)} {...rest} />;
}

export function Select({
  options,
  className,
  ...rest
}: ComponentProps<'select'> & { options: readonly { value: string; label: string }[] }) {
  return (
    <select className={cx(inputClass, 'max-w-full pr-1', className)} {...rest}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export function Checkbox({ label, className, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className={cx('touch inline-flex items-center gap-2 text-sm', className)}>
      <input type="checkbox" className="size-4 shrink-0" {...rest} />
      {label}
    </label>
  );
}

/** On or off, at once. */
export function Switch({
  label,
  checked,
  onChange,
  disabled,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label className="touch inline-flex items-center gap-2.5 text-sm">
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="peer sr-only"
      />
      <span
        aria-hidden="true"
        className="relative h-4.5 w-8 shrink-0 rounded-full bg-edge transition-colors peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent peer-disabled:opacity-50 after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-panel after:transition-transform peer-checked:after:translate-x-3.5"
      />
      {label}
    </label>
  );
}

interface SearchInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  ref?: Ref<HTMLInputElement>;
  /** The key that leads here, shown while it is empty. */
  shortcut?: string;
  className?: string;
}

export function SearchInput({ label, value, onChange, placeholder, ref, shortcut, className }: SearchInputProps) {
  return (
    <div className={cx('relative', className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
      />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        value={value}
        placeholder={placeholder ?? label}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.currentTarget.blur();
          }
        }}
        className={cx(inputClass, 'w-full px-8.5 [&::-webkit-search-cancel-button]:hidden')}
      />
      <span className="absolute top-1/2 right-1.5 -translate-y-1/2">
        {value === '' ? (
          shortcut !== undefined && <KeyCaps keys={shortcut} />
        ) : (
          <button
            type="button"
            aria-label="Clear the search"
            onClick={() => onChange('')}
            className="grid size-6 place-items-center rounded-sm text-faint hover:text-ink"
          >
            <X className="size-4" />
          </button>
        )}
      </span>
    </div>
  );
}
