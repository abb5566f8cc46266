import { isControl, isField, match, strokeOf } from './keys';
import { type Action, awaited, registered, singleKeys } from './registry';

const sequenceMilliseconds = 1_200;

/** Gives key strokes to the actions on the page. @returns what ends it. */
export function listen(): () => void {
  let strokes: string[] = [];
  let timer: number | undefined;
  const forget = () => {
    strokes = [];
    window.clearTimeout(timer);
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) {
      return;
    }

    const stroke = strokeOf(event);
    if (isDead(stroke, event.target)) {
      forget();
      return;
    }

    strokes.push(stroke);
    let result = match(strokes, entries());
    if (result.kind === 'none' && strokes.length > 1) {
      // The wrong second key of a sequence begins anew.
      strokes = [stroke];
      result = match(strokes, entries());
    }

    window.clearTimeout(timer);
    if (result.kind === 'begun') {
      timer = window.setTimeout(forget, sequenceMilliseconds);
      return;
    }

    forget();
    if (result.kind === 'found') {
      event.preventDefault();
      result.value.run();
    }
  };

  window.addEventListener('keydown', onKey);
  return () => {
    forget();
    window.removeEventListener('keydown', onKey);
  };
}

/** Strokes that belong to the element with the focus, or to nobody while a dialog or menu is open. */
function isDead(stroke: string, target: EventTarget | null): boolean {
  if (stroke.startsWith('mod+')) {
    return false;
  }
  return (
    !singleKeys.get() ||
    awaited.get() ||
    isField(target) ||
    ((stroke === 'enter' || stroke === 'space') && isControl(target)) ||
    document.querySelector('dialog[open], :popover-open') !== null
  );
}

function* entries(): Generator<readonly [string, Action]> {
  for (const list of [...registered.get()].reverse()) {
    for (const action of list) {
      if (action.enabled !== false) {
        for (const keys of action.keys ?? []) {
          yield [keys, action] as const;
        }
      }
    }
  }
}
