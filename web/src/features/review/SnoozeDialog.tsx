import { Dialog } from '@/components/Dialog';
import { Foreign } from '@/components/Foreign';
import { localDate } from '@/lib/time';

const choices = [
  { days: 1, label: 'Tomorrow' },
  { days: 3, label: 'In three days' },
  { days: 7, label: 'In a week' },
  { days: 30, label: 'In a month' },
  { days: 90, label: 'In a quarter' },
];

const dayMilliseconds = 86_400_000;

interface SnoozeDialogProps {
  name: string;
  onSnooze: (days: number) => void;
  onClose: () => void;
}

/** Until when: the digit beside it, or a click. */
export function SnoozeDialog({ name, onSnooze, onClose }: SnoozeDialogProps) {
  return (
    <Dialog title={`Snooze ${name}`} onClose={onClose}>
      <p className="mb-3 text-sm text-soft">
        <Foreign text={name} /> leaves the queue for everybody and comes back by itself.
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: gathers the keys of what is inside. */}
      <div
        className="grid gap-0.5"
        onKeyDown={(event) => {
          const choice = choices[Number(event.key) - 1];
          if (choice) {
            event.preventDefault();
            onSnooze(choice.days);
          }
        }}
      >
        {choices.map((choice, index) => (
          <button
            key={choice.days}
            type="button"
            onClick={() => onSnooze(choice.days)}
            className="touch flex h-9 items-center gap-2.5 rounded-md px-2 text-left text-sm hover:bg-hover"
          >
            <kbd className="grid size-5 place-items-center rounded-sm border border-line bg-ground font-sans text-2xs text-soft">
              {index + 1}
            </kbd>
            <span className="flex-1">{choice.label}</span>
            <span className="text-xs text-faint">
              {localDate(new Date(Date.now() + choice.days * dayMilliseconds).toISOString())}
            </span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
