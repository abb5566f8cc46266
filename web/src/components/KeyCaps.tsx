import { cx } from '@/lib/cx';
import { caps } from '@/lib/keyboard/keys';
import { singleKeys } from '@/lib/keyboard/registry';
import { useSignal } from '@/lib/signal';

/** The keys of an action, as caps; not where single keys are switched off, since they would promise what does not happen. */
export function KeyCaps({ keys, onColour = false }: { keys: string; onColour?: boolean }) {
  const on = useSignal(singleKeys);
  if (!on && !keys.startsWith('mod+')) {
    return null;
  }
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5 pointer-coarse:hidden">
      {caps(keys).map((cap) => (
        <kbd
          key={cap}
          className={cx(
            'inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border px-1 font-sans text-2xs leading-none',
            onColour ? 'border-current/40 text-current' : 'border-line bg-ground text-faint',
          )}
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
