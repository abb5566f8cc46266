import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, TextArea } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { cx } from '@/lib/cx';
import { reasonsQuery } from './queries';

interface RejectDialogProps {
  /** What is rejected, for the title. */
  what: string;
  onReject: (reasons: readonly string[], text: string) => void;
  onClose: () => void;
}

/** Why: one key rejects for one reason; several can be ticked, with words of one's own. */
export function RejectDialog({ what, onReject, onClose }: RejectDialogProps) {
  const { data: reasons = [] } = useQuery(reasonsQuery);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);

  const toggle = (code: string) =>
    setPicked((before) => (before.includes(code) ? before.filter((other) => other !== code) : [...before, code]));
  const reject = () => onReject(picked, text.trim());

  const onKeyDown = (event: KeyboardEvent) => {
    const inText = event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Enter' && !event.shiftKey && (inText || event.target === list.current)) {
      event.preventDefault();
      reject();
      return;
    }
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const reason = inText || event.ctrlKey || event.metaKey || event.altKey ? undefined : reasons[Number(digit) - 1];
    if (reason) {
      event.preventDefault();
      if (event.shiftKey || picked.length > 0 || text !== '') {
        toggle(reason.code);
      } else {
        onReject([reason.code], '');
      }
    }
  };

  return (
    <Dialog
      title={`Reject ${what}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="bad" shortcut="enter" onClick={reject}>
            Reject
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: gathers the keys of what is inside. */}
      <div onKeyDown={onKeyDown} className="grid gap-4">
        <p className="text-sm text-soft">Press a digit to reject for that reason; with Shift, to tick several.</p>
        <ul
          data-first=""
          ref={list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: has the focus first, so that a digit is an answer and no letter.
          tabIndex={0}
          aria-label="Reasons"
          className="grid gap-0.5 rounded-md outline-offset-4"
        >
          {reasons.map((reason) => (
            <li key={reason.code}>
              <label
                className={cx(
                  'touch flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover',
                  picked.includes(reason.code) && 'bg-selected',
                )}
              >
                <kbd className="grid size-5 place-items-center rounded-sm border border-line bg-ground font-sans text-2xs text-soft">
                  {reason.number <= 9 ? reason.number : ''}
                </kbd>
                <Foreign text={reason.words} className="flex-1 first-letter:uppercase" />
                <input
                  type="checkbox"
                  className="size-4"
                  checked={picked.includes(reason.code)}
                  onChange={() => toggle(reason.code)}
                />
              </label>
            </li>
          ))}
        </ul>
        <Field label="In your own words" hint="Enter rejects, Shift Enter begins a line.">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={2000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
