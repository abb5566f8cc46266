/** One stroke as it is written in an action: `a`, `?`, `shift+enter`, `mod+k`, `arrowdown`. */
export function strokeOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) {
    parts.push('mod');
  }
  if (event.altKey) {
    parts.push('alt');
  }
  // A sign that shift makes, such as "?", already is another key.
  if (event.shiftKey && (key.length > 1 || /[a-z]/.test(key))) {
    parts.push('shift');
  }
  parts.push(key);
  return parts.join('+');
}

export type Match<T> = { kind: 'none' } | { kind: 'begun' } | { kind: 'found'; value: T };

/** What the strokes so far mean: one of the entries, the beginning of one, or nothing. */
export function match<T>(strokes: readonly string[], entries: Iterable<readonly [keys: string, value: T]>): Match<T> {
  const typed = strokes.join(' ');
  let begun = false;
  for (const [keys, value] of entries) {
    if (keys === typed) {
      return { kind: 'found', value };
    }
    begun ||= keys.startsWith(`${typed} `);
  }
  return { kind: begun ? 'begun' : 'none' };
}

const fields =
  'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]:not([contenteditable="false"])';
const controls =
  'button, a[href], summary, input, [role="menuitem"], [role="menuitemradio"], [role="option"], [role="tab"]';

export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(fields) !== null;
}

/** Whether the element with the focus answers Enter and Space itself. */
export function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(controls) !== null;
}

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

const names: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: '⇧',
  alt: isMac ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowdown: '↓',
  arrowup: '↑',
  arrowleft: '←',
  arrowright: '→',
  space: 'Space',
};

/** The caps to show for keys: `g t` as G, T in turn; `mod+k` as Ctrl K. */
export function caps(keys: string): string[] {
  return keys.split(' ').flatMap((stroke) => stroke.split('+').map((part) => names[part] ?? part.toUpperCase()));
}
