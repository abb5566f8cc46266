import { useEffect, useMemo, useRef } from 'react';
import { cx } from '@/lib/cx';
import { type Span, segments } from '@/lib/spans';
import { visible } from '@/lib/text';

interface HighlightedTextProps {
  text: string;
  /** Numbered parts, such as the quotes of claims. */
  spans: readonly Span<number>[];
  /** Parts that are only marked, such as where the tool is named. */
  mentions?: readonly Span<true>[];
  /** The one that is looked at: it is scrolled to. */
  focused: number | null;
  onFocus?: (value: number) => void;
}

type Mark = number | true;

/** A text of somebody else with parts of it marked. It is only ever text: React writes no markup of it. */
export function HighlightedText({ text, spans, mentions = [], focused, onFocus }: HighlightedTextProps) {
  const ref = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => segments<Mark>(text, [...spans, ...mentions]), [text, spans, mentions]);

  useEffect(() => {
    if (focused !== null) {
      ref.current?.querySelector('[data-focused]')?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    }
  }, [focused]);

  return (
    <div ref={ref} dir="auto" className="foreign-block text-sm leading-relaxed">
      {parts.map((part) => {
        const numbers = part.values.filter((value) => value !== true);
        if (part.values.length === 0) {
          return visible(part.text);
        }
        if (numbers.length === 0) {
          return (
            <span key={part.start} className="font-semibold">
              {visible(part.text)}
            </span>
          );
        }
        const isFocused = focused !== null && numbers.includes(focused);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys for it are those of the list of claims.
          <mark
            key={part.start}
            data-focused={isFocused || undefined}
            onClick={onFocus && (() => onFocus(numbers[0]!))}
            className={cx(
              'rounded-xs text-ink decoration-2 underline-offset-3 transition-colors',
              onFocus && 'cursor-pointer',
              isFocused ? 'bg-wheat ring-2 ring-wheat-strong' : 'bg-wheat/40 hover:bg-wheat',
              part.values.includes(true) && 'font-semibold',
            )}
          >
            {visible(part.text)}
          </mark>
        );
      })}
    </div>
  );
}
