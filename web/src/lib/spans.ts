/** A part of a text that something refers to; offsets count UTF-16 units, as both the server and JavaScript do. */
export interface Span<T> {
  start: number;
  end: number;
  value: T;
}

export interface Segment<T> {
  start: number;
  text: string;
  /** What refers to this part, the narrowest first. */
  values: readonly T[];
}

/**
 * Cuts a text where a span begins or ends, so that spans may overlap. Spans that do not fit the text are cut to it or left
 * out; no cut falls inside a surrogate pair.
 */
export function segments<T>(text: string, spans: readonly Span<T>[]): Segment<T>[] {
  const fitting = spans
    .map((span) => ({
      ...span,
      start: whole(text, Math.max(0, span.start)),
      end: whole(text, Math.min(text.length, span.end)),
    }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const cuts = [...new Set([0, text.length, ...fitting.flatMap((span) => [span.start, span.end])])].sort(
    (a, b) => a - b,
  );

  const found: Segment<T>[] = [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const start = cuts[at]!;
    const end = cuts[at + 1]!;
    found.push({
      start,
      text: text.slice(start, end),
      values: fitting.filter((span) => span.start <= start && end <= span.end).map((span) => span.value),
    });
  }
  return found;
}

/** The offset itself, or one before when it would part a surrogate pair. */
function whole(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return isLow && offset > 0 ? offset - 1 : offset;
}
