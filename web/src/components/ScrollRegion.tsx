import type { ReactNode, Ref } from 'react';
import { cx } from '@/lib/cx';

interface ScrollRegionProps {
  label: string;
  ref?: Ref<HTMLElement>;
  className?: string;
  children: ReactNode;
}

/** A part of the page that scrolls by itself; it takes the focus so that the keyboard can scroll it too. */
export function ScrollRegion({ label, ref, className, children }: ScrollRegionProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
      tabIndex={0}
      className={cx('min-h-0 overflow-auto outline-offset-[-2px]', className)}
    >
      {children}
    </section>
  );
}
