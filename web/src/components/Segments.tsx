import { cx } from '@/lib/cx';

interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own.
    <div role="group" aria-label={label} className="flex max-w-full overflow-x-auto rounded-md border border-edge/60">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cx(
            'touch h-7 shrink-0 border-line px-2.5 text-xs font-medium outline-offset-[-2px] not-first:border-l',
            option.value === value ? 'bg-selected text-accent' : 'bg-panel text-soft hover:bg-hover',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
