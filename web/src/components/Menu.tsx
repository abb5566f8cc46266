import { Check } from 'lucide-react';
import {
  cloneElement,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  use,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { cx } from '@/lib/cx';
import { place } from './place';

const Close = createContext<() => void>(() => undefined);

const itemSelector = '[role^="menuitem"]:not([aria-disabled="true"])';

interface TriggerProps {
  ref?: unknown;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
  'aria-controls'?: string;
  onPointerDown?: () => void;
  onClick?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}

interface MenuProps {
  /** A button; it gets what makes it open the menu. */
  trigger: ReactElement<TriggerProps>;
  align?: 'start' | 'end';
  children: ReactNode;
}

/**
 * A menu under a button (WAI-ARIA, menu button pattern) on the browser's own popover, which stands over everything and closes
 * by itself on Escape or a click elsewhere.
 */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  // The click that follows a press on the button must not open again what the press has closed.
  const wasOpen = useRef(false);

  const items = () => [...(popup.current?.querySelectorAll<HTMLElement>(itemSelector) ?? [])];
  const close = () => popup.current?.hidePopover();
  const open = (focus: 'first' | 'last') => {
    flushSync(() => setOpen(true));
    if (popup.current && button.current) {
      popup.current.showPopover();
      place(popup.current, button.current, align);
      items()
        .at(focus === 'first' ? 0 : -1)
        ?.focus();
    }
  };

  useEffect(() => {
    if (!isOpen) {
      return undefined;
    }
    const follow = () => popup.current && button.current && place(popup.current, button.current, align);
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, [isOpen, align]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key === 'Tab') {
      close();
    } else if (event.key.length === 1 && event.key !== ' ') {
      const begins = (item: HTMLElement) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
      [...all.slice(at + 1), ...all.slice(0, at + 1)].find(begins)?.focus();
    }
  };

  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'aria-controls': id,
        onPointerDown: () => {
          wasOpen.current = isOpen;
        },
        onClick: () => {
          if (!wasOpen.current) {
            open('first');
          }
          wasOpen.current = false;
        },
        onKeyDown: (event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            open(event.key === 'ArrowDown' ? 'first' : 'last');
          }
        },
      })}
      <div
        ref={popup}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed inset-auto m-0 min-w-44 overflow-y-auto rounded-md border border-line bg-raised p-1 text-ink shadow-raised outline-none"
      >
        {isOpen && <Close value={close}>{children}</Close>}
      </div>
    </>
  );
}

const itemClass =
  'touch flex w-full items-center gap-2 rounded-sm px-2 py-1.5 text-left text-sm outline-none select-none hover:bg-hover focus:bg-hover aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint';

interface ItemProps {
  onSelect: () => void;
  disabled?: boolean;
  tone?: 'bad';
  children: ReactNode;
}

export function MenuItem({ onSelect, disabled = false, tone, children }: ItemProps) {
  const close = use(Close);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) {
          close();
          onSelect();
        }
      }}
      className={cx(itemClass, tone === 'bad' && 'text-bad')}
    >
      {children}
    </button>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-1.5 pb-1 text-2xs font-medium text-faint">{children}</div>;
}

export function MenuSeparator() {
  return <hr className="my-1 border-line" />;
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
}

/** One of several; the menu stays, so that another can be tried. */
export function MenuChoice({ label, value, onChange, options }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a menu knows groups, not fieldsets.
    <div role="group" aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Ticked
          key={option.value}
          role="menuitemradio"
          checked={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </Ticked>
      ))}
    </div>
  );
}

interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

export function MenuCheck({ checked, onChange, children }: CheckProps) {
  return (
    <Ticked role="menuitemcheckbox" checked={checked} onClick={() => onChange(!checked)}>
      {children}
    </Ticked>
  );
}

interface TickedProps {
  role: 'menuitemradio' | 'menuitemcheckbox';
  checked: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Ticked({ role, checked, onClick, children }: TickedProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles know aria-checked.
    <button type="button" role={role} aria-checked={checked} tabIndex={-1} onClick={onClick} className={itemClass}>
      <Check aria-hidden="true" className={cx(!checked && 'invisible')} />
      {children}
    </button>
  );
}
