import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { cx } from '@/lib/cx';
import { IconButton } from './Button';

export interface DialogProps {
  title: string;
  /** Said by the parent's state: the dialog stands as long as it is rendered. */
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  /** The title is only for screen readers. */
  bare?: boolean;
  width?: 'narrow' | 'medium' | 'wide';
}

/** Where to begin, unless something says it is first: not at the button that closes. */
const focusable =
  '[data-content] :is(input, select, textarea, button, a[href], [tabindex="0"]), footer button:last-child';

const widths = { narrow: 'max-w-md', medium: 'max-w-2xl', wide: 'max-w-5xl' };

/**
 * The browser's own modal dialog: it keeps the focus, answers Escape, makes the page behind inert and gives the focus back.
 */
export function Dialog({ title, onClose, children, footer, bare = false, width = 'narrow' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();

  // Before the element is taken out of the page: the browser gives the focus back only from one that still stands there.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    (dialog?.querySelector<HTMLElement>('[data-first]') ?? dialog?.querySelector<HTMLElement>(focusable))?.focus();
    return () => dialog?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Escape, which the element answers by itself.
    <dialog
      ref={ref}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) {
          onClose();
        }
      }}
      className={cx(
        'animate-appear fixed inset-x-0 top-[8vh] bottom-auto m-auto mt-0 max-h-[84dvh] w-[calc(100vw-1.5rem)] overflow-hidden rounded-lg border border-line bg-raised p-0 text-ink shadow-raised',
        widths[width],
      )}
    >
      <div className="flex max-h-[84dvh] flex-col">
        {bare ? (
          <h2 id={heading} className="sr-only">
            {title}
          </h2>
        ) : (
          <header className="flex items-center justify-between gap-3 border-b border-line py-2 pr-2 pl-4">
            <h2 id={heading} className="min-w-0 text-base font-semibold">
              {title}
            </h2>
            <IconButton label="Close" onClick={onClose}>
              <X />
            </IconButton>
          </header>
        )}
        <div data-content="" className={cx('min-h-0 overflow-y-auto', !bare && 'p-4')}>
          {children}
        </div>
        {footer !== undefined && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>
        )}
      </div>
    </dialog>
  );
}
